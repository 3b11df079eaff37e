import { expect, test } from 'vitest'
import { parse } from './router.svelte'

test('the address names a page and what is shown in it', () => {
  expect(parse('')).toEqual({ page: '', id: '' })
  expect(parse('#code=ab/cd')).toEqual({ page: '', id: '' })
  expect(parse('#/')).toEqual({ page: '', id: '' })
  expect(parse('#/sessions/12')).toEqual({ page: 'sessions', id: '12' })
  expect(parse('#/search/a%20b')).toEqual({ page: 'search', id: 'a b' })
})
