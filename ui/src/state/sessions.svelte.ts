// The sessions in the sidebar, last used first, and which of them have something to do.
import { api } from '../api/client'
import { messageOf } from '../api/error'
import type { Session, SessionChange, SessionList, TaskList, Workspace, WorkspaceList } from '../api/types'
import { forget } from '../composer/draft'
import { isActive } from '../conversation/answer'
import { announce, onChange, whileVisible } from './changes'
import { kept } from './kept.svelte'

const pageSize = 100
const lookAgain = 5000 // milliseconds; other programs begin sessions, too

class Sessions {
  list = $state.raw<Session[]>([]) // the last used ones of all
  shown = $state.raw<Session[]>([]) // in the sidebar: all, or those of one folder
  pinned = $state.raw<Session[]>([])
  #folders = $state.raw<Workspace[]>([]) // last used first
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

  /** Folders that sessions work in, last used first. */
  get workspaces(): string[] {
    return this.#folders.filter(({ present }) => present).map(({ path }) => path)
  }

  /** The one folder whose sessions are listed; empty: all. */
  get folder(): string {
    return this.workspaces.find((path) => path === kept.get('folder')) ?? ''
  }

  show(folder: string) {
    kept.put('folder', folder)
    void this.load()
  }

  /** What is shown, from `cursor` on. */
  #page(query: { limit: number; cursor?: string | null; pinned?: boolean }) {
    const workspace = this.#folders.find(({ path }) => path === this.folder)?.id
    return api.get<SessionList>('sessions', { ...query, workspace })
  }

  async load() {
    try {
      const limit = Math.min(500, Math.max(pageSize, this.shown.length))
      this.#folders = (await api.get<WorkspaceList>('workspaces')).workspaces
      const [shown, pinned, all, tasks] = await Promise.all([
        this.#page({ limit }),
        this.#page({ limit: pageSize, pinned: true }),
        api.get<SessionList>('sessions', { limit: pageSize }),
        api.get<TaskList>('tasks', { limit: 50 }),
      ])
      this.#next = shown.next_cursor
      this.shown = shown.sessions
      this.pinned = pinned.sessions
      this.list = all.sessions
      const open = tasks.tasks.filter((task) => isActive(task.state))
      this.busy = new Map(open.map((task) => [task.session_id, task.state === 'waiting_approval' ? 'asking' : 'working']))
      this.fault = ''
    } catch (error) {
      this.fault = messageOf(error)
    }
    this.loaded = true
  }

  async loadMore() {
    const answer = await this.#page({ limit: pageSize, cursor: this.#next })
    this.#next = answer.next_cursor
    this.shown = [...this.shown, ...answer.sessions]
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
