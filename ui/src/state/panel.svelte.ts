// The panel beside the conversation: whether it is there, and which of its tabs. On a narrow page it lies over the
// conversation, and is there only when asked for.
export const tabs = ['files', 'diff', 'trace', 'sources'] as const
export type Tab = (typeof tabs)[number]

const key = 'hearth.panel'
const narrow = matchMedia('(max-width: 62.4rem)')

interface Kept {
  open: boolean
  tab: Tab
}

function stored(): Kept {
  const usual: Kept = { open: false, tab: 'files' }
  try {
    const kept = { ...usual, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>) }
    return tabs.includes(kept.tab) ? kept : usual
  } catch {
    return usual // not JSON: somebody else's, or broken
  }
}

class PanelState {
  #kept = $state<Kept>(stored())
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
    return this.narrow ? this.#drawer : this.#kept.open
  }
  get tab() {
    return this.#kept.tab
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
    if (this.narrow) {
      this.#drawer = open
      open = this.#kept.open
    }
    this.#kept = { open, tab }
    localStorage.setItem(key, JSON.stringify(this.#kept))
  }
}

export const panel = new PanelState()
