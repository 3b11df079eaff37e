import { afterEach, expect, test, vi } from 'vitest'
import type { Attached } from './attached'
import { filesKept, forget, keepFiles, keepText, textKept } from './draft'

const file: Attached = { name: 'a.txt', size: 1, kind: 'text', content: 'x' }
afterEach(() => vi.restoreAllMocks())

test('each session has its own draft', () => {
  keepText('1', 'one')
  keepText('new', 'two')
  keepFiles('1', [file])
  expect([textKept('1'), textKept('new'), textKept('2')]).toEqual(['one', 'two', ''])
  expect([filesKept('1'), filesKept('2')]).toEqual([[file], []])
  expect(JSON.parse(sessionStorage.getItem('hearth.draft.1.files')!)).toEqual([file])
  forget('1')
  expect([textKept('1'), textKept('new'), filesKept('1')]).toEqual(['', 'two', []])
  expect(Object.keys(sessionStorage)).toEqual([])
})

test('files that the browser has no room for are kept until a reload', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  keepFiles('3', [file])
  expect(filesKept('3')).toEqual([file])
})
