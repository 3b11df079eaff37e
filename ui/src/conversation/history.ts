// What is stored of a session, read page by page from its end.
import { api } from '../api/client'
import type { Message, MessageList, Run, RunList } from '../api/types'
import { isActive } from './answer'
import { Items, type Item } from './items'

const pageSize = 200 // messages; a session that has no more stands on the page as a whole
const runsPerPage = 100

/** The one that was here already, if nothing changed in it: what was made of it holds. */
function settled<T>(before: T | undefined, now: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now
}

export class History {
  readonly #session: number
  readonly #runs = new Map<number, Run>()
  readonly #items = new Items()
  #messages: Message[] = [] // oldest first
  #before: number | null = null

  constructor(session: number) {
    this.#session = session
  }

  get hasOlder(): boolean {
    return this.#before !== null
  }

  items(): Item[] {
    return this.#items.of({ messages: this.#messages, runs: this.#runs })
  }

  message(id: number): Message | undefined {
    return this.#messages.find((message) => message.id === id)
  }

  /** The runs that are not done, oldest first. */
  openRuns(): Run[] {
    return [...this.#runs.values()].filter((run) => isActive(run.state)).sort((a, b) => a.id - b.id)
  }

  /** The next to begin is shown as begun. */
  begin(run: Run) {
    this.#runs.set(run.id, { ...run, state: 'running' })
  }

  async readNewest() {
    // Runs first: one that ends in between is followed, and what it said is in its events. The other way round it would be
    // taken for finished, and its last message be missing.
    await this.#readRuns()
    const { messages, next_before } = await this.#readMessages()
    const known = new Map(this.#messages.map((message) => [message.id, message]))
    const page = messages.map((message) => settled(known.get(message.id), message))
    await this.#readRunsOf(page)
    const first = page[0]?.id ?? 0
    // Another branch may be in use since: what was loaded before holds only if the newest page goes on from it.
    const before = this.#messages.filter((message) => message.id < first)
    const older = before.at(-1)?.id === page[0]?.parent_id ? before : []
    if (older.length === 0) this.#before = next_before
    this.#messages = [...older, ...page]
  }

  async readOlder() {
    const before = this.#before
    if (before === null) return
    this.#before = null // asked for once
    try {
      const { messages, next_before } = await this.#readMessages(before)
      await this.#readRunsOf(messages)
      this.#messages = [...messages, ...this.#messages]
      this.#before = next_before
    } catch (error) {
      this.#before = before
      throw error
    }
  }

  /** Whether another tab or program has given the session something to do. */
  async isBehind(): Promise<boolean> {
    const { runs } = await api.get<RunList>(`sessions/${this.#session}/runs`, { limit: 1 })
    return runs[0] !== undefined && this.#runs.get(runs[0].id)?.state !== runs[0].state
  }

  // --- inside

  async #readMessages(before?: number): Promise<MessageList> {
    const page = await api.get<MessageList>(`sessions/${this.#session}/messages`, { limit: pageSize, before })
    return { ...page, messages: page.messages.toReversed() }
  }

  async #readRuns(before?: number): Promise<number | null> {
    const { runs, next_before } = await api.get<RunList>(`sessions/${this.#session}/runs`, { limit: runsPerPage, before })
    for (const run of runs) this.#runs.set(run.id, settled(this.#runs.get(run.id), run))
    return next_before
  }

  /** Those that the messages belong to and that are not here yet. */
  async #readRunsOf(messages: Message[]) {
    const missing = messages.flatMap(({ run_id: run }) => (run === null || this.#runs.has(run) ? [] : [run]))
    let before: number | null = Math.max(...missing) + 1
    while (before !== null && before > Math.min(...missing)) before = await this.#readRuns(before)
  }
}
