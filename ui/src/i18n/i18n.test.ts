import { expect, test } from 'vitest'
import { choose, fill } from './i18n.svelte'
import { languages } from './languages'

test('values are put where they are named, numbers as the language writes them', () => {
  expect(fill('{name} has {count} files', { name: 'A', count: 1234 }, 'en')).toBe('A has 1,234 files')
  expect(fill('{name} is missing', {}, 'en')).toBe('{name} is missing')
})

test('plural forms are chosen by the count', () => {
  const text = { one: '{count} file', other: '{count} files' }
  expect(fill(text, { count: 1 }, 'en')).toBe('1 file')
  expect(fill(text, { count: 3 }, 'en')).toBe('3 files')
})

test('an unknown language is English', () => {
  expect(choose(['xx', 'en-GB'])).toBe('en')
  expect(choose([])).toBe('en')
})

test('every language has every text, with the same values in it', async () => {
  const english = (await languages.find(({ code }) => code === 'en')!.load()) as Record<string, unknown>
  const valuesOf = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort()
  for (const { code, load } of languages) {
    const texts = (await load()) as Record<string, unknown>
    expect(Object.keys(texts).sort(), code).toEqual(Object.keys(english).sort())
    for (const key of Object.keys(english)) expect(valuesOf(texts[key]), `${code} ${key}`).toEqual(valuesOf(english[key]))
  }
})

test('every language is really translated: less than one text in twenty is as in English', async () => {
  const english = (await languages.find(({ code }) => code === 'en')!.load()) as Record<string, unknown>
  for (const { code, load } of languages.filter(({ code }) => code !== 'en')) {
    const texts = (await load()) as Record<string, unknown>
    const same = Object.keys(english).filter((key) => JSON.stringify(texts[key]) === JSON.stringify(english[key]))
    expect(same.length / Object.keys(english).length, `${code}: ${same}`).toBeLessThan(0.05)
  }
})
