import { describe, expect, test } from 'vitest'
import { EventParser, endsRun } from './events'

describe('EventParser', () => {
  test('gives the same events however the stream is cut', () => {
    const stream = 'id: 1\nevent: a\ndata: {"n":1}\n\n: still here\n\nid: 2\ndata: {"n":2}\n\n'
    for (let cut = 0; cut <= stream.length; ++cut) {
      const parser = new EventParser()
      const data = [...parser.push(stream.slice(0, cut)), ...parser.push(stream.slice(cut))]
      expect(data, `cut at ${cut}`).toEqual(['{"n":1}', '{"n":2}'])
    }
  })

  test('keeps what is not complete', () => {
    const parser = new EventParser()
    expect(parser.push('data: {"n"')).toEqual([])
    expect(parser.push(':1}\n\n')).toEqual(['{"n":1}'])
  })
})

test('a run ends with one of four events', () => {
  expect(['run.finished', 'run.failed', 'run.cancelled', 'run.interrupted'].every((type) => endsRun({ type }))).toBe(true)
  expect(endsRun({ type: 'run.started' })).toBe(false)
})
