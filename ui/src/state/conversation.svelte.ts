// One session as it is shown: its stored messages, the run that works, and those that wait. Made by the page of the session,
// and closed by it.
import { api } from '../api/client'
import { ApiError, messageOf } from '../api/error'
import { followRun } from '../api/events'
import type { ApprovalDecision, NewRun, Run, RunEvent, Session } from '../api/types'
import { applyEvent, emptyAnswer, usageOf, waitingCall, type Answer, type Usage } from '../conversation/answer'
import { FrameBatch } from '../conversation/frames'
import { History } from '../conversation/history'
import type { Item, Said } from '../conversation/items'
import { announce, onChange, whileVisible } from './changes'
import { connection } from './connection.svelte'

const lookAgain = 3000 // milliseconds; other programs may give the session a task, too

export interface Queued {
  run: number
  text: string
}

function withLive(stored: Item[], live: Answer | null): Item[] {
  if (!live) return stored
  const task = stored.findLastIndex((item) => item.run === live.run)
  return stored.toSpliced(task === -1 ? stored.length : task + 1, 0, live)
}

export class Conversation {
  readonly id: number
  session = $state.raw<Session | null>(null)
  live = $state<Answer | null>(null)
  queue = $state.raw<Queued[]>([])
  loaded = $state(false)
  fault = $state('')
  hasOlder = $state(false)
  #stored = $state.raw<Item[]>([])
  // What is stored, and behind its task what is on its way. Made once per change of the list, not per piece of a text.
  readonly items = $derived(withLive(this.#stored, this.live))

  /** The newest answer whose tokens were counted. */
  readonly counted = $derived(this.items.findLast((item): item is Answer => item.kind === 'answer' && item.context > 0))

  readonly #history: History
  #following = new AbortController()
  #closers: (() => void)[] = []

  constructor(id: number) {
    this.id = id
    this.#history = new History(id)
    this.#closers.push(onChange((change) => change === `session-${id}` && void this.load()))
    this.#closers.push(whileVisible(() => void this.#look(), lookAgain))
    void this.load()
  }

  close() {
    this.#following.abort()
    for (const close of this.#closers) close()
  }

  get waiting() {
    return this.live ? waitingCall(this.live) : undefined
  }

  /** What a model counted for a message; nothing if it did not, or the message is not here. */
  usageOf(id: number): Usage | null {
    return usageOf(this.#history.message(id)?.details)
  }

  async load() {
    try {
      const [session] = await Promise.all([api.get<Session>(`sessions/${this.id}`), this.#history.readNewest()])
      this.session = session
      this.fault = ''
      this.#show()
    } catch (error) {
      this.fault = messageOf(error)
    }
    this.loaded = true
  }

  async loadOlder() {
    try {
      await this.#history.readOlder()
      this.#show()
    } catch (error) {
      this.fault = messageOf(error)
    }
  }

  /** Loads what is needed to show a message, and changes to its branch. The item that it stands in; nothing, if it is gone. */
  async find(message: number): Promise<Item | undefined> {
    if (!(await this.#history.readBackTo(message))) {
      try {
        await api.put(`sessions/${this.id}/head`, { message_id: message })
      } catch (error) {
        if (error instanceof ApiError && error.status === 400) return undefined
        throw error
      }
      announce(`session-${this.id}`)
      await this.#history.readNewest()
      await this.#history.readBackTo(message)
    }
    this.#show()
    const run = this.#history.message(message)?.run_id
    const holds = (item: Item) => (item.kind === 'user' ? item.id === message : item.messages.includes(message))
    return this.items.find(holds) ?? this.items.find((item) => item.kind !== 'user' && item.run === run)
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

  #show() {
    const open = this.#history.openRuns()
    const active = open.find((run) => run.state !== 'queued') ?? open[0]
    if (active?.state === 'queued') this.#history.begin(active)
    this.#stored = this.#history.items()
    this.hasOlder = this.#history.hasOlder
    this.queue = open.filter((run) => run !== active).map((run) => ({ run: run.id, text: run.task }))
    if (active && active.id === this.live?.run) return
    this.#following.abort()
    this.live = null
    if (active) void this.#follow(active)
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
      const behind = await this.#history.isBehind()
      connection.reachable = true
      if (behind) await this.load()
    } catch {
      connection.reachable = false // said at the top of the page, and tried again
    }
  }
}
