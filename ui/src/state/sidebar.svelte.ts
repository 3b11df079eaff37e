// Whether the sidebar is there. On a narrow page it lies over the conversation, and goes when something is chosen.
const key = 'hearth.sidebar'
const narrow = matchMedia('(max-width: 47.9rem)')

class SidebarState {
  #wide = $state(localStorage.getItem(key) !== 'closed')
  #drawer = $state(false)
  narrow = $state(narrow.matches)

  constructor() {
    narrow.addEventListener('change', () => {
      this.narrow = narrow.matches
      this.#drawer = false
    })
    addEventListener('hashchange', () => (this.#drawer = false))
  }

  get open() {
    return this.narrow ? this.#drawer : this.#wide
  }

  toggle() {
    if (this.narrow) {
      this.#drawer = !this.#drawer
    } else {
      this.#wide = !this.#wide
      localStorage.setItem(key, this.#wide ? 'open' : 'closed')
    }
  }

  closeDrawer() {
    this.#drawer = false
  }
}

export const sidebar = new SidebarState()
