// Every key that does something, for the sheet that shows them.
import type { Key } from '../i18n/en'

export interface Shortcut {
  label: Key
  keys: string[] // as shown
}

export const shortcuts: Shortcut[] = [
  { label: 'shortcut.send', keys: ['Enter'] },
  { label: 'shortcut.line', keys: ['Shift', 'Enter'] },
  { label: 'shortcut.file', keys: ['@'] },
  { label: 'shortcut.command', keys: ['/'] },
  { label: 'shortcut.last', keys: ['↑'] },
  { label: 'shortcut.stop', keys: ['Esc'] },
  { label: 'shortcut.approve', keys: ['1', '2', '3', 'Esc'] },
  { label: 'shortcut.palette', keys: ['Ctrl', 'K'] },
  { label: 'shortcut.new', keys: ['Ctrl', 'Shift', 'O'] },
  { label: 'shortcut.sidebar', keys: ['Ctrl', 'B'] },
  { label: 'shortcut.panel', keys: ['Ctrl', 'J'] },
  { label: 'shortcut.composer', keys: ['Ctrl', 'L'] },
  { label: 'shortcut.session', keys: ['Ctrl', '1…9'] },
  { label: 'shortcut.sheet', keys: ['?'] },
]
