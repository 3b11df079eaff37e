import { expect, test } from 'vitest'
import { isPath, pieces } from './snippet'

test('what was found stands apart', () => {
  expect(pieces('the \u2068rent\u2069 is due')).toEqual([
    { text: 'the ', found: false },
    { text: 'rent', found: true },
    { text: ' is due', found: false },
  ])
  expect(pieces('plain')).toEqual([{ text: 'plain', found: false }])
})

test('a path is told from words', () => {
  expect(['README.md', 'notes/todo.txt', 'src/main'].map(isPath)).toEqual([true, true, true])
  expect(['the rent', 'Yes.', 'rent', ''].map(isPath)).toEqual([false, false, false, false])
})
