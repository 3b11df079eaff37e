// The languages there are, each under its own name.
import { en, type Texts } from './en'

export interface Language {
  code: string
  name: string
  direction: 'ltr' | 'rtl'
  load: () => Promise<Texts>
}

export const languages: Language[] = [{ code: 'en', name: 'English', direction: 'ltr', load: async () => en }]
