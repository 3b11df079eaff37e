// The languages there are, each under its own name.
import { en, type Texts } from './en'

/** By the names of the settings. English has none: it is what the sidecar says. */
export type SettingTexts = Record<string, { title: string; help: string }>

export interface Language {
  code: string
  name: string
  direction: 'ltr' | 'rtl'
  load: () => Promise<Texts>
  settings: () => Promise<SettingTexts>
}

export const languages: Language[] = [
  {
    code: 'en',
    name: 'English',
    direction: 'ltr',
    load: async () => en,
    settings: async () => ({}),
  },
  {
    code: 'ar',
    name: 'العربية',
    direction: 'rtl',
    load: async () => (await import('./ar')).ar,
    settings: async () => (await import('./settings/ar')).ar,
  },
  {
    code: 'de',
    name: 'Deutsch',
    direction: 'ltr',
    load: async () => (await import('./de')).de,
    settings: async () => (await import('./settings/de')).de,
  },
  {
    code: 'es',
    name: 'Español',
    direction: 'ltr',
    load: async () => (await import('./es')).es,
    settings: async () => (await import('./settings/es')).es,
  },
  {
    code: 'fr',
    name: 'Français',
    direction: 'ltr',
    load: async () => (await import('./fr')).fr,
    settings: async () => (await import('./settings/fr')).fr,
  },
  {
    code: 'ja',
    name: '日本語',
    direction: 'ltr',
    load: async () => (await import('./ja')).ja,
    settings: async () => (await import('./settings/ja')).ja,
  },
  {
    code: 'pt',
    name: 'Português',
    direction: 'ltr',
    load: async () => (await import('./pt')).pt,
    settings: async () => (await import('./settings/pt')).pt,
  },
]
