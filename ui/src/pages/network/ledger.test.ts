import { expect, test } from 'vitest'
import { messagesOf, query, type Filter } from './ledger'

const all: Filter = { days: '', session: '', purpose: '', decision: '' }

test('every filter is asked of the sidecar', () => {
  expect(query(all, 1000)).toEqual({ since: null, session: null, purpose: null, decision: null })
  const chosen = { days: '1', session: '7', purpose: 'model', decision: 'denied' }
  expect(query(chosen, 86_400_500)).toEqual({ since: 500, session: '7', purpose: 'model', decision: 'denied' })
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
