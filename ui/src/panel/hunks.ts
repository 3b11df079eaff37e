// A unified diff as lines to be shown, each with its number before and after.
export interface DiffLine {
  sign: ' ' | '+' | '-'
  text: string
  before: number | null
  after: number | null
  unended: boolean // the text ends here, without an end of the line
}

export type Hunk = DiffLine[]

const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/** An empty range is named by the line before it. */
function first(number: string | undefined, count: string | undefined): number {
  return Number(number) + (count === '0' ? 1 : 0)
}

export function hunksOf(diff: string): Hunk[] {
  const hunks: Hunk[] = []
  let before = 0
  let after = 0
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const range = head.exec(line)
    const hunk = hunks.at(-1)
    if (range) {
      before = first(range[1], range[2])
      after = first(range[3], range[4])
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
