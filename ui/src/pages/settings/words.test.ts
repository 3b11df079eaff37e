import { expect, test } from 'vitest'
import type { Setting } from '../../api/types'
import { translation } from '../../i18n/i18n.svelte'
import { found } from './groups'
import { titleOf, wordsOf } from './words'

const minutes: Setting = {
  name: 'agent.max_minutes',
  type: 'integer',
  value: 30,
  default: 30,
  source: 'default',
  home: 'preference',
  documentation: 'Minutes a run may take',
}

test('a name in words', () => {
  expect(titleOf('agent.max_minutes')).toBe('Max minutes')
})

test('in another language a setting is called, explained and found in it; one without such words is English, and marked so', async () => {
  await translation.use('de')
  const { title, help, marks } = wordsOf(minutes)
  expect([title, marks]).toEqual(['Höchstdauer in Minuten', {}])
  expect(help).toContain('Lauf')
  expect(found([minutes], 'höchstdauer lauf')).toEqual([minutes])
  expect(found([minutes], 'may take')).toEqual([])
  expect(wordsOf({ ...minutes, name: 'agent.new' })).toEqual({
    title: 'New',
    help: 'Minutes a run may take',
    marks: { lang: 'en', dir: 'ltr' },
  })

  await translation.use('en')
  expect(wordsOf(minutes).title).toBe('Max minutes')
})
