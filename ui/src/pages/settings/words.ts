// What a setting is called and what it does: in the user's language, else in English, as the sidecar has it.
import type { Setting } from '../../api/types'
import { translation } from '../../i18n/i18n.svelte'

export interface Words {
  title: string
  help: string
  /** For the elements that show them: English needs a mark on a page of another language. */
  marks: { lang?: 'en'; dir?: 'ltr' }
}

export function wordsOf({ name, documentation }: Setting): Words {
  const translated = translation.setting(name)
  if (translated) return { ...translated, marks: {} }
  return { title: titleOf(name), help: documentation, marks: { lang: 'en', dir: 'ltr' } }
}

/** A setting's name in words: "agent.max_minutes" is "Max minutes". */
export function titleOf(name: string): string {
  const words = name.slice(name.indexOf('.') + 1).replace(/[._]/g, ' ')
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
