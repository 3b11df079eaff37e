// A snippet without Markdown's signs, as far as a piece of a text shows what they are: "2 * 3" and "src/**/*.ts" stay. The
// marks around what was found, U+2068 and U+2069, stay too.

const signs: [RegExp, string][] = [
  [/`+/g, ''],
  [/^[ \t]*\|?[-:| \t]*-{3,}[-:| \t]*$/gm, ''], // under a table's head, or a line across
  [/^[ \t]*(?:#{1,6}|>)[ \t]+/gm, ''],
  [/^[ \t]*[-*+][ \t]+/gm, '• '],
  [/!?\[([^\]\n]*)\]\([^)\s\u2068]*\)/g, '$1'], // not where it was found in the address
  [/(\*{1,3})(?=[\p{L}\p{N}\u2068"'(])([^*\n]*[^\s*/])\1(?!\w)/gu, '$2'],
  // The other end of these was cut off.
  [/\*\*(?=[\p{L}\p{N}\u2068][^*\n]*…$)/gu, ''],
  [/^(…[^*\n]*[^\s*/])\*\*(?!\w)/gu, '$1'],
]

export function plain(snippet: string): string {
  return signs.reduce((text, [sign, words]) => text.replace(sign, words), snippet)
}
