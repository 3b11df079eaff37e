// Whether this tab may speak with the sidecar, and whether it answers.
import { api, logIn } from '../api/client'
import { ApiError, messageOf } from '../api/error'
import type { Health } from '../api/types'
import { kept } from './kept.svelte'

class Connection {
  state = $state<'ready' | 'logged-out' | 'failed'>('ready')
  reachable = $state(true)
  version = $state('')
  fault = $state('')

  async begin() {
    try {
      await logIn()
      const [health] = await Promise.all([api.get<Health>('health'), kept.load()])
      this.version = health.version
      this.state = 'ready'
    } catch (error) {
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500
      this.state = refused ? 'logged-out' : 'failed'
      this.fault = messageOf(error)
    }
  }
}

export const connection = new Connection()
