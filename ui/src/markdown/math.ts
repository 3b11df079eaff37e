// Formulas in Markdown: $…$ and \(…\) in a line, $$…$$ and \[…\] on lines of their own. Here they are only found; mathml.ts
// draws them, and until then, or where they are no TeX, they stand as they were written.
import type MarkdownIt from 'markdown-it'

const longest = 5000 // characters
const pairs = [
  { open: '$$', close: '$$', display: true },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
  { open: '$', close: '$', display: false },
]

export interface Formula {
  tex: string
  display: boolean
}

/** What stands between the signs. */
export function formulaOf(source: string): Formula {
  const { open, close, display } = pairs.find((pair) => source.startsWith(pair.open))!
  return { tex: source.slice(open.length, -close.length).trim(), display }
}

/** Where it ends, if a formula begins at `from`; else -1. */
export function endOfFormula(text: string, from: number): number {
  const pair = pairs.find(({ open }) => text.startsWith(open, from))
  if (!pair) return -1
  const begin = from + pair.open.length
  const end = pair.open === '$' ? endOfDollar(text, begin) : text.indexOf(pair.close, begin)
  if (end === -1 || end - begin > longest || text.slice(begin, end).trim() === '') return -1
  return end + pair.close.length
}

// A dollar is money, or a variable of a shell, more often than a formula: it begins one only before something and after no
// word, ends one only after something and before no word, and what begins like an amount must not go on like a sentence.
function endOfDollar(text: string, begin: number): number {
  if (/\s/.test(text[begin] ?? ' ') || /[\w$\\]/.test(text[begin - 2] ?? '')) return -1
  const end = text.indexOf('$', begin)
  if (end === -1 || /[\s\\]/.test(text[end - 1]!) || /[\w{$]/.test(text[end + 1] ?? '')) return -1
  const tex = text.slice(begin, end)
  if (tex.includes('`') || (/^[\d.,]/.test(tex) && /\s[^\s\\]*[a-z]{2}/i.test(tex) && !tex.includes('\\'))) return -1
  return end
}

export function math(markdown: InstanceType<typeof MarkdownIt>) {
  markdown.inline.ruler.before('escape', 'math', (state, silent) => {
    const end = endOfFormula(state.src, state.pos)
    if (end === -1 || end > state.posMax) return false
    if (!silent) state.push('math', 'span', 0).content = state.src.slice(state.pos, end)
    state.pos = end
    return true
  })

  // On lines of its own it may hold what elsewhere would be a list or a heading.
  markdown.block.ruler.before(
    'fence',
    'math',
    (state, first, last, silent) => {
      const start = state.bMarks[first]! + state.tShift[first]!
      if (!['$$', '\\['].includes(state.src.slice(start, start + 2))) return false
      let after = first + 1
      while (after < last && !state.isEmpty(after)) after += 1
      const text = state.getLines(first, after, state.blkIndent, false)
      const end = endOfFormula(text, 0)
      if (end === -1 || text.slice(end).split('\n')[0]!.trim() !== '') return false
      if (silent) return true
      const source = text.slice(0, end)
      state.line = first + source.split('\n').length
      const token = state.push('math', 'p', 0)
      token.block = true
      token.content = source
      token.map = [first, state.line]
      return true
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  )

  markdown.renderer.rules.math = (tokens, index) => {
    const { tag, content } = tokens[index]!
    return `<${tag} class="math">${markdown.utils.escapeHtml(content)}</${tag}>`
  }
}
