import { expect, test } from 'vitest'
import type { Part, ToolPart } from '../conversation/answer'
import { sourcesOf } from './sources'

function call(name: string, args: unknown, structured: unknown = null, state: ToolPart['state'] = 'finished'): Part {
  return { kind: 'tool', callId: 'c', name, arguments: args, state, output: '', result: '', structured, reason: '', question: null, messages: [] }
}
const say = (text: string): Part => ({ kind: 'text', text, open: false, messages: [] })
const told = (...parts: Part[]) => sourcesOf({ parts }).files.map(({ path, lines, read, cited }) => `${path} ${lines.map((range) => range.join('-'))} ${read ? 'r' : ''}${cited ? 'c' : ''}`)

test('what was read, with its lines', () => {
  expect(told(call('fs_read', { path: './a.md' }, { path: 'a.md', start_line: 1, end_line: 9, total_lines: 9 }))).toEqual(['a.md  r'])
  expect(told(call('fs_read', { path: 'a.md' }, { path: 'a.md', start_line: 5, end_line: 8, total_lines: 9 }), call('fs_read', { path: 'a.md', start_line: 7, end_line: 12 }))).toEqual(['a.md 5-12 r'])
  expect(told(call('fs_search', {}, { matches: [{ path: 'b', line: 3 }, { path: 'b', line: 4 }, { path: 'b', line: 9 }] }))).toEqual(['b 3-4,9-9 r'])
  expect(told(call('fs_read', { path: 'a.md' }, null, 'failed'), call('fs_write', { path: 'w' }))).toEqual([])
  expect(told(call('fs_edit', { path: 'a.md' }, { path: 'a.md', line: 3 }))).toEqual(['a.md  r'])
})

test('what the answer names, whether or not it was read', () => {
  expect(told(say('See docs/x.md:12 and (src/été.cc:3-5), or `My Notes/to do.txt:7`.'))).toEqual(['docs/x.md 12-12 c', 'src/été.cc 3-5 c', 'My Notes/to do.txt 7-7 c'])
  expect(told(call('fs_read', { path: 'docs/x.md' }), say('`docs/x.md:2`, docs/x.md:3.'))).toEqual(['docs/x.md 2-3 rc'])
  expect(told(call('fs_read', { path: 'Makefile' }), say('Makefile:2'))).toEqual(['Makefile 2-2 rc'])
  expect(told(say('At 10:30 on 127.0.0.1:8080, ratio 3:2, v1.2:3, step:3, `localhost:80`, http://x.org/a.md:80/b'))).toEqual([])
})

test('addresses stand once, without the end of their sentence', () => {
  expect(sourcesOf({ parts: [say('[a](https://example.org/a?b=1). See https://example.org/a?b=1, then <http://x.org>.')] }).addresses).toEqual(['https://example.org/a?b=1', 'http://x.org'])
})
