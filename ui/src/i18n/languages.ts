// The languages there are, each under its own name.
import { en, type Texts } from './en'

export interface Language {
  code: string
  name: string
  direction: 'ltr' | 'rtl'
  load: () => Promise<Texts>
}

export const languages: Language[] = [
  { code: 'en', name: 'English', direction: 'ltr', load: async () => en },
  { code: 'ar', name: 'العربية', direction: 'rtl', load: async () => (await import('./ar')).ar },
  { code: 'de', name: 'Deutsch', direction: 'ltr', load: async () => (await import('./de')).de },
  { code: 'es', name: 'Español', direction: 'ltr', load: async () => (await import('./es')).es },
  { code: 'fr', name: 'Français', direction: 'ltr', load: async () => (await import('./fr')).fr },
  { code: 'ja', name: '日本語', direction: 'ltr', load: async () => (await import('./ja')).ja },
  { code: 'pt', name: 'Português', direction: 'ltr', load: async () => (await import('./pt')).pt },
]
