// What the place of the caret asks for: a command after a / that begins the message, a file after an @ that begins a word.
export interface Trigger {
  kind: 'command' | 'file'
  from: number // where the sign stands
  words: string // what is written behind it so far
}

export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret)
  const command = /^\/([^\n]*)$/.exec(before)
  if (command) return { kind: 'command', from: 0, words: command[1]! }
  const file = /(?:^|[\s([{"'`])@([^\s@]*)$/.exec(before)
  if (file) return { kind: 'file', from: caret - file[1]!.length - 1, words: file[1]! }
  return null
}

/** A path as tasks name it: one that is not plainly a single word stands in quotes, a folder ends in a slash. */
export function written(path: string, kind: 'file' | 'folder'): string {
  const whole = kind === 'folder' ? `${path}/` : path
  if (/^[\p{L}\p{N}._/-]+$/u.test(whole)) return whole
  const quote = ['"', '`', "'"].find((sign) => !path.includes(sign)) ?? '"'
  return `${quote}${whole}${quote}`
}
