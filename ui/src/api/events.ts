// A run's events as they come. Read with fetch, since EventSource cannot send the token; a broken connection is taken up
// again after the last event that was seen.
import { request } from './client'
import { ApiError, isAbort } from './error'
import type { RunEvent } from './types'

const firstPause = 250
const longestPause = 8000

/** Splits text that comes in pieces into the data of server-sent events. */
export class EventParser {
  #rest = ''

  push(text: string): string[] {
    const parts = (this.#rest + text).split('\n\n')
    this.#rest = parts.pop() ?? ''
    return parts.flatMap((part) => {
      const lines = part.split('\n').filter((line) => line.startsWith('data:'))
      return lines.length > 0 ? [lines.map((line) => line.slice(5).trimStart()).join('\n')] : []
    })
  }
}

const last = new Set(['run.finished', 'run.failed', 'run.cancelled', 'run.interrupted'])

export function endsRun(event: Pick<RunEvent, 'type'>): boolean {
  return last.has(event.type)
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}

async function* read(run: number, after: number, signal: AbortSignal, onOpen: () => void): AsyncGenerator<RunEvent> {
  const headers = { 'last-event-id': String(after) }
  const response = await request(`runs/${run}/events`, { headers, signal })
  onOpen()
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const parser = new EventParser()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    for (const data of parser.push(value)) yield JSON.parse(data) as RunEvent
  }
}

/** What a call that will not succeed by trying again says; everything else is a connection that broke. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500
}

/**
 * Follows a run to its end. `onConnection` hears whether the sidecar can be reached. Returns at the end or when the signal
 * comes; throws what the sidecar refuses.
 */
export async function followRun(
  run: number,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
  onConnection: (connected: boolean) => void = () => {},
): Promise<void> {
  let after = 0
  let wait = firstPause
  while (!signal.aborted) {
    try {
      for await (const event of read(run, after, signal, () => onConnection(true))) {
        wait = firstPause
        after = event.sequence
        onEvent(event)
        if (endsRun(event)) return
      }
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      if (isFinal(error)) throw error
      onConnection(false)
    }
    await pause(wait, signal)
    wait = Math.min(wait * 2, longestPause)
  }
}
