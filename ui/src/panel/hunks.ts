// A unified diff as lines to be shown, each with its number before and after.
export interface DiffLine {
  sign: ' ' | '+' | '-'
  text: string
  before: number | null
  after: number | null
  unended: boolean // the text ends here, without an end of the line
}

export type Hunk = DiffLine[]

const head = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/

export function hunksOf(diff: string): Hunk[] {
  const hunks: Hunk[] = []
  let before = 0
  let after = 0
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const range = head.exec(line)
    const hunk = hunks.at(-1)
    if (range) {
      before = Number(range[1])
      after = Number(range[2])
      hunks.push([])
    } else if (hunk && line.startsWith('\\')) {
      const last = hunk.at(-1)
      if (last) last.unended = true
    } else if (hunk) {
      const sign = line[0] === '+' || line[0] === '-' ? line[0] : ' '
      hunk.push({ sign, text: line.slice(1), before: sign === '+' ? null : before++, after: sign === '-' ? null : after++, unended: false })
    }
  }
  return hunks
}

/** The first `limit` lines; hunks are cut where they must be. */
export function firstLines(hunks: Hunk[], limit: number): Hunk[] {
  const shown: Hunk[] = []
  for (const hunk of hunks) {
    if (limit <= 0) break
    shown.push(hunk.slice(0, limit))
    limit -= hunk.length
  }
  return shown
}
