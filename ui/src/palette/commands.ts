// What the palette offers: commands, pages and sessions. A new command is a line in `commands`.
import type { IconName } from '../components/icons'
import type { Key } from '../i18n/en'
import { t } from '../i18n/i18n.svelte'
import { router } from '../router.svelte'
import { links } from '../sidebar/links'
import { appearance } from '../state/appearance.svelte'
import { sessions } from '../state/sessions.svelte'
import { panel } from '../state/panel.svelte'
import { sidebar } from '../state/sidebar.svelte'

export interface Entry {
  key: string
  icon: IconName
  label: string
  hint: string
  run: () => void
}

const commands: { label: Key; icon: IconName; run: () => void }[] = [
  { label: 'sidebar.new', icon: 'plus', run: () => router.go('') },
  { label: 'command.sidebar', icon: 'sidebar', run: () => sidebar.toggle() },
  { label: 'command.panel', icon: 'panel', run: () => panel.toggle() },
  { label: 'command.light', icon: 'sun', run: () => appearance.change({ theme: 'light' }) },
  { label: 'command.dark', icon: 'sun', run: () => appearance.change({ theme: 'dark' }) },
  { label: 'command.system', icon: 'sun', run: () => appearance.change({ theme: 'system' }) },
  { label: 'command.compact', icon: 'panel', run: () => appearance.change({ density: 'compact' }) },
  { label: 'command.roomy', icon: 'panel', run: () => appearance.change({ density: 'roomy' }) },
]

/** Whether the words, in any order, all stand in the text. */
export function matches(text: string, words: string): boolean {
  const lower = text.toLowerCase()
  return words.toLowerCase().split(/\s+/).every((word) => lower.includes(word))
}

/** Commands and pages: what can be done from everywhere. */
export function commandEntries(): Entry[] {
  return [
    ...commands.map(({ label, icon, run }): Entry => ({ key: label, icon, label: t(label), hint: '', run })),
    ...links.map(({ page, label, icon }): Entry => ({ key: page, icon, label: t(label), hint: '', run: () => router.go(page) })),
  ]
}

export function entries(words: string): Entry[] {
  const all: Entry[] = [
    ...commandEntries(),
    ...sessions.list.map(({ id, title, workspace }): Entry => ({
      key: `session-${id}`,
      icon: 'chevron',
      label: title,
      hint: workspace ?? '',
      run: () => router.go('sessions', id),
    })),
  ]
  return all.filter(({ label, hint }) => matches(`${label} ${hint}`, words)).slice(0, 50)
}
