import { expect, test } from 'vitest'
import { triggerAt, written } from './trigger'

test('an @ that begins a word asks for a file', () => {
  expect(triggerAt('@', 1)).toEqual({ kind: 'file', from: 0, words: '' })
  expect(triggerAt('Read @no and more', 8)).toEqual({ kind: 'file', from: 5, words: 'no' })
  expect(triggerAt('(@a', 3)?.from).toBe(1)
  expect(triggerAt('me@example', 10)).toBeNull()
  expect(triggerAt('Read @no and', 12)).toBeNull()
})

test('a / that begins the message asks for a command', () => {
  expect(triggerAt('/', 1)).toEqual({ kind: 'command', from: 0, words: '' })
  expect(triggerAt('/dark theme', 11)?.words).toBe('dark theme')
  expect(triggerAt('a /', 3)).toBeNull()
  expect(triggerAt('/a\n', 3)).toBeNull()
})

test('a path is quoted where it would fall apart', () => {
  expect(written('notes/todo-2.txt', 'file')).toBe('notes/todo-2.txt')
  expect(written('notizen/Übung.md', 'file')).toBe('notizen/Übung.md')
  expect(written('notes', 'folder')).toBe('notes/')
  expect(written('my notes.md', 'file')).toBe('"my notes.md"')
  expect(written('the "best" of.md', 'file')).toBe('`the "best" of.md`')
})
