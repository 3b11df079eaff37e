// A formula as MathML, which the browser sets by itself. Temml comes when the first formula does.
import { formulaOf } from './math'
import { sanitizeMath } from './sanitize'

/** The formula, or null where it is no TeX that is understood. */
async function mathml(source: string): Promise<DocumentFragment | null> {
  const { default: temml } = await import('temml')
  const { tex, display } = formulaOf(source)
  try {
    return sanitizeMath(temml.renderToString(tex, { displayMode: display, throwOnError: true }))
  } catch {
    return null // what Temml does not understand it throws
  }
}

/** Draws the formulas that are in a text. Those that are no TeX stay as they were written. */
export function drawFormulas(text: ParentNode) {
  for (const place of text.querySelectorAll('.math')) {
    void mathml(place.textContent).then((formula) => formula && place.replaceChildren(formula))
  }
}
