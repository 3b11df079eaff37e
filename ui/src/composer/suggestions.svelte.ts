// What is offered while somebody writes: files of the workspace after @, commands after /. Made by the composer, which
// shows the list and tells where the caret stands; what came too late for that is dropped.
import { request } from '../api/client'
import { isAbort, messageOf } from '../api/error'
import type { FileNames } from '../api/types'
import { matches, type Entry } from '../palette/commands'
import { triggerAt, written, type Trigger } from './trigger'

const most = 50

export interface Suggestion extends Omit<Entry, 'run'> {
  words: string // what comes in place of what was written
  run?: () => void
}

/** Where names of files are asked from: a session, or a folder that is to become a session's. */
export interface Place {
  address: string
  path?: string
}

interface Sources {
  files: () => Place | null // null: there is no workspace
  commands: () => Entry[]
}

export class Suggestions {
  list = $state.raw<Suggestion[]>([])
  chosen = $state(0)
  fault = $state('')
  trigger: Trigger | null = null
  #closedAt: number | null = null // the sign whose list the user has sent away
  #asking = new AbortController()
  #settled: Promise<void> = Promise.resolve()
  #sources: Sources

  constructor(sources: Sources) {
    this.#sources = sources
  }

  get open() {
    return this.list.length > 0
  }

  follow(text: string, caret: number) {
    this.#settled = this.#follow(text, caret)
  }

  /** What is chosen from the list for what is written now, also if that list is still on its way. */
  async taken(): Promise<Suggestion | undefined> {
    await this.#settled
    return this.list[this.chosen]
  }

  async #follow(text: string, caret: number) {
    const trigger = triggerAt(text, caret)
    if (trigger?.from !== this.#closedAt) this.#closedAt = null
    if (!trigger || this.#closedAt !== null) return this.#show(null, [])
    if (trigger.kind === 'command') return this.#show(trigger, commands(this.#sources.commands(), trigger.words))
    const place = this.#sources.files()
    if (place) await this.#ask(place, trigger)
  }

  /** The user does not want this list; another sign opens another. */
  dismiss() {
    this.#closedAt = this.trigger?.from ?? null
    this.#show(null, [])
  }

  close() {
    this.#show(null, [])
  }

  move(step: number) {
    this.chosen = (this.chosen + step + this.list.length) % this.list.length
  }

  async #ask({ address, path }: Place, trigger: Trigger) {
    this.#asking.abort()
    const { signal } = (this.#asking = new AbortController())
    try {
      const answer = await request(address, { signal }, { path, q: trigger.words, limit: most })
      const { files } = (await answer.json()) as FileNames
      if (!signal.aborted) this.#show(trigger, files.map(file))
    } catch (error) {
      if (isAbort(error)) return
      this.#show(null, [])
      this.fault = messageOf(error)
    }
  }

  #show(trigger: Trigger | null, list: Suggestion[]) {
    this.#asking.abort()
    this.trigger = trigger
    this.list = list
    this.chosen = 0
    this.fault = ''
  }
}

function commands(entries: Entry[], words: string): Suggestion[] {
  return entries.filter(({ label, hint }) => matches(`${label} ${hint}`, words)).map((entry) => ({ ...entry, words: '' }))
}

function file({ path, kind }: FileNames['files'][number]): Suggestion {
  const cut = path.lastIndexOf('/') + 1
  const icon = kind === 'folder' ? 'folder' : 'file'
  return { key: path, icon, label: path.slice(cut), hint: path.slice(0, cut), words: `${written(path, kind)} ` }
}
