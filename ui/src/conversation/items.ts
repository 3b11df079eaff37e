// A conversation's stored messages as what is shown: what the user said, and one answer per run.
import type { Message, Run } from '../api/types'
import { addMessage, emptyAnswer, endCalls, isActive, type Answer } from './answer'
import { versionsOf, type Versions } from './branches'

export interface SaidFile {
  id: number
  name: string
  image: boolean
  text: string // nothing of an image
}

export interface Said {
  kind: 'user'
  key: string
  id: number
  text: string
  files: SaidFile[]
  at: number
  run: number | null
  parent: number | null
  versions: Versions | null
}

export type Item = Said | Answer

export interface Stored {
  messages: Message[] // oldest first
  runs: Map<number, Run>
}

/** What one item is made of: one message of the user, or the messages of a run. */
interface Source {
  key: string
  said: boolean
  run: Run | undefined
  task: Message | undefined // what it answers, where no run tells
  messages: Message[]
}

// What models are given of a text has a line with its name first.
function filesOf(message: Message): SaidFile[] {
  return message.blocks.flatMap((block) => {
    if (block.type !== 'attachment') return []
    const image = block.media_type.startsWith('image/')
    const text = image ? '' : block.text.slice(block.text.indexOf('\n') + 1)
    return [{ id: block.attachment_id, name: block.name, image, text }]
  })
}

function said(message: Message): Said {
  const text = message.blocks.map((block) => (block.type === 'text' ? block.text : '')).join('')
  return {
    kind: 'user',
    key: `message-${message.id}`,
    id: message.id,
    text,
    files: filesOf(message),
    at: message.created_at,
    run: message.run_id,
    parent: message.parent_id,
    versions: versionsOf(message.id, message.siblings),
  }
}

/** Of an answer in a fork the run is elsewhere, or gone: what its messages tell of it. */
function finishedRun(messages: Message[], task: Message | undefined): Run {
  const id = messages[0]!.run_id ?? -messages[0]!.id
  const origin = messages.findLast(({ details }) => details?.origin)?.details?.origin as { model: string } | undefined
  const times = { created_at: messages[0]!.created_at, started_at: task?.created_at ?? null, ended_at: messages.at(-1)!.created_at }
  return { id, task_id: 0, session_id: 0, state: 'finished', model: origin?.model ?? '', task: '', resumes: 0, ...times }
}

/**
 * Every answer stands behind the task that it answers, also where another task came between them in time. Runs that still
 * work are left out, but for what the user said: their events tell the rest.
 */
function sourcesOf({ messages, runs }: Stored): Source[] {
  const sources: Source[] = []
  const answers = new Map<string, Source>()
  let task: Message | undefined
  let copied = '' // the key of the answer without a run that goes on
  const answerOf = (key: string, run: Run | undefined) => {
    let source = answers.get(key)
    if (!source) {
      source = { key, said: false, run, task, messages: [] }
      answers.set(key, source)
      sources.push(source)
    }
    return source
  }
  for (const message of messages) {
    const run = runs.get(message.run_id ?? 0)
    if (message.role === 'user') {
      if (run?.state === 'queued') continue
      task = message
      copied = ''
      sources.push({ key: `message-${message.id}`, said: true, run: undefined, task: undefined, messages: [message] })
      if (run && !isActive(run.state)) answerOf(`run-${run.id}`, run)
    } else if (message.role !== 'system' && !(run && isActive(run.state))) {
      const key = message.run_id === null ? (copied ||= `copy-${message.id}`) : `run-${message.run_id}`
      answerOf(key, run).messages.push(message)
    }
  }
  return sources
}

function itemOf({ key, said: bySomebody, run, task, messages }: Source): Item {
  if (bySomebody) return said(messages[0]!)
  const answer = { ...emptyAnswer(run ?? finishedRun(messages, task)), key }
  for (const message of messages) addMessage(answer, message)
  endCalls(answer)
  return answer
}

function isSame(one: Source, other: Source): boolean {
  return one.run === other.run && one.task === other.task && one.messages.length === other.messages.length && one.messages.every((message, index) => message === other.messages[index])
}

/** Items are made once: while what they are made of is the same, they are, and nothing of them is drawn again. */
export class Items {
  #made = new Map<string, { source: Source; item: Item }>()

  of(stored: Stored): Item[] {
    const made = new Map<string, { source: Source; item: Item }>()
    for (const source of sourcesOf(stored)) {
      const before = this.#made.get(source.key)
      made.set(source.key, before && isSame(before.source, source) ? before : { source, item: itemOf(source) })
    }
    this.#made = made
    // A finished run has said something; if it is not here, it stands in another branch.
    return [...made.values()].map(({ item }) => item).filter((item) => item.kind === 'user' || item.parts.length > 0 || item.state !== 'finished')
  }
}
