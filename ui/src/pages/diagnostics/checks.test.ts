import { expect, test } from 'vitest'
import golden from '../../../../tests/golden/api/doctor.json'
import { isKey } from '../../i18n/i18n.svelte'

test('every check that the sidecar makes has a name here', () => {
  expect(golden.body.checks.map(({ name }) => name).filter((name) => !isKey(`diagnostics.check.${name}`))).toEqual([])
})
