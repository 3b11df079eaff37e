import { expect, test } from 'vitest'
import { completeSentences } from './sentences'

test('only whole sentences are said, each once', () => {
  const text = 'First. Second is 3.5 long! Thi'
  expect(completeSentences('It is 3.', 0, false).said).toBe('')
  const first = completeSentences(text, 0, false)
  expect(first.said).toBe('First. Second is 3.5 long!')
  expect(completeSentences(text, first.next, false).said).toBe('')
  expect(completeSentences(text + 'rd', first.next, true)).toEqual({ said: 'Third', next: text.length + 2 })
})

test('sentences end as their language ends them', () => {
  expect(completeSentences('はい。いいえ！た', 0, false).said).toBe('はい。いいえ！')
  expect(completeSentences('كيف حالك؟ أنا', 0, false).said).toBe('كيف حالك؟')
})

test('marks of Markdown are not read', () => {
  expect(completeSentences('## A *b* `c`\n', 0, false).said).toBe('A b c')
})
