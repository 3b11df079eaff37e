// Tells the other tabs of this browser that something was changed, so that they look at once.
type Change = 'sessions' | `session-${number}` | 'badges'

const channel = new BroadcastChannel('hearth')
const listeners = new Set<(change: Change) => void>()

channel.onmessage = (event: MessageEvent<Change>) => {
  for (const listener of listeners) listener(event.data)
}

export function announce(change: Change) {
  channel.postMessage(change)
}

/** Gives back the function that ends it. */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls `look` every so often while the page can be seen, and when it comes to sight again. */
export function whileVisible(look: () => void, milliseconds: number): () => void {
  const timer = setInterval(() => document.hidden || look(), milliseconds)
  const seen = () => document.hidden || look()
  document.addEventListener('visibilitychange', seen)
  addEventListener('focus', seen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('focus', seen)
  }
}
