import { expect, test } from 'vitest'
import { firstLines, hunksOf } from './hunks'

const diff = '@@ -9,3 +9,4 @@\n nine\n-ten\n+10\n+10½\n eleven\n@@ -40 +41 @@\n-@@ -1 +1 @@\n\\ No newline at end of file\n+-end\n'

test('every line has the numbers it had and has', () => {
  const told = hunksOf(diff).map((hunk) => hunk.map(({ sign, before, after, text }) => `${before ?? ''}|${after ?? ''}|${sign}${text}`))
  expect(told).toEqual([
    ['9|9| nine', '10||-ten', '|10|+10', '|11|+10½', '11|12| eleven'],
    ['40||-@@ -1 +1 @@', '|41|+-end'],
  ])
  expect(hunksOf(diff)[1]!.map(({ unended }) => unended)).toEqual([true, false])
})

test('a new file begins with line 1, and an emptied one ends with it', () => {
  expect(hunksOf('@@ -0,0 +1,2 @@\n+a\n+b\n')[0]!.map(({ after }) => after)).toEqual([1, 2])
  expect(hunksOf('@@ -1 +0,0 @@\n-a\n')[0]!.map(({ before }) => before)).toEqual([1])
  expect(hunksOf('')).toEqual([])
})

test('folded, there are no more lines than wanted', () => {
  expect(firstLines(hunksOf(diff), 6).map((hunk) => hunk.length)).toEqual([5, 1])
  expect(firstLines(hunksOf(diff), 5).map((hunk) => hunk.length)).toEqual([5])
})
