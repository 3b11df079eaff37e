// What an answer relies on: files that its run has read, and places and addresses that its text names.
import type { Answer, Part, ToolPart } from '../conversation/answer'

export interface FileSource {
  path: string
  lines: [number, number][] // in order, apart; none: the whole file, or it is not known which
  read: boolean // by a tool of the run
  cited: boolean // by the answer
}

export interface Sources {
  files: FileSource[]
  addresses: string[]
}

type Values = Record<string, unknown>
// path:line or path:first-last. A name with spaces is one only where it stands apart as code.
const place = /`([^`\n:]+):(\d+)(?:[-–](\d+))?`|(?<![\p{L}\p{N}_/.:-])([\p{L}\p{N}_./-]+):(\d+)(?:[-–](\d+))?(?![\p{L}\p{N}:])/gu
// Not a time, an address or "step:3": a name with an ending, or one in a folder.
const looksLikeFile = /\/|\.[\p{N}]*\p{L}[\p{L}\p{N}]*$/u
const address = /https?:\/\/[^\s<>"'`)\]}]+/g

function values(value: unknown): Values {
  return typeof value === 'object' && value !== null ? (value as Values) : {}
}

class Collection {
  files = new Map<string, FileSource>()

  add(path: unknown, how: 'read' | 'cited', first?: unknown, last: unknown = first) {
    if (typeof path !== 'string' || path === '' || path === '.') return
    const name = path.replace(/^(\.\/)+/, '')
    const file = this.files.get(name) ?? { path: name, lines: [], read: false, cited: false }
    file[how] = true
    if (typeof first === 'number') file.lines.push([first, Math.max(first, Number(last))])
    this.files.set(name, file)
  }
}

const readers: Record<string, (found: Collection, args: Values, result: Values) => void> = {
  fs_read: (found, args, result) => {
    const { path = args.path, start_line = args.start_line, end_line = args.end_line, total_lines } = result
    const whole = start_line === 1 && end_line === total_lines
    if (whole || start_line === undefined) found.add(path, 'read')
    else found.add(path, 'read', start_line, end_line)
  },
  fs_search: (found, _, result) => {
    for (const match of Array.isArray(result.matches) ? result.matches : []) found.add(values(match).path, 'read', values(match).line)
  },
  fs_edit: (found, args) => found.add(args.path, 'read'), // it looks for the passage first
  text_stats: (found, args) => found.add(args.path, 'read'),
}

function joined(lines: [number, number][]): [number, number][] {
  const apart: [number, number][] = []
  for (const [first, last] of lines.toSorted((a, b) => a[0] - b[0])) {
    const before = apart.at(-1)
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else apart.push([first, last])
  }
  return apart
}

function isRead(part: Part): part is ToolPart {
  return part.kind === 'tool' && part.state === 'finished'
}

export function sourcesOf({ parts }: Pick<Answer, 'parts'>): Sources {
  const found = new Collection()
  for (const part of parts.filter(isRead)) readers[part.name]?.(found, values(part.arguments), values(part.structured))
  const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n')
  for (const [, code, codeFirst, codeLast, word, wordFirst, wordLast] of text.replace(address, ' ').matchAll(place)) {
    const [path, first, last = first] = code ? [code, codeFirst, codeLast] : [word!, wordFirst, wordLast]
    if (found.files.has(path) || looksLikeFile.test(path)) found.add(path, 'cited', Number(first), last)
  }
  return {
    files: [...found.files.values()].map((file) => ({ ...file, lines: joined(file.lines) })),
    addresses: [...new Set([...text.matchAll(address)].map(([url]) => url.replace(/[.,;:!?*_]+$/, '')))],
  }
}
