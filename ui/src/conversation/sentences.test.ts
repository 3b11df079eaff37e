import { expect, test } from 'vitest'
import { completeSentences } from './sentences'

test('only whole sentences are said, each once', () => {
  const text = 'First. Second is 3.5 long! Thi'
  const first = completeSentences(text, 0, false)
  expect(first.said).toBe('First. Second is 3.5 long!')
  expect(completeSentences(text, first.next, false).said).toBe('')
  expect(completeSentences(text + 'rd', first.next, true)).toEqual({ said: 'Third', next: text.length + 2 })
})

test('marks of Markdown are not read', () => {
  expect(completeSentences('## A *b* `c`\n', 0, false).said).toBe('A b c')
})
