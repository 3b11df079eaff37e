// How Hearth looks: theme, density, language. Kept in this browser, and applied to the root element, where the style sheet
// reads it. It must be there before the first paint, which the sidecar's settings would not be.
import { translation } from '../i18n/i18n.svelte'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'roomy' | 'compact'

const key = 'hearth.appearance'

interface Choice {
  theme: Theme
  density: Density
  language: string // empty: the browser's
}

function stored(): Choice {
  const usual: Choice = { theme: 'system', density: 'roomy', language: '' }
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Choice>) }
  } catch {
    return usual // not JSON: somebody else's, or broken
  }
}

class Appearance {
  #choice = $state<Choice>(stored())
  #dark = matchMedia('(prefers-color-scheme: dark)')

  constructor() {
    this.#dark.addEventListener('change', () => this.apply())
  }

  get theme() {
    return this.#choice.theme
  }
  get density() {
    return this.#choice.density
  }
  get language() {
    return this.#choice.language
  }

  change(change: Partial<Choice>) {
    Object.assign(this.#choice, change)
    localStorage.setItem(key, JSON.stringify(this.#choice))
    this.apply()
    if (change.language !== undefined) void translation.use(change.language)
  }

  apply() {
    const root = document.documentElement
    const dark = this.theme === 'dark' || (this.theme === 'system' && this.#dark.matches)
    root.dataset.theme = dark ? 'dark' : 'light'
    root.dataset.density = this.density
  }
}

export const appearance = new Appearance()
