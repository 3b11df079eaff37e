import { expect, test } from 'vitest'
import { plain } from './plain'

test.each([
  ['the **rent** is *due*', 'the rent is due'],
  ['the **\u2068rent\u2069** is in `\u2068rent\u2069.md`', 'the \u2068rent\u2069 is in \u2068rent\u2069.md'],
  ['これは**重要**です', 'これは重要です'],
  ['# Rent\n> paid\n- May\n* June', 'Rent\npaid\n• May\n• June'],
  ['see [the \u2068lease\u2069](lease.md:3) now', 'see the \u2068lease\u2069 now'],
  ['| Month | Sum |\n|---|--:|', '| Month | Sum |\n'],
  ['```sh\nls\n```', 'sh\nls\n'],
  ['…which is due** in May', '…which is due in May'],
  ['it is **due in May…', 'it is due in May…'],
])('%j in plain words', (snippet, words) => {
  expect(plain(snippet)).toBe(words)
})

test.each(['2 * 3 * 4', '2*3*4', 'src/**/*.ts and lib/**/*.ts', '*.md', 'snake_case __init__', 'a - b', '#1', 'f(**kwargs)', '[a](https://\u2068b\u2069.org)'])(
  '%j stays',
  (snippet) => {
    expect(plain(snippet)).toBe(snippet)
  },
)
