// The only place where text becomes markup of the page: DOMPurify lets through what a text needs and nothing that asks,
// submits or runs.
import DOMPurify from 'dompurify'

const allowed = {
  ALLOWED_TAGS: [
    'a', 'blockquote', 'br', 'code', 'dd', 'del', 'div', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p',
    'pre', 's', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
  ],
  ALLOWED_ATTR: ['align', 'class', 'href', 'start', 'title'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  ADD_URI_SAFE_ATTR: ['start'], // no address, and else held for a bad one
  RETURN_DOM_FRAGMENT: true,
} as const

// Where a link leads is shown when it is pointed at; it opens beside Hearth and learns nothing of it.
DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A' || !node.hasAttribute('href')) return
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer')
  node.setAttribute('title', node.getAttribute('href')!)
})

// What Temml makes of a formula: nothing in it leads anywhere, and how it looks is up to the browser.
const allowedInMath = {
  ALLOWED_TAGS: [
    'math', 'menclose', 'mfrac', 'mi', 'mmultiscripts', 'mn', 'mo', 'mover', 'mpadded', 'mphantom', 'mprescripts', 'mroot', 'mrow', 'ms',
    'mspace', 'msqrt', 'mstyle', 'msub', 'msubsup', 'msup', 'mtable', 'mtd', 'mtext', 'mtr', 'munder', 'munderover', 'none',
  ],
  ALLOWED_ATTR: [
    'accent', 'accentunder', 'columnalign', 'columnspan', 'depth', 'display', 'displaystyle', 'fence', 'form', 'height', 'largeop',
    'linethickness', 'lspace', 'mathvariant', 'maxsize', 'minsize', 'movablelimits', 'notation', 'rowspan', 'rspace', 'scriptlevel',
    'separator', 'stretchy', 'symmetric', 'voffset', 'width',
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const

/** Temml's styles are taken out before anything reads the markup: the page's policy complains of each that is met. */
export function sanitizeMath(markup: string): DocumentFragment {
  return DOMPurify.sanitize(markup.replace(/ style="[^"]*"/g, ''), allowedInMath as never) as unknown as DocumentFragment
}

export function sanitize(markup: string): DocumentFragment {
  return DOMPurify.sanitize(markup, allowed as never) as unknown as DocumentFragment
}
