// Whether the sidebar is there. On a narrow page it lies over the conversation, and goes when something is chosen.
import { kept } from './kept.svelte'

const narrow = matchMedia('(max-width: 47.9rem)')

class SidebarState {
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
    return this.narrow ? this.#drawer : kept.get('sidebar') !== 'closed'
  }

  toggle() {
    if (this.narrow) {
      this.#drawer = !this.#drawer
    } else {
      kept.put('sidebar', this.open ? 'closed' : '')
    }
  }

  closeDrawer() {
    this.#drawer = false
  }
}

export const sidebar = new SidebarState()
