// What the agent does with one task, as it is shown: texts, thoughts and tool calls in their order. Made from a run's events
// while it works, and from stored messages afterwards.
import type { Block, Message, Run, RunEvent } from '../api/types'
import { versionsOf, type Versions } from './branches'

/** What a waiting call asks the user; the data of `approval.requested`. */
export interface Question {
  call_id: string
  name: string
  arguments: unknown
  effect: string
  paths: string[]
  command: string
  hosts: string[]
  reason: string
  user_only: boolean
}

export type CallState = 'requested' | 'waiting' | 'running' | 'finished' | 'failed' | 'denied' | 'stopped'

export interface TextPart {
  kind: 'text' | 'thinking'
  text: string
  open: boolean // more may come
  messages: number[] // the stored ones that it shows, as below
}

export interface ToolPart {
  kind: 'tool'
  callId: string
  name: string
  arguments: unknown
  state: CallState
  output: string // what it has said so far
  result: string
  structured: unknown // the result as data, once the run has ended
  reason: string // why the user denied it
  question: Question | null
  messages: number[] // the call's and the result's; none while the run works
}

export type Part = TextPart | ToolPart

export interface Usage {
  input: number
  output: number
}

export interface Answer {
  kind: 'answer'
  key: string
  run: number | null
  state: Run['state']
  model: string
  startedAt: number | null
  endedAt: number | null
  error: string
  parts: Part[]
  usage: Usage | null
  context: number // tokens of the last question to the model, with its answer; 0: not counted
  messages: number[] // ids, oldest first
  versions: Versions | null
}

/** What was said, without thoughts and calls. */
export function textOf(answer: Answer): string {
  return answer.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n\n')
}

const longestOutput = 20_000 // characters kept of a program that talks without end; the result holds what counts

export function emptyAnswer(run: Run): Answer {
  return {
    kind: 'answer',
    key: `run-${run.id}`,
    run: run.id,
    state: run.state,
    model: run.model,
    startedAt: run.started_at,
    endedAt: run.ended_at,
    error: run.error ?? '',
    parts: [],
    usage: null,
    context: 0,
    messages: [],
    versions: null,
  }
}

export function isActive(state: Run['state']): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting_approval'
}

export function waitingCall(answer: Answer): ToolPart | undefined {
  return answer.parts.find((part): part is ToolPart => part.kind === 'tool' && part.state === 'waiting')
}

// --- from events

type Data = Record<string, never> & Record<string, unknown>

function tool(answer: Answer, callId: unknown): ToolPart | undefined {
  return answer.parts.findLast((part): part is ToolPart => part.kind === 'tool' && part.callId === callId)
}

function add(answer: Answer, kind: TextPart['kind'], text: string) {
  const last = answer.parts.at(-1)
  if (last && last.kind === kind && last.open) last.text += text
  else answer.parts.push({ kind, text, open: true, messages: [] })
}

function close(answer: Answer) {
  for (const part of answer.parts) if (part.kind !== 'tool') part.open = false
}

function outcome(denied: boolean, failed: boolean): CallState {
  if (denied) return 'denied'
  return failed ? 'failed' : 'finished'
}

/** Nothing comes of the calls of a run that has ended. */
export function endCalls(answer: Answer) {
  for (const part of answer.parts) {
    if (part.kind === 'tool' && (part.state === 'requested' || part.state === 'waiting' || part.state === 'running')) part.state = 'stopped'
  }
}

function addCall(answer: Answer, data: Data, messages: number[] = []): ToolPart {
  const part: ToolPart = {
    kind: 'tool',
    callId: String(data.call_id),
    name: String(data.name),
    arguments: data.arguments,
    state: 'requested',
    output: '',
    result: '',
    structured: null,
    reason: '',
    question: null,
    messages,
  }
  answer.parts.push(part)
  return answer.parts.at(-1) as ToolPart // as the store sees it
}

const on: Record<string, (answer: Answer, data: Data, at: number) => void> = {
  'run.started': (answer, _, at) => {
    answer.state = 'running'
    answer.startedAt ??= at
  },
  'run.resumed': (answer) => {
    answer.state = 'running'
    answer.parts = answer.parts.filter((part) => part.kind === 'tool' || !part.open) // they are said again
  },
  'message.delta': (answer, data) => add(answer, 'text', String(data.text)),
  'thinking.delta': (answer, data) => add(answer, 'thinking', String(data.text)),
  'message.added': (answer, data) => {
    if (data.role === 'user') return
    answer.messages.push(Number(data.message_id))
    close(answer)
  },
  'tool.requested': (answer, data) => void addCall(answer, data),
  'approval.requested': (answer, data) => {
    const part = tool(answer, data.call_id) ?? addCall(answer, data) // leave to send belongs to no call of the model
    part.state = 'waiting'
    part.question = data as unknown as Question
    answer.state = 'waiting_approval'
  },
  'approval.decided': (answer, data) => {
    const part = tool(answer, data.call_id)
    if (part) part.state = data.decision === 'deny' ? 'denied' : 'requested'
    if (part) part.reason = String(data.reason ?? '')
    if (part?.question?.effect === 'send' && part.state === 'requested') part.state = 'finished'
    answer.state = 'running'
  },
  'tool.started': (answer, data) => {
    const part = tool(answer, data.call_id)
    if (part) part.state = 'running'
  },
  'tool.output': (answer, data) => {
    const part = tool(answer, data.call_id)
    if (part) part.output = (part.output + String(data.text)).slice(-longestOutput)
  },
  'tool.finished': (answer, data) => {
    const part = tool(answer, data.call_id)
    if (!part) return
    part.result = String(data.text)
    part.state = outcome(Boolean(data.denied), Boolean(data.is_error))
  },
}

const ends: Record<string, Run['state']> = {
  'run.finished': 'finished',
  'run.failed': 'failed',
  'run.cancelled': 'cancelled',
  'run.interrupted': 'interrupted',
}

export function applyEvent(answer: Answer, event: RunEvent) {
  const data = event.data as Data
  on[event.type]?.(answer, data, event.at)
  const end = ends[event.type]
  if (!end) return
  close(answer)
  answer.state = end
  answer.endedAt = event.at
  answer.error = String(data.message ?? data.reason ?? '')
  endCalls(answer)
}

// --- from stored messages

function addBlock(answer: Answer, block: Block, message: number) {
  switch (block.type) {
    case 'text':
    case 'thinking':
      if (block.text) answer.parts.push({ kind: block.type, text: block.text, open: false, messages: [message] })
      break
    case 'tool_use':
      addCall(answer, { ...block, arguments: block.arguments ?? block.arguments_raw } as unknown as Data, [message])
      break
    case 'tool_result': {
      const part = tool(answer, block.call_id)
      if (!part) break
      part.messages.push(message)
      part.state = outcome(block.denied !== undefined, block.is_error)
      part.result = block.text
      part.structured = block.structured
      part.reason = block.denied ?? ''
    }
  }
}

// What was read from a cache and what was thought are counted apart by the sidecar, and together here.
export function usageOf(details: Message['details']): Usage | null {
  const usage = (details?.usage ?? {}) as Record<string, number | undefined>
  const input = (usage.input ?? 0) + (usage.input_cached ?? 0)
  const output = (usage.output ?? 0) + (usage.output_reasoning ?? 0)
  return input + output === 0 ? null : { input, output }
}

function addUsage(answer: Answer, details: Message['details']) {
  const usage = usageOf(details)
  if (!usage) return
  answer.context = usage.input + usage.output
  answer.usage ??= { input: 0, output: 0 }
  answer.usage.input += usage.input
  answer.usage.output += usage.output
}

export function addMessage(answer: Answer, message: Message) {
  for (const block of message.blocks) addBlock(answer, block, message.id)
  addUsage(answer, message.details)
  answer.messages.push(message.id)
  answer.versions ??= versionsOf(message.id, message.siblings)
}
