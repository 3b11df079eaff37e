// Other versions of a message: what the user edited, what was answered anew.
export interface Versions {
  at: number // 1 is the oldest
  count: number
  before: number | null // message ids
  after: number | null
}

export function versionsOf(id: number, siblings: number[] | undefined): Versions | null {
  const index = siblings?.indexOf(id) ?? -1
  if (!siblings || index === -1) return null
  return { at: index + 1, count: siblings.length, before: siblings[index - 1] ?? null, after: siblings[index + 1] ?? null }
}
