// The panel beside the conversation: whether it is there, and which of its tabs. On a narrow page it lies over the
// conversation, and is there only when asked for.
import { kept } from './kept.svelte'

export const tabs = ['files', 'diff', 'trace', 'sources'] as const
export type Tab = (typeof tabs)[number]

const narrow = matchMedia('(max-width: 62.4rem)')

class PanelState {
  #drawer = $state(false)
  narrow = $state(narrow.matches)
  /** What had the focus when the panel was asked for: it gets it back. Null: the panel was there from the beginning. */
  opener: Element | null = null

  constructor() {
    narrow.addEventListener('change', () => {
      this.narrow = narrow.matches
      this.#drawer = false
    })
    addEventListener('hashchange', () => (this.#drawer = false))
  }

  get open() {
    return this.narrow ? this.#drawer : kept.get('panel') === 'open'
  }
  get tab() {
    return tabs.find((tab) => tab === kept.get('panel-tab')) ?? 'files'
  }

  show(tab: Tab = this.tab) {
    if (!this.open) this.opener = document.activeElement
    this.#set(true, tab)
  }

  choose(tab: Tab) {
    this.#set(this.open, tab)
  }

  close() {
    this.#set(false, this.tab)
  }

  toggle() {
    if (this.open) this.close()
    else this.show()
  }

  #set(open: boolean, tab: Tab) {
    if (this.narrow) this.#drawer = open
    else kept.put('panel', open ? 'open' : '')
    kept.put('panel-tab', tab)
  }
}

export const panel = new PanelState()
