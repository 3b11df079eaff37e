// Cuts a text into its top-level blocks, so that while it grows only the last is drawn anew. The pass over the lines is
// cheap; making markup of them is what costs.
import { markdown } from './markdown'

export type TextBlock = { kind: 'markup'; source: string } | { kind: 'code'; language: string; code: string }

/** Link definitions may stand in another block than the links: this is what they are for all blocks of one text. */
export type References = Record<string, { href: string; title: string }>

export interface Cut {
  blocks: TextBlock[]
  references: References
}

export function cut(text: string): Cut {
  const env: { references?: References } = {}
  const tokens: ReturnType<typeof markdown.parse> = []
  markdown.block.parse(text.replaceAll('\r\n', '\n').replaceAll('\0', '\ufffd'), markdown, env, tokens)
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const blocks: TextBlock[] = []
  for (const token of tokens) {
    if (token.level !== 0 || token.nesting === -1 || token.hidden || !token.map) continue
    if (token.type === 'fence') {
      blocks.push({ kind: 'code', language: token.info.trim().split(/\s+/)[0] ?? '', code: token.content })
    } else if (token.type === 'code_block') {
      blocks.push({ kind: 'code', language: '', code: token.content })
    } else {
      blocks.push({ kind: 'markup', source: lines.slice(...token.map).join('\n') })
    }
  }
  return { blocks, references: env.references ?? {} }
}
