// The ledger's filters, as the sidecar is asked for them, and what was sent, as a person reads it.
export interface Filter {
  days: string // as in `spans`
  session: string // an id, or empty
  purpose: string // empty: all
  decision: string // empty: both
}

export const spans = ['1', '7', '30', ''] as const
export const purposes = ['model', 'mcp', 'download', 'update', 'command'] as const

const day = 24 * 60 * 60 * 1000

export function query(filter: Filter, now: number) {
  return {
    since: filter.days === '' ? null : now - Number(filter.days) * day,
    session: filter.session || null,
    purpose: filter.purpose || null,
    decision: filter.decision || null,
  }
}

export interface SentMessage {
  role: string
  text: string
}

/** The messages in the body of a model call, to be read by a person. None, where the body is something else. */
export function messagesOf(body: string): SentMessage[] {
  try {
    const { messages } = JSON.parse(body) as { messages: { role: string; content: unknown; tool_calls?: unknown }[] }
    return messages.map(({ role, content, tool_calls }) => {
      const words = typeof content === 'string' ? content : content == null ? '' : JSON.stringify(content, null, 2)
      const calls = tool_calls === undefined ? '' : JSON.stringify(tool_calls, null, 2)
      return { role, text: [words, calls].filter(Boolean).join('\n') }
    })
  } catch {
    return [] // not the JSON of a model call
  }
}
