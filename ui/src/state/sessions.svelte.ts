// The sessions in the sidebar, last used first, and which of them have something to do.
import { api } from '../api/client'
import { messageOf } from '../api/error'
import type { Session, SessionChange, SessionList, TaskList } from '../api/types'
import { forget } from '../composer/draft'
import { isActive } from '../conversation/answer'
import { announce, onChange, whileVisible } from './changes'

const pageSize = 100
const lookAgain = 5000 // milliseconds; other programs begin sessions, too

class Sessions {
  list = $state.raw<Session[]>([])
  busy = $state.raw(new Map<number, 'working' | 'asking'>())
  loaded = $state(false)
  fault = $state('')
  #next = $state.raw<string | null>(null)

  /** From when the app is shown until it ends. */
  begin() {
    onChange((change) => change === 'sessions' && void this.load())
    whileVisible(() => void this.load(), lookAgain)
    void this.load()
  }

  get more() {
    return this.#next !== null
  }

  get workspaces(): string[] {
    return [...new Set(this.list.flatMap(({ workspace }) => (workspace === null ? [] : [workspace])))].slice(0, 8)
  }

  async load() {
    try {
      const limit = Math.min(500, Math.max(pageSize, this.list.length))
      const [answer, tasks] = await Promise.all([
        api.get<SessionList>('sessions', { limit }),
        api.get<TaskList>('tasks', { limit: 50 }),
      ])
      this.#next = answer.next_cursor
      this.list = answer.sessions
      const open = tasks.tasks.filter((task) => isActive(task.state))
      this.busy = new Map(open.map((task) => [task.session_id, task.state === 'waiting_approval' ? 'asking' : 'working']))
      this.fault = ''
    } catch (error) {
      this.fault = messageOf(error)
    }
    this.loaded = true
  }

  async loadMore() {
    const answer = await api.get<SessionList>('sessions', { limit: pageSize, cursor: this.#next })
    this.#next = answer.next_cursor
    this.list = [...this.list, ...answer.sessions]
  }

  async begun(title: string, workspace: string): Promise<Session> {
    const session = await api.post<Session>('sessions', { title, ...(workspace ? { workspace } : {}) })
    this.changed()
    return session
  }

  async change(session: number, change: SessionChange) {
    await api.patch<Session>(`sessions/${session}`, change)
    announce(`session-${session}`)
    this.changed()
  }

  async remove(session: number) {
    await api.delete<Session>(`sessions/${session}`)
    forget(String(session)) // a later session may get its number
    this.changed()
  }

  /** To be called by whoever has changed one. */
  changed() {
    announce('sessions')
    void this.load()
  }
}

export const sessions = new Sessions()
