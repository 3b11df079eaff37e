// A conversation's stored messages as what is shown: what the user said, and one answer per run.
import type { Message, Run, Task } from '../api/types'
import { addMessage, addOutcome, emptyAnswer, isActive, type Answer } from './answer'
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
  tasks: Map<number, Task>
  denied: Set<string> // "run call" of those that the user was seen to deny
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

/** A run that is gone from view, or an answer without one: finished, and of it no more is known than its messages. */
function finishedRun(message: Message): Run {
  const at = message.created_at
  const id = message.run_id ?? -message.id
  return { id, task_id: 0, session_id: 0, state: 'finished', model: '', resumes: 0, created_at: at, started_at: null, ended_at: null } as Run
}

/**
 * Every answer stands behind the task that it answers, also where another task came between them in time. Runs that still
 * work are left out, but for what the user said: their events tell the rest.
 */
export function itemsOf({ messages, runs, tasks, denied }: Stored): Item[] {
  const items: Item[] = []
  const answers = new Map<number, Answer>()
  const answerTo = (run: Run) => {
    let answer = answers.get(run.id)
    if (!answer) {
      answer = emptyAnswer(run)
      addOutcome(answer, tasks.get(run.task_id))
      answers.set(run.id, answer)
      items.push(answer)
    }
    return answer
  }
  for (const message of messages) {
    const run = runs.get(message.run_id ?? 0)
    if (message.role === 'user') {
      if (run?.state === 'queued') continue
      items.push(said(message))
      if (run && !isActive(run.state)) answerTo(run)
    } else if (message.role !== 'system' && !(run && isActive(run.state))) {
      addMessage(answerTo(run ?? finishedRun(message)), message)
    }
  }
  for (const answer of answers.values()) {
    for (const part of answer.parts) if (part.kind === 'tool' && denied.has(`${answer.run} ${part.callId}`)) part.state = 'denied'
  }
  // A finished run has said something; if it is not here, it stands in another branch.
  return items.filter((item) => item.kind === 'user' || item.parts.length > 0 || item.state !== 'finished')
}
