// Keeps a scrolled box at its end while it grows, until the user scrolls up, and again once he is back at the end.
const nearEnd = 40 // pixels

export class Follow {
  atEnd = $state(true)
  #box: HTMLElement | null = null
  #top = 0

  /** For {@attach}: `box` is what scrolls, its only child what grows. */
  attach = (box: HTMLElement) => {
    this.#box = box
    const onScroll = () => this.look()
    const observer = new ResizeObserver(() => this.atEnd && this.#toEnd())
    box.addEventListener('scroll', onScroll, { passive: true })
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }

  /** Takes note of where the box is. */
  look() {
    const box = this.#box
    if (!box) return
    const up = box.scrollTop < this.#top
    this.#top = box.scrollTop
    const end = box.scrollHeight - box.clientHeight - box.scrollTop <= nearEnd
    if (end) this.atEnd = true
    else if (up) this.atEnd = false
  }

  /** Something else is to be in sight. */
  leave() {
    this.atEnd = false
  }

  jump() {
    this.atEnd = true
    this.#toEnd()
  }

  #toEnd() {
    if (this.#box) this.#box.scrollTop = this.#box.scrollHeight
  }
}
