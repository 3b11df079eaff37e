// The settings in groups, as the first part of their names says, and those of them that a search finds.
import type { Setting } from '../../api/types'
import { wordsOf } from './words'

export interface Group {
  name: string
  settings: Setting[]
}

export function grouped(settings: Setting[]): Group[] {
  const groups: Group[] = []
  for (const setting of settings) {
    const name = setting.name.slice(0, setting.name.indexOf('.'))
    const group = groups.find((one) => one.name === name)
    if (group) group.settings.push(setting)
    else groups.push({ name, settings: [setting] })
  }
  return groups
}

/** True where every word of the query is in one of the texts. */
export function matches(query: string, texts: string[]): boolean {
  const text = texts.join(' ').toLocaleLowerCase()
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The settings of which the name, its parts or the words shown beside it have every word of the query. */
export function found(settings: Setting[], query: string): Setting[] {
  return settings.filter((setting) => {
    const { title, help } = wordsOf(setting)
    return matches(query, [setting.name, setting.name.replace(/[._]/g, ' '), title, help])
  })
}
