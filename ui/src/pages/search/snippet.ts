// A snippet in pieces. The sidecar puts what was found between U+2068 and U+2069.
export interface Piece {
  text: string
  found: boolean
}

export function pieces(snippet: string): Piece[] {
  return snippet
    .split(/\u2068([^\u2069]*)\u2069/)
    .map((text, index) => ({ text, found: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

/** True for what looks like the path of a file: its history can be asked for. */
export function isPath(query: string): boolean {
  return /^\S*[^\s./]\.[A-Za-z0-9]{1,8}$/.test(query) || /^\S+\/\S+$/.test(query)
}
