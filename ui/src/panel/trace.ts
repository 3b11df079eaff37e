// A run as steps in time, made from its events.
import type { Run, RunEvent } from '../api/types'

export type Outcome = 'running' | 'done' | 'failed' | 'denied' | 'cut'

export interface Step {
  kind: 'queue' | 'model' | 'approval' | 'tool' | 'resumed' | 'end'
  name: string // the model or the tool
  from: number // milliseconds since 1970
  to: number | null
  outcome: Outcome
  arguments: unknown // of a tool
  message: number | null // what a model said
  detail: string
}

type Data = Record<string, unknown>

class Trace {
  steps: Step[] = []
  calls = new Map<unknown, Data>() // as they were requested
  #open = new Map<string, Step>()

  begin(kind: Step['kind'], at: number, { key = '', name = '', about = null }: { key?: unknown; name?: unknown; about?: unknown } = {}): Step {
    const step: Step = { kind, name: String(name), from: at, to: null, outcome: 'running', arguments: about, message: null, detail: '' }
    this.steps.push(step)
    this.#open.set(`${kind} ${key}`, step)
    return step
  }

  end(kind: Step['kind'], at: number, outcome: Outcome = 'done', key: unknown = ''): Step | undefined {
    const step = this.#open.get(`${kind} ${key}`)
    this.#open.delete(`${kind} ${key}`)
    return step && Object.assign(step, { to: at, outcome })
  }

  /** What takes no time. */
  mark(kind: Step['kind'], at: number, outcome: Outcome, detail = '') {
    for (const step of this.#open.values()) Object.assign(step, { to: at, outcome: 'cut' })
    this.#open.clear()
    Object.assign(this.begin(kind, at), { detail })
    this.end(kind, at, outcome)
  }

  call(id: unknown, at: number) {
    const { name, arguments: about } = this.calls.get(id) ?? {}
    this.begin('tool', at, { key: id, name, about })
  }
}

const failed = (trace: Trace, data: Data, at: number) => trace.mark('end', at, 'failed', String(data.message ?? data.reason ?? ''))

const on: Record<string, (trace: Trace, data: Data, at: number) => void> = {
  'run.started': (trace, _, at) => void trace.end('queue', at),
  'run.resumed': (trace, _, at) => trace.mark('resumed', at, 'done'),
  'run.failed': failed,
  'run.cancelled': failed,
  'run.interrupted': failed,
  'turn.started': (trace, data, at) => void trace.begin('model', at, { name: data.model }),
  'message.added': (trace, data, at) => {
    const step = data.role === 'assistant' ? trace.end('model', at) : undefined
    if (step) step.message = Number(data.message_id)
  },
  'tool.requested': (trace, data) => void trace.calls.set(data.call_id, data),
  'approval.requested': (trace, data, at) => void trace.begin('approval', at, { key: data.call_id, name: data.name }),
  'approval.decided': (trace, data, at) => {
    const denied = data.decision === 'deny'
    trace.end('approval', at, denied ? 'denied' : 'done', data.call_id)
    if (denied) trace.calls.delete(data.call_id)
  },
  'tool.started': (trace, data, at) => trace.call(data.call_id, at),
  'tool.finished': (trace, data, at) => {
    const outcome = data.is_error ? 'failed' : 'done'
    if (trace.end('tool', at, outcome, data.call_id) || !trace.calls.has(data.call_id)) return
    trace.call(data.call_id, at) // it was refused before it began
    trace.end('tool', at, 'failed', data.call_id)
  },
}

export function stepsOf(run: Pick<Run, 'created_at'>, events: RunEvent[]): Step[] {
  const trace = new Trace()
  trace.begin('queue', run.created_at)
  for (const { type, data, at } of events) on[type]?.(trace, data, at)
  return trace.steps
}

/** From the first moment to the last that is known of. */
export function spanOf(steps: Step[]): { from: number; to: number } {
  const from = Math.min(...steps.map((step) => step.from))
  return { from, to: Math.max(from, ...steps.map((step) => step.to ?? step.from)) }
}
