// How Hearth looks: theme, density, language, applied to the root element, where the style sheet reads it. It is among the
// sidecar's settings, for what a page keeps is gone with the sidecar's port; of this tab a copy is there before the first paint.
import { api } from '../api/client'
import type { SettingList } from '../api/types'
import { translation } from '../i18n/i18n.svelte'
import { connection } from './connection.svelte'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'roomy' | 'compact'

const key = 'hearth.appearance'
const group = 'appearance.'

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

  /** As the settings have it. Where they cannot be read, that is said elsewhere. */
  async load() {
    const nothing: SettingList = { settings: [] }
    const { settings } = connection.state === 'ready' ? await api.get<SettingList>('settings').catch(() => nothing) : nothing
    const chosen = settings.filter(({ name }) => name.startsWith(group)).map(({ name, value }) => [name.slice(group.length), value])
    await this.#show(Object.fromEntries(chosen) as Partial<Choice>)
  }

  /** Shown at once, and taken back where config.toml rules. */
  async change(change: Partial<Choice>) {
    await this.#show(change)
    const saving = Object.entries(change).map(([name, value]) => api.put(`settings/${group}${name}`, { value }))
    await Promise.all(saving).catch(() => this.load())
  }

  async #show(change: Partial<Choice>) {
    Object.assign(this.#choice, change)
    localStorage.setItem(key, JSON.stringify(this.#choice))
    this.apply()
    await translation.use(this.language)
  }

  apply() {
    const root = document.documentElement
    const dark = this.theme === 'dark' || (this.theme === 'system' && this.#dark.matches)
    root.dataset.theme = dark ? 'dark' : 'light'
    root.dataset.density = this.density
  }
}

export const appearance = new Appearance()
