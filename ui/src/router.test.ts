import { expect, test } from 'vitest'
import { parse, sessionAddress } from './router.svelte'

test('the address names a page and what is shown in it', () => {
  expect(parse('')).toEqual({ page: '', id: '', at: '' })
  expect(parse('#code=ab/cd')).toEqual({ page: '', id: '', at: '' })
  expect(parse('#/')).toEqual({ page: '', id: '', at: '' })
  expect(parse('#/sessions/12')).toEqual({ page: 'sessions', id: '12', at: '' })
  expect(parse(sessionAddress(12, 345))).toEqual({ page: 'sessions', id: '12', at: '345' })
  expect(sessionAddress(12)).toBe('#/sessions/12')
  expect(parse('#/search/a%20b')).toEqual({ page: 'search', id: 'a b', at: '' })
})
