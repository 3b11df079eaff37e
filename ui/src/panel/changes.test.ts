import { expect, test } from 'vitest'
import type { FileDiff } from '../api/types'
import { byFile, patchOf } from './changes'

function change(id: number, action: FileDiff['action'], path: string, previous?: string): FileDiff {
  return { id, run_id: 1, call_id: 'c', tool: 't', action, path, at: id, ...(previous ? { previous_path: previous } : {}) }
}

test('a file keeps its changes through a new name, and another one that takes the old name has its own', () => {
  const newestFirst = [change(5, 'modify', 'a'), change(4, 'create', 'a'), change(3, 'rename', 'b', 'a'), change(2, 'modify', 'a'), change(1, 'create', 'a')]
  expect(byFile(newestFirst).map(({ path, changes }) => [path, changes.map(({ id }) => id)])).toEqual([
    ['a', [5, 4]],
    ['b', [3, 2, 1]],
  ])
})

test('a copied diff names its file', () => {
  const text = { diff: '@@ -0,0 +1 @@\n+x\n', added: 1, removed: 0 }
  expect(patchOf({ ...change(1, 'create', 'n/x'), text })).toBe('--- /dev/null\n+++ b/n/x\n@@ -0,0 +1 @@\n+x\n')
  expect(patchOf({ ...change(1, 'modify', 'x'), text })).toMatch(/^--- a\/x\n\+\+\+ b\/x\n/)
})
