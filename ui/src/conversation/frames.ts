// Collects what comes between two frames, so that a fast stream costs one update per frame. A hidden page has no frames.
export class FrameBatch<T> {
  #waiting: T[] = []
  #scheduled = false
  readonly #take: (batch: T[]) => void

  constructor(take: (batch: T[]) => void) {
    this.#take = take
  }

  push(item: T) {
    this.#waiting.push(item)
    if (this.#scheduled) return
    this.#scheduled = true
    if (document.hidden) setTimeout(() => this.flush(), 100)
    else requestAnimationFrame(() => this.flush())
  }

  flush() {
    this.#scheduled = false
    const batch = this.#waiting
    this.#waiting = []
    if (batch.length > 0) this.#take(batch)
  }
}
