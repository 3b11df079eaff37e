import { expect, test } from 'vitest'
import type { RunEvent } from '../api/types'
import { spanOf, stepsOf } from './trace'

/** Events a second apart; the run was made a second before the first. */
function steps(...events: [string, Record<string, unknown>?][]) {
  return stepsOf({ created_at: 0 }, events.map(([type, data = {}], index): RunEvent => ({ sequence: index + 1, at: 1000 * (index + 1), type, data })))
}
const told = (found: ReturnType<typeof steps>) => found.map(({ kind, name, from, to, outcome }) => `${kind} ${name} ${from / 1000}-${to === null ? '' : to / 1000} ${outcome}`)

const turn: [string, Record<string, unknown>] = ['turn.started', { turn: 1, model: 'local/script' }]
const asked: [string, Record<string, unknown>] = ['tool.requested', { call_id: 'a', name: 'fs_write', arguments: { path: 'x' } }]

test('waiting, model, approval and tool stand in their order with their times', () => {
  const found = steps(
    ['run.started'], turn, ['message.delta', { text: 'x' }], ['message.added', { role: 'assistant', message_id: 7 }], asked,
    ['approval.requested', { call_id: 'a', name: 'fs_write' }], ['approval.decided', { call_id: 'a', decision: 'once' }],
    ['tool.started', { call_id: 'a' }], ['tool.finished', { call_id: 'a', name: 'fs_write', is_error: false }], ['message.added', { role: 'tool', message_id: 8 }], ['run.finished'],
  )
  expect(told(found)).toEqual(['queue  0-1 done', 'model local/script 2-4 done', 'approval fs_write 6-7 done', 'tool fs_write 8-9 done'])
  expect([found[1]!.message, found[3]!.arguments]).toEqual([7, { path: 'x' }])
  expect(spanOf(found)).toEqual({ from: 0, to: 9000 })
})

test('reads that run together end each for itself', () => {
  const call = (id: string): [string, Record<string, unknown>] => ['tool.requested', { call_id: id, name: id, arguments: {} }]
  const found = steps(call('a'), call('b'), ['tool.started', { call_id: 'a' }], ['tool.started', { call_id: 'b' }],
    ['tool.finished', { call_id: 'b', is_error: true }], ['tool.finished', { call_id: 'a', is_error: false }])
  expect(told(found).slice(1)).toEqual(['tool a 3-6 done', 'tool b 4-5 failed'])
})

test('a call that was denied is told once, one that was refused as failed', () => {
  const denied = steps(asked, ['approval.requested', { call_id: 'a', name: 'fs_write' }], ['approval.decided', { call_id: 'a', decision: 'deny' }], ['tool.finished', { call_id: 'a', is_error: true }])
  expect(told(denied).slice(1)).toEqual(['approval fs_write 2-3 denied'])
  expect(told(steps(asked, ['tool.finished', { call_id: 'a', is_error: true }])).slice(1)).toEqual(['tool fs_write 2-2 failed'])
})

test('a restart and an end cut off what was under way', () => {
  const found = steps(['run.started'], turn, ['run.resumed'], turn, ['run.failed', { message: 'no server' }])
  expect(told(found).slice(1)).toEqual(['model local/script 2-3 cut', 'resumed  3-3 done', 'model local/script 4-5 cut', 'end  5-5 failed'])
  expect(found.at(-1)!.detail).toBe('no server')
})

test('a run at work has an open step', () => {
  expect(told(steps(['run.started'], turn))).toEqual(['queue  0-1 done', 'model local/script 2- running'])
})
