// Texts in the user's language: t('key', { name: value }). English is always there; other languages are loaded when chosen.
// A new language is a file beside en.ts, one in settings/ and a few lines in languages.ts.
import { en, type Key, type Text, type Texts } from './en'
import { languages, type SettingTexts } from './languages'

export type Values = Record<string, string | number>

export function fill(text: Text, values: Values, language: string): string {
  let pattern = text as string
  if (typeof text === 'object') {
    pattern = text[new Intl.PluralRules(language).select(Number(values.count ?? 0))] ?? text.other
  }
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? value.toLocaleString(language) : (value ?? whole)
  })
}

/** True for a key that is there: of names that come from the sidecar, one may be new. */
export function isKey(key: string): key is Key {
  return key in en
}

/** The first language of the wanted ones that there is; English if none. */
export function choose(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const found = languages.find(({ code }) => code === tag || code === tag.split('-')[0])
    if (found) return found.code
  }
  return 'en'
}

class Translation {
  language = $state('en')
  #texts = $state.raw<Texts>(en)
  #settings = $state.raw<SettingTexts>({})

  /** `wanted` is a language's code, or empty for the browser's own. */
  async use(wanted: string) {
    const code = choose(wanted ? [wanted] : navigator.languages)
    const language = languages.find((one) => one.code === code)!
    const [texts, settings] = await Promise.all([language.load(), language.settings()])
    this.#texts = texts
    this.#settings = settings
    this.language = code
    document.documentElement.lang = code
    document.documentElement.dir = language.direction
  }

  text(key: Key, values: Values) {
    return fill(this.#texts[key], values, this.language)
  }

  setting(name: string) {
    return this.#settings[name]
  }
}

export const translation = new Translation()

export function t(key: Key, values: Values = {}): string {
  return translation.text(key, values)
}
