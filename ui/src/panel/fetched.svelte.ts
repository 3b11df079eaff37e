// What a tab of the panel asks the sidecar for: asked again when `stamp` says that something was done.
import { api } from '../api/client'
import { messageOf } from '../api/error'

export class Fetched<T> {
  value = $state.raw<T | null>(null)
  fault = $state('')
  #asked = 0

  constructor(path: () => string, stamp: () => unknown) {
    $effect(() => {
      stamp()
      void this.#load(path())
    })
  }

  async #load(path: string) {
    const asked = ++this.#asked
    try {
      const value = await api.get<T>(path)
      if (asked !== this.#asked) return // a later answer counts
      this.value = value
      this.fault = ''
    } catch (error) {
      if (asked === this.#asked) this.fault = messageOf(error)
    }
  }
}
