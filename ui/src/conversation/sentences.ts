// A growing text, said sentence by sentence: reading every piece aloud as it comes would be noise.
// A point at the very end may be the first half of "3.5"; what Chinese and Japanese end with needs no space after it.
const end = /[.!?؟…](?=\s)|[。！？\n]/g

/** The complete sentences after `from`, and where the next ones begin. At the end of the text all of it is complete. */
export function completeSentences(text: string, from: number, ended: boolean): { said: string; next: number } {
  let next = from
  if (ended) next = text.length
  else for (const match of text.slice(from).matchAll(end)) next = from + match.index + 1
  const said = text.slice(from, next).replace(/[*_`#>|]+/g, ' ').replace(/\s+/g, ' ').trim()
  return { said, next }
}
