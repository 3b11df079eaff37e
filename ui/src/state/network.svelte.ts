// What may leave this machine, everywhere. Read when first needed, changed by the airplane switch and the network page.
import { api } from '../api/client'
import { messageOf } from '../api/error'
import type { Network } from '../api/types'
import { kept } from './kept.svelte'

export type Mode = Network['mode']

const before = 'network-before' // the mode to go back to when the airplane switch is put off

class NetworkState {
  now = $state.raw<Network | null>(null)
  fault = $state('')

  get offline() {
    return this.now?.mode === 'offline'
  }

  load() {
    return this.#take(api.get<Network>('network'))
  }

  setMode(mode: Mode) {
    if (mode === 'offline' && this.now && !this.offline) kept.put(before, this.now.mode)
    return this.#take(api.put<Network>('network', { mode }))
  }

  setOffline(offline: boolean) {
    return this.setMode(offline ? 'offline' : ((kept.get(before) || 'ask') as Mode))
  }

  async #take(answer: Promise<Network>) {
    try {
      this.now = await answer
      this.fault = ''
    } catch (error) {
      this.fault = messageOf(error)
    }
  }
}

export const network = new NetworkState()
