import { expect, test } from 'vitest'
import type { EgressRow } from '../../api/types'
import { kept, messagesOf, query, type Filter } from './ledger'

const all: Filter = { days: '', session: '', purpose: '', decision: '' }

test('time and session are asked of the sidecar', () => {
  expect(query(all, 1000)).toEqual({ since: null, session: null })
  expect(query({ ...all, days: '1', session: '7' }, 86_400_500)).toEqual({ since: 500, session: '7' })
})

test('purpose and decision are looked through', () => {
  const rows = [
    { id: 1, purpose: 'model', decision: 'denied' },
    { id: 2, purpose: 'command', decision: 'denied' },
    { id: 3, purpose: 'model', decision: 'allowed' },
  ] as EgressRow[]
  expect(kept(rows, { ...all, purpose: 'model' }).map(({ id }) => id)).toEqual([1, 3])
  expect(kept(rows, { ...all, purpose: 'model', decision: 'denied' }).map(({ id }) => id)).toEqual([1])
})

test('what was sent, message by message', () => {
  const body = JSON.stringify({
    messages: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: null, tool_calls: [{ id: 'a' }] },
    ],
  })
  const [user, assistant] = messagesOf(body)
  expect(user).toEqual({ role: 'user', text: 'Hello' })
  expect(assistant!.text).toContain('"id": "a"')
  expect(messagesOf('no JSON')).toEqual([])
})
