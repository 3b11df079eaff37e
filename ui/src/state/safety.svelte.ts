// What stands between the agent and the rest: how well boxes protect here, and what may leave the machine.
import { api } from '../api/client'
import type { Network, Protection } from '../api/types'
import { announce, onChange, whileVisible } from './changes'

const lookAgain = 15_000 // milliseconds; the command line may change it, too

class Safety {
  protection = $state.raw<Protection | null>(null)
  network = $state.raw<Network | null>(null)
  #session: number | null = null

  constructor() {
    onChange((change) => change === 'badges' && void this.load())
    whileVisible(() => void this.load(), lookAgain)
  }

  /** For this session from now on; null for none. */
  show(session: number | null) {
    this.#session = session
    void this.load()
  }

  async load() {
    try {
      const [protection, network] = await Promise.all([
        this.protection ?? api.get<Protection>('protection'),
        api.get<Network>('network', { session: this.#session }),
      ])
      this.protection = protection
      this.network = network
    } catch {
      this.network = null // the badge says that it is not known
    }
  }

  /** To be called by whoever has changed it. */
  changed() {
    this.protection = null
    announce('badges')
    void this.load()
  }
}

export const safety = new Safety()
