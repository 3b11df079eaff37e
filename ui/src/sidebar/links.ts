// What stands at the foot of the sidebar: the pages one comes to from everywhere.
import type { IconName } from '../components/icons'
import type { Key } from '../i18n/en'

export interface Link {
  page: string // as in pages/pages.ts
  label: Key
  icon: IconName
}

export const links: Link[] = []
