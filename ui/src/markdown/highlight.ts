// Colours for code. highlight.js and the language come when they are first needed.
import { languageNamed, languages } from './languages'
import { sanitize } from './sanitize'

const longest = 100_000 // characters; beyond that colours would hold up the page

/** The coloured code, or null where its language is not known or it is too long. */
export async function highlight(code: string, language: string): Promise<DocumentFragment | null> {
  const name = languageNamed(language)
  if (name === null || code.length > longest) return null
  const [{ default: hljs }, { default: grammar }] = await Promise.all([import('highlight.js/lib/core'), languages[name]!()])
  if (!hljs.getLanguage(name)) hljs.registerLanguage(name, grammar)
  return sanitize(hljs.highlight(code, { language: name, ignoreIllegals: true }).value)
}
