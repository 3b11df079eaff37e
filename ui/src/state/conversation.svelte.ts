// One session as it is shown: its stored messages, the run that works, and those that wait. Made by the page of the session,
// and closed by it.
import { api } from '../api/client'
import { messageOf } from '../api/error'
import { followRun } from '../api/events'
import type { ApprovalDecision, Message, MessageList, NewRun, Run, RunEvent, RunList, Session, Task, TaskList } from '../api/types'
import { applyEvent, emptyAnswer, isActive, usageOf, waitingCall, type Answer, type Usage } from '../conversation/answer'
import { FrameBatch } from '../conversation/frames'
import { itemsOf, type Item, type Said } from '../conversation/items'
import { announce, onChange, whileVisible } from './changes'
import { connection } from './connection.svelte'

const pageSize = 100
const lookAgain = 3000 // milliseconds; other programs may give the session a task, too

export interface Queued {
  run: number
  text: string
}

export class Conversation {
  readonly id: number
  session = $state.raw<Session | null>(null)
  live = $state<Answer | null>(null)
  queue = $state.raw<Queued[]>([])
  loaded = $state(false)
  fault = $state('')
  #stored = $state.raw<Item[]>([])
  #before = $state.raw<number | null>(null)

  #messages = $state.raw<Message[]>([])
  #runs = new Map<number, Run>()
  #tasks = new Map<number, Task>()
  #denied = new Set<string>()
  #following = new AbortController()
  #closers: (() => void)[] = []

  constructor(id: number) {
    this.id = id
    this.#closers.push(onChange((change) => change === `session-${id}` && void this.load()))
    this.#closers.push(whileVisible(() => void this.#look(), lookAgain))
    void this.load()
  }

  close() {
    this.#following.abort()
    for (const close of this.#closers) close()
  }

  get items(): Item[] {
    const live = this.live
    if (!live) return this.#stored
    const task = this.#stored.findLastIndex((item) => item.run === live.run)
    return task === -1 ? [...this.#stored, live] : this.#stored.toSpliced(task + 1, 0, live)
  }

  get hasOlder(): boolean {
    return this.#before !== null
  }

  get waiting() {
    return this.live ? waitingCall(this.live) : undefined
  }

  /** What a model counted for a message; nothing if it did not, or the message is not here. */
  usageOf(id: number): Usage | null {
    return usageOf(this.#messages.find((message) => message.id === id)?.details)
  }

  async load() {
    try {
      // Runs first: one that ends in between is followed, and what it said is in its events. The other way round it would be
      // taken for finished, and its last message be missing.
      await this.#loadRuns()
      const [session, messages] = await Promise.all([
        api.get<Session>(`sessions/${this.id}`),
        api.get<MessageList>(`sessions/${this.id}/messages`, { limit: pageSize }),
      ])
      const page = messages.messages.toReversed()
      const first = page[0]?.id ?? 0
      // Another branch may be in use since: what was loaded before holds only if the newest page goes on from it.
      const before = this.#messages.filter((message) => message.id < first)
      const older = before.at(-1)?.id === page[0]?.parent_id ? before : []
      if (older.length === 0) this.#before = messages.next_before
      this.#messages = [...older, ...page]
      this.session = session
      this.fault = ''
      this.#show()
    } catch (error) {
      this.fault = messageOf(error)
    }
    this.loaded = true
  }

  async loadOlder() {
    const before = this.#before
    if (before === null) return
    this.#before = null // asked for once
    try {
      const page = await api.get<MessageList>(`sessions/${this.id}/messages`, { limit: pageSize, before })
      this.#messages = [...page.messages.toReversed(), ...this.#messages]
      await this.#loadRuns(this.#messages.find((message) => message.run_id !== null)?.run_id ?? 0)
      this.#before = page.next_before
      this.#show()
    } catch (error) {
      this.#before = before
      this.fault = messageOf(error)
    }
  }

  /** `attachments`: what was given to this session for the task. */
  send(task: string, model: string, attachments: number[]) {
    return this.#run({ task, ...(attachments.length > 0 ? { attachments } : {}) }, model)
  }

  /** Says something else in a message's place, with the same files; what came after it stays in its branch. */
  edit(said: Said, task: string, model: string) {
    const attachments = said.files.map(({ id }) => id)
    return this.#run({ task, parent_id: said.parent, ...(attachments.length > 0 ? { attachments } : {}) }, model)
  }

  regenerate(message: number, model: string) {
    return this.#run({ regenerate: message }, model)
  }

  async showBranch(message: number) {
    await api.put(`sessions/${this.id}/head`, { message_id: message })
    announce(`session-${this.id}`)
    await this.load()
  }

  async fork(message: number): Promise<Session> {
    return api.post<Session>(`sessions/${this.id}/fork`, { message_id: message })
  }

  /** Ends the run that works and those that wait. */
  async stop() {
    const runs = [...this.queue.map(({ run }) => run), ...(this.live?.run ? [this.live.run] : [])]
    await Promise.all(runs.map((run) => this.cancel(run)))
  }

  async cancel(run: number) {
    await api.post(`runs/${run}/cancel`)
    announce(`session-${this.id}`)
    if (run !== this.live?.run) await this.load()
  }

  async decide(callId: string, decision: ApprovalDecision) {
    await api.post(`runs/${this.live!.run}/approvals/${encodeURIComponent(callId)}`, decision)
  }

  // --- inside

  async #run(what: NewRun, model: string) {
    await api.post<Run>(`sessions/${this.id}/runs`, { ...what, ...(model ? { model } : {}) })
    announce(`session-${this.id}`)
    await this.load()
  }

  /** The newest runs and tasks, and older ones until that of `oldest`. */
  async #loadRuns(oldest = Infinity) {
    let before: number | null | undefined
    do {
      const query = { limit: pageSize, before }
      const [runs, tasks] = await Promise.all([
        api.get<RunList>(`sessions/${this.id}/runs`, query),
        api.get<TaskList>('tasks', { ...query, session: this.id }),
      ])
      for (const run of runs.runs) this.#runs.set(run.id, run)
      for (const task of tasks.tasks) this.#tasks.set(task.id, task)
      before = runs.next_before
    } while (before !== null && before > oldest && oldest !== Infinity)
  }

  #show() {
    const open = [...this.#runs.values()].filter((run) => isActive(run.state)).sort((a, b) => a.id - b.id)
    const active = open.find((run) => run.state !== 'queued') ?? open[0]
    if (active?.state === 'queued') this.#runs.set(active.id, { ...active, state: 'running' }) // it is the next
    this.#rememberDenied()
    this.#stored = itemsOf({ messages: this.#messages, runs: this.#runs, tasks: this.#tasks, denied: this.#denied })
    const waiting = open.filter((run) => run !== active)
    this.queue = waiting.map((run) => ({ run: run.id, text: run.task }))
    if (active && active.id === this.live?.run) return
    this.#following.abort()
    this.live = null
    if (active) void this.#follow(active)
  }

  /** Stored results do not say whether a call failed or the user did not want it. */
  #rememberDenied() {
    for (const part of this.live?.parts ?? []) {
      if (part.kind === 'tool' && part.state === 'denied') this.#denied.add(`${this.live!.run} ${part.callId}`)
    }
  }

  async #follow(run: Run) {
    const following = (this.#following = new AbortController())
    this.live = emptyAnswer(run)
    const answer = this.live
    const batch = new FrameBatch<RunEvent>((events) => {
      if (!following.signal.aborted) for (const event of events) applyEvent(answer, event)
    })
    try {
      await followRun(run.id, (event) => batch.push(event), following.signal, (yes) => (connection.reachable = yes))
      batch.flush()
    } catch (error) {
      this.fault = messageOf(error)
    }
    if (!following.signal.aborted) await this.load()
  }

  /** Whether another tab or program has given the session something to do. */
  async #look() {
    if (!this.loaded || this.live) return
    try {
      const { runs } = await api.get<RunList>(`sessions/${this.id}/runs`, { limit: 1 })
      connection.reachable = true
      const newest = runs[0]
      if (newest && this.#runs.get(newest.id)?.state !== newest.state) await this.load()
    } catch {
      connection.reachable = false // said at the top of the page, and tried again
    }
  }
}
