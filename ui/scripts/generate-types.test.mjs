// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generate, output } from './generate-types.mjs'

test('the types of the API are those of its schemas: run `node scripts/generate-types.mjs` in ui/ if not', () => {
  expect(readFileSync(output, 'utf8')).toBe(generate())
})
