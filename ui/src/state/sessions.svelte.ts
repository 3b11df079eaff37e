// The sessions in the sidebar, last used first.
import { api } from '../api/client'
import { messageOf } from '../api/error'
import type { Session, SessionList } from '../api/types'

const pageSize = 100

class Sessions {
  list = $state.raw<Session[]>([])
  loaded = $state(false)
  fault = $state('')
  #next: string | null = null

  get more() {
    return this.#next !== null
  }

  async load() {
    try {
      const answer = await api.get<SessionList>('sessions', { limit: pageSize })
      this.#next = answer.next_cursor
      this.list = answer.sessions
      this.fault = ''
    } catch (error) {
      this.fault = messageOf(error)
    }
    this.loaded = true
  }
}

export const sessions = new Sessions()
