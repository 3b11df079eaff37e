// What can be done with a conversation, for the list after a slash. A new command is a line here.
import type { IconName } from '../components/icons'
import type { Key } from '../i18n/en'
import { t } from '../i18n/i18n.svelte'
import type { Entry } from '../palette/commands'

interface Deeds {
  stop?: () => void // while something works
  regenerate?: () => void // these two while nothing does
  fork?: () => void
  copy?: () => void // there is an answer
  rename: () => void
  pin: () => void
  remove: () => void
}

export function conversationCommands(deeds: Deeds, pinned: boolean): Entry[] {
  const all: [label: Key, icon: IconName, run: (() => void) | undefined][] = [
    ['composer.stop', 'stop', deeds.stop],
    ['branch.again', 'again', deeds.regenerate],
    ['branch.fork', 'fork', deeds.fork],
    ['conversation.copy', 'copy', deeds.copy],
    ['session.rename', 'edit', deeds.rename],
    [pinned ? 'session.unpin' : 'session.pin', 'pin', deeds.pin],
    ['session.delete', 'trash', deeds.remove],
  ]
  return all.flatMap(([label, icon, run]) => (run ? [{ key: label, icon, label: t(label), hint: '', run }] : []))
}
