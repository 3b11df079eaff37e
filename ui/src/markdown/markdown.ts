// Markdown to markup. Raw HTML in it stays text, and a picture becomes a link: to show it would ask another host, and tell it
// what the model wants it to know.
import MarkdownIt from 'markdown-it'
import { math } from './math'

export const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false, typographer: false }).use(math)

markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index]!
  const escape = markdown.utils.escapeHtml
  const address = String(token.attrGet('src') ?? '')
  return `<a href="${escape(address)}">${escape(token.content || address)}</a>`
}

markdown.renderer.rules.table_open = () => '<div class="table"><table>\n'
markdown.renderer.rules.table_close = () => '</table></div>\n'
