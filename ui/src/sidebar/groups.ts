// Sessions under the headings of their days; those that are pinned, also from long ago, stand before them all.
import type { Session } from '../api/types'
import type { Key } from '../i18n/en'

export interface Group {
  label: Key
  sessions: Session[]
}

function midnight(now: Date, daysBefore: number): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBefore).getTime()
}

/** Groups without a session are left out; within one the order stays. */
export function groupsOf(sessions: Session[], pinned: Session[], now: Date): Group[] {
  const days: [Key, number][] = [
    ['sidebar.today', midnight(now, 0)],
    ['sidebar.yesterday', midnight(now, 1)],
    ['sidebar.week', midnight(now, 7)],
    ['sidebar.month', midnight(now, 30)],
    ['sidebar.older', -Infinity],
  ]
  const groups = days.map(([label, since]) => ({ label, since, sessions: [] as Session[] }))
  for (const session of sessions) if (!session.pinned) groups.find(({ since }) => session.updated_at >= since)!.sessions.push(session)
  return [{ label: 'sidebar.pinned' as const, sessions: pinned }, ...groups].filter((group) => group.sessions.length > 0)
}
