// The models that can be used now, and the one that is used when none is chosen.
import { api } from '../api/client'
import { messageOf } from '../api/error'
import type { Model, ModelList, SettingList } from '../api/types'

class Models {
  list = $state.raw<Model[]>([])
  notes = $state.raw<string[]>([])
  usual = $state('')
  fault = $state('')

  async load() {
    try {
      const [models, settings] = await Promise.all([api.get<ModelList>('models'), api.get<SettingList>('settings')])
      this.list = models.models
      this.notes = models.notes
      this.usual = String(settings.settings.find(({ name }) => name === 'agent.model')?.value ?? '')
      this.fault = ''
    } catch (error) {
      this.fault = messageOf(error)
    }
  }

  /** The chosen one; without a choice the usual one. */
  named(id: string): Model | undefined {
    return this.list.find((model) => model.id === (id || this.usual))
  }
}

export const models = new Models()
