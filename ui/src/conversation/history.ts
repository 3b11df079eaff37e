// What is stored of a session, read page by page from its end.
import { api } from '../api/client'
import type { Message, MessageList, Run, RunList } from '../api/types'
import { isActive } from './answer'
import { Items, type Item } from './items'

const pageSize = 200 // messages; a session that has no more stands on the page as a whole
const largestPage = 500
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
  #reading: Promise<void> | null = null

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
    await this.#readRuns(runsPerPage)
    const { messages, next_before } = await this.#readMessages(pageSize)
    const known = new Map(this.#messages.map((message) => [message.id, message]))
    const page = messages.map((message) => settled(known.get(message.id), message))
    await this.#readRunsOf(page, runsPerPage)
    const first = page[0]?.id ?? 0
    // Another branch may be in use since: what was loaded before holds only if the newest page goes on from it.
    const before = this.#messages.filter((message) => message.id < first)
    const older = before.at(-1)?.id === page[0]?.parent_id ? before : []
    if (older.length === 0) this.#before = next_before
    this.#messages = [...older, ...page]
  }

  /** One page, asked for once however often it is wanted. */
  readOlder(): Promise<void> {
    return this.#readOnce(pageSize)
  }

  /** Goes back until the message is here. False, if it is not in the branch in use. */
  async readBackTo(message: number): Promise<boolean> {
    // Of two messages in a branch the older one has the smaller number.
    while (this.#before !== null && this.#messages[0]!.id > message) await this.#readOnce(largestPage)
    return this.message(message) !== undefined
  }

  /** Whether another tab or program has given the session something to do. */
  async isBehind(): Promise<boolean> {
    const { runs } = await api.get<RunList>(`sessions/${this.#session}/runs`, { limit: 1 })
    return runs[0] !== undefined && this.#runs.get(runs[0].id)?.state !== runs[0].state
  }

  // --- inside

  #readOnce(limit: number): Promise<void> {
    return (this.#reading ??= this.#readOlder(limit).finally(() => (this.#reading = null)))
  }

  async #readOlder(limit: number) {
    const before = this.#before
    if (before === null) return
    const { messages, next_before } = await this.#readMessages(limit, before)
    await this.#readRunsOf(messages, limit)
    if (this.#before !== before) return // another branch is in use since
    this.#messages = [...messages, ...this.#messages]
    this.#before = next_before
  }

  async #readMessages(limit: number, before?: number): Promise<MessageList> {
    const page = await api.get<MessageList>(`sessions/${this.#session}/messages`, { limit, before })
    return { ...page, messages: page.messages.toReversed() }
  }

  async #readRuns(limit: number, before?: number): Promise<number | null> {
    const { runs, next_before } = await api.get<RunList>(`sessions/${this.#session}/runs`, { limit, before })
    for (const run of runs) this.#runs.set(run.id, settled(this.#runs.get(run.id), run))
    return next_before
  }

  /** Those that the messages belong to and that are not here yet. */
  async #readRunsOf(messages: Message[], limit: number) {
    const missing = messages.flatMap(({ run_id: run }) => (run === null || this.#runs.has(run) ? [] : [run]))
    let before: number | null = Math.max(...missing) + 1
    while (before !== null && before > Math.min(...missing)) before = await this.#readRuns(limit, before)
  }
}
