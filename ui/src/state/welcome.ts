// Whether somebody is here for the first time: nothing was ever done, and the welcome was not put away.
import { api } from '../api/client'
import type { SessionList } from '../api/types'
import { router } from '../router.svelte'
import { connection } from './connection.svelte'
import { kept } from './kept.svelte'

export function putAwayWelcome() {
  kept.put('welcomed', 'yes')
}

/** Goes to the welcome on the first start, if the address asks for nothing else. */
export async function welcomeFirst() {
  if (connection.state !== 'ready' || router.route.page !== '' || kept.get('welcomed') !== '') return
  // Whoever cannot be told from a newcomer is not welcomed: what is wrong shows in the sidebar.
  const none = await api.get<SessionList>('sessions', { limit: 1 }).then(({ sessions }) => sessions.length === 0, () => false)
  if (none) router.replace('welcome', '')
}
