// The models as commands: each takes the next task from then on.
import { t } from '../i18n/i18n.svelte'
import type { Entry } from '../palette/commands'
import { models } from '../state/models.svelte'

export function modelCommands(choose: (model: string) => void): Entry[] {
  return models.list.map(({ id }) => ({ key: `model-${id}`, icon: 'thought', label: t('model.label', { model: id }), hint: '', run: () => choose(id) }))
}
