import { expect, test } from 'vitest'
import type { Session } from '../api/types'
import { groupsOf } from './groups'

test('sessions stand under their days, in the order they came', () => {
  const now = new Date(2026, 2, 10, 9, 0)
  const at = (id: number, ...when: [number, number, number, number]): Session => ({ id, updated_at: new Date(...when).getTime() }) as Session
  const pinned = { ...at(6, 2025, 0, 1, 1), pinned: true }
  const groups = groupsOf([pinned, at(1, 2026, 2, 10, 8), at(2, 2026, 2, 10, 0), at(3, 2026, 2, 9, 23), at(4, 2026, 2, 4, 1), at(5, 2025, 0, 1, 1)], [pinned], now)
  expect(groups.map(({ label, sessions }) => [label, sessions.map(({ id }) => id)])).toEqual([
    ['sidebar.pinned', [6]],
    ['sidebar.today', [1, 2]],
    ['sidebar.yesterday', [3]],
    ['sidebar.week', [4]],
    ['sidebar.older', [5]],
  ])
})
