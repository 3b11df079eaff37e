// The settings in groups, as the first part of their names says, and those of them that a search finds.
import type { Setting } from '../../api/types'

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

export function found(settings: Setting[], query: string): Setting[] {
  return settings.filter(({ name, documentation }) => matches(query, [name, name.replace(/[._]/g, ' '), documentation]))
}

/** A setting's name in words: "agent.max_minutes" is "Max minutes". */
export function title(name: string): string {
  const words = name.slice(name.indexOf('.') + 1).replace(/[._]/g, ' ')
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
