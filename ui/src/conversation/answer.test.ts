import { describe, expect, test } from 'vitest'
import type { Message, Run, RunEvent } from '../api/types'
import { applyEvent, emptyAnswer, type Part } from './answer'
import { Items } from './items'

const run: Run = {
  id: 7, task_id: 3, session_id: 1, state: 'queued', model: 'reflex', resumes: 0, created_at: 1, started_at: null, ended_at: null,
} as Run

function after(...events: [string, Record<string, unknown>][]) {
  const answer = emptyAnswer(run)
  events.forEach(([type, data], index) => applyEvent(answer, { sequence: index + 1, at: 100 + index, type, data } as RunEvent))
  return answer
}

const texts = (parts: Part[]) => parts.map((part) => (part.kind === 'tool' ? `${part.name}:${part.state}` : part.text))

describe('events', () => {
  test('pieces of one text are one part, of two messages two', () => {
    const answer = after(
      ['run.started', {}], ['thinking.delta', { text: 'hm' }], ['message.delta', { text: 'Hel' }], ['message.delta', { text: 'lo' }],
      ['message.added', { role: 'assistant', message_id: 5 }], ['message.delta', { text: 'Bye' }], ['run.finished', { answer: 'Bye' }],
    )
    expect(texts(answer.parts)).toEqual(['hm', 'Hello', 'Bye'])
    expect(answer.messages).toEqual([5])
    expect([answer.state, answer.startedAt, answer.endedAt]).toEqual(['finished', 100, 106])
    expect(answer.parts.every((part) => part.kind === 'tool' || !part.open)).toBe(true)
  })

  test('a call goes from the question to its end', () => {
    const question = { call_id: 'c', name: 'fs_write', arguments: {}, effect: 'write', paths: ['a'], command: '', hosts: [], reason: '', user_only: false }
    const asked: [string, Record<string, unknown>][] = [['tool.requested', { call_id: 'c', name: 'fs_write', arguments: { path: 'a' } }], ['approval.requested', question]]
    expect(texts(after(...asked).parts)).toEqual(['fs_write:waiting'])
    expect(after(...asked).state).toBe('waiting_approval')
    const denied = after(...asked, ['approval.decided', { call_id: 'c', decision: 'deny', reason: 'Not there' }], ['tool.finished', { call_id: 'c', name: 'fs_write', is_error: true, denied: true, text: 'No' }])
    expect(texts(denied.parts)).toEqual(['fs_write:denied'])
    expect(denied.parts[0]).toMatchObject({ reason: 'Not there' })
    const done = after(...asked, ['approval.decided', { call_id: 'c', decision: 'once' }], ['tool.started', { call_id: 'c' }], ['tool.finished', { call_id: 'c', name: 'fs_write', is_error: false, text: 'ok' }])
    expect(texts(done.parts)).toEqual(['fs_write:finished'])
  })

  test('leave to send is a part of its own, answered with the word', () => {
    const question = { call_id: 'send-1', name: 'send_to_model', arguments: {}, effect: 'send', paths: [], command: '', hosts: ['x'], reason: '', user_only: false }
    const answer = after(['approval.requested', question], ['approval.decided', { call_id: 'send-1', decision: 'once' }])
    expect(texts(answer.parts)).toEqual(['send_to_model:finished'])
  })

  test('what a restart cut off is said again, not twice', () => {
    const answer = after(['message.delta', { text: 'Half' }], ['run.resumed', { reason: 'restart' }], ['message.delta', { text: 'Half and whole' }])
    expect(texts(answer.parts)).toEqual(['Half and whole'])
  })

  test('a failed run says why', () => {
    expect(after(['run.failed', { code: 'unavailable', message: 'no server' }]).error).toBe('no server')
  })
})

describe('stored messages', () => {
  const message = (id: number, role: Message['role'], blocks: Message['blocks'], run_id: number | null = 7): Message =>
    ({ id, parent_id: id - 1, run_id, role, blocks, created_at: id }) as Message
  const task = message(1, 'user', [{ type: 'text', text: 'Do' }])
  const call = message(2, 'assistant', [{ type: 'tool_use', call_id: 'c', name: 'fs_read', arguments_raw: '{}' }])
  const result = message(3, 'tool', [{ type: 'tool_result', call_id: 'c', name: 'fs_read', text: 'R', is_error: false }])
  const answer = message(4, 'assistant', [{ type: 'text', text: 'Done' }])
  const show = (messages: Message[], state: Run['state'] = 'finished', error = '') =>
    new Items().of({ messages, runs: new Map([[7, { ...run, state, error }]]) })

  test('all of a run is one answer, results beside their calls', () => {
    const items = show([task, call, result, answer])
    expect(show([task, call])[1]).toMatchObject({ parts: [{ state: 'stopped' }] }) // it ended before its call did
    expect(items.map((item) => item.kind)).toEqual(['user', 'answer'])
    expect(items[1]?.kind === 'answer' && items[1].parts.map((part) => part.messages)).toEqual([[2, 3], [4]])
    expect(items[1]?.kind === 'answer' && texts(items[1].parts)).toEqual(['fs_read:finished', 'Done'])
  })

  test('a run that failed before it said anything is shown with its reason', () => {
    const items = show([task], 'failed', 'no server')
    expect(items[1]).toMatchObject({ kind: 'answer', state: 'failed', error: 'no server' })
  })

  test('what was answered anew hides the first answer', () => {
    const again = message(9, 'assistant', [{ type: 'text', text: 'Again' }], 8)
    expect(show([task, again]).map(({ key }) => key)).toEqual(['message-1', 'run-8'])
  })

  test('a call that was denied stays so', () => {
    const denied = message(3, 'tool', [{ type: 'tool_result', call_id: 'c', name: 'fs_read', text: 'No', is_error: true, denied: 'Mine' }])
    const items = show([task, call, denied])
    expect(items[1]).toMatchObject({ parts: [{ state: 'denied', reason: 'Mine' }] })
  })

  test('an answer stands behind its task, also where another task came between', () => {
    const items = show([task, message(2, 'user', [{ type: 'text', text: 'More' }], 8), answer])
    expect(items.map(({ key }) => key)).toEqual(['message-1', 'run-7', 'message-2'])
  })

  test('of a run that works only the task is taken, of one that waits nothing', () => {
    expect(show([task, call], 'running').map((item) => item.kind)).toEqual(['user'])
    expect(show([task], 'queued')).toEqual([])
  })

  test('of a fork, which has no runs, the messages tell', () => {
    const details = { origin: { provider: 'local', model: 'm' }, usage: { input: 5, output: 1 } }
    const copies = [task, call, result, { ...answer, details }, message(5, 'user', [{ type: 'text', text: 'And?' }])].map((one) => ({ ...one, run_id: null }))
    const items = new Items().of({ messages: copies, runs: new Map() })
    expect(items.map(({ kind }) => kind)).toEqual(['user', 'answer', 'user'])
    expect(items[1]).toMatchObject({ model: 'm', startedAt: 1, endedAt: 4, usage: { input: 5, output: 1 } })
    expect(items[1]?.kind === 'answer' && texts(items[1].parts)).toEqual(['fs_read:finished', 'Done'])
  })

  test('what did not change is the same item as before', () => {
    const items = new Items()
    const runs = new Map([[7, run], [8, { ...run, id: 8, state: 'finished' as const }]])
    const next = message(5, 'user', [{ type: 'text', text: 'And?' }], 8)
    const before = items.of({ messages: [task, call, result, next], runs: new Map(runs.set(7, { ...run, state: 'finished' })) })
    const after = items.of({ messages: [task, call, result, next, message(6, 'assistant', [{ type: 'text', text: 'So' }], 8)], runs })
    expect(after.map((item) => before.includes(item))).toEqual([true, true, true, false])
  })
})
