// A conversation's stored messages as what is shown: what the user said, and one answer per run.
import type { Message, Run, Task } from '../api/types'
import { addMessage, addOutcome, emptyAnswer, isActive, type Answer } from './answer'

export interface Said {
  kind: 'user'
  key: string
  id: number
  text: string
  at: number
  run: number | null
}

export type Item = Said | Answer

export interface Stored {
  messages: Message[] // oldest first
  runs: Map<number, Run>
  tasks: Map<number, Task>
}

function said(message: Message): Said {
  const text = message.blocks.map((block) => (block.type === 'text' ? block.text : '')).join('')
  return { kind: 'user', key: `message-${message.id}`, id: message.id, text, at: message.created_at, run: message.run_id }
}

/** A run that is gone from view, or an answer without one: finished, and of it no more is known than its messages. */
function finishedRun(message: Message): Run {
  const at = message.created_at
  const id = message.run_id ?? -message.id
  return { id, task_id: 0, session_id: 0, state: 'finished', model: '', resumes: 0, created_at: at, started_at: null, ended_at: null } as Run
}

function answerOf(run: Run, tasks: Map<number, Task>): Answer {
  const answer = emptyAnswer(run)
  addOutcome(answer, tasks.get(run.task_id))
  return answer
}

/** Runs that still work are left out, but for what the user said: their events tell the rest. */
export function itemsOf({ messages, runs, tasks }: Stored): Item[] {
  const items: Item[] = []
  let answer: Answer | null = null
  messages.forEach((message, index) => {
    const run = message.run_id === null ? undefined : runs.get(message.run_id)
    if (message.role === 'user') {
      answer = null
      if (run?.state === 'queued') return
      items.push(said(message))
      const unanswered = run && !isActive(run.state) && messages[index + 1]?.run_id !== run.id
      if (unanswered) items.push(answerOf(run, tasks))
      return
    }
    if (message.role === 'system' || (run && isActive(run.state))) return
    if (!answer || answer.run !== (message.run_id ?? -message.id)) {
      answer = answerOf(run ?? finishedRun(message), tasks)
      items.push(answer)
    }
    addMessage(answer, message)
  })
  return items
}
