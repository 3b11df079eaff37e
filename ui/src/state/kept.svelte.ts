// What the pages keep from one start to the next: in the sidecar, because a browser keeps things by address, and the
// sidecar has another one each time. Read once when the page starts; changes are sent every second, and when it goes.
import { SvelteMap } from 'svelte/reactivity'
import { api, request } from '../api/client'
import type { PageStateList } from '../api/types'

const key = 'hearth.unsent' // what a page that goes has no time to see arrive, for the one that comes after it in this tab
const period = 1000 // milliseconds

class Kept {
  #values = new SvelteMap<string, string>()
  #unsent = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    addEventListener('pagehide', () => {
      sessionStorage.setItem(key, JSON.stringify([...this.#unsent].map((name) => [name, this.get(name)])))
      void this.#send(true)
    })
  }

  async load() {
    const { page_state } = await api.get<PageStateList>('page-state')
    for (const { name, value } of page_state) this.#values.set(name, value)
    const unsent = JSON.parse(sessionStorage.getItem(key) ?? '[]') as [string, string][]
    sessionStorage.removeItem(key)
    for (const [name, value] of unsent) this.put(name, value)
  }

  get(name: string): string {
    return this.#values.get(name) ?? ''
  }

  /** An empty value is forgotten. */
  put(name: string, value: string) {
    if (value === this.get(name)) return
    this.#values.set(name, value)
    this.#unsent.add(name)
    this.#timer ??= setTimeout(() => void this.#send(), period)
  }

  async #send(keepalive = false) {
    const names = [...this.#unsent]
    this.#unsent.clear()
    await Promise.all(names.map((name) => this.#sendOne(name, keepalive)))
    this.#timer = this.#unsent.size > 0 ? setTimeout(() => void this.#send(), period) : undefined
  }

  async #sendOne(name: string, keepalive: boolean) {
    const body = JSON.stringify({ value: this.get(name) })
    const headers = { 'content-type': 'application/json' }
    try {
      await request(`page-state/${name}`, { method: 'PUT', body, headers, keepalive })
    } catch {
      this.#unsent.add(name) // and again, until the sidecar answers
    }
  }
}

export const kept = new Kept()
