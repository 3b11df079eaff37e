import { expect, test } from 'vitest'
import type { Setting } from '../../api/types'
import { found, grouped } from './groups'

function setting(name: string, documentation = ''): Setting {
  return { name, type: 'text', value: '', default: '', source: 'default', home: 'preference', documentation }
}

test('settings stand in groups named by the first part of their names', () => {
  const groups = grouped([setting('agent.model'), setting('git.name'), setting('agent.max_turns')])
  expect(groups.map(({ name, settings }) => [name, settings.length])).toEqual([['agent', 2], ['git', 1]])
})

test('a search finds names, with or without their dots, and documentation, all words of it', () => {
  const settings = [setting('agent.max_minutes', 'Minutes a run may take'), setting('git.name', 'The name in commits')]
  expect(found(settings, 'max minutes').map(({ name }) => name)).toEqual(['agent.max_minutes'])
  expect(found(settings, 'COMMITS git').map(({ name }) => name)).toEqual(['git.name'])
  expect(found(settings, 'commits minutes')).toEqual([])
  expect(found(settings, '')).toHaveLength(2)
})

