// What stands at the foot of the sidebar: the pages one comes to from everywhere.
import type { IconName } from '../components/icons'
import type { Key } from '../i18n/en'

export interface Link {
  page: string // as in pages/pages.ts
  label: Key
  icon: IconName
}

export const links: Link[] = [
  { page: 'search', label: 'search.title', icon: 'search' },
  { page: 'memory', label: 'memory.title', icon: 'thought' },
  { page: 'documents', label: 'documents.title', icon: 'file' },
  { page: 'network', label: 'network.title', icon: 'network' },
  { page: 'protection', label: 'protection.title', icon: 'shield' },
  { page: 'diagnostics', label: 'diagnostics.title', icon: 'pulse' },
  { page: 'settings', label: 'settings.title', icon: 'settings' },
]
