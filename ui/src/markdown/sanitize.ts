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
  RETURN_DOM_FRAGMENT: true,
} as const

// Where a link leads is shown when it is pointed at; it opens beside Hearth and learns nothing of it.
DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A' || !node.hasAttribute('href')) return
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer')
  node.setAttribute('title', node.getAttribute('href')!)
})

export function sanitize(markup: string): DocumentFragment {
  return DOMPurify.sanitize(markup, allowed as never) as unknown as DocumentFragment
}
