// Diagnostics: the checks as the sidecar makes them, and what it is that runs here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

test('every check is shown, with what to do where it is not in order', async () => {
  // A model server that is not there: one check has an advice for sure.
  await hearth.api('PUT', 'settings/local.base_url', { value: 'http://127.0.0.1:9/v1' })
  const { checks } = await hearth.api('GET', 'doctor')
  const page = await browser.open('#/diagnostics')
  for (const { name, advice } of checks) {
    const row = page.getByRole('main').getByRole('listitem').filter({ has: page.getByText(new RegExp(`^${name}$`, 'i')) })
    await row.waitFor()
    if (advice) await row.getByText(advice, { exact: true }).waitFor()
  }
  const bad = checks.filter(({ status }) => status !== 'ok').length
  await page.getByText(`${bad} check${bad === 1 ? ' needs' : 's need'} a look`).waitFor()
  await page.getByText((await hearth.api('GET', 'health')).data_directory, { exact: true }).first().waitFor()
  await assertAccessible(page, 'diagnostics')

  await hearth.api('DELETE', 'settings/local.base_url')
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByRole('listitem').filter({ hasText: 'models' }).getByText('In order').waitFor()
  await page.close()
})

test('the support bundle is shown before it is passed on, and saved as it was shown', async () => {
  const page = await browser.open('#/diagnostics')
  await page.getByRole('button', { name: 'Show it' }).click()
  const shown = page.getByLabel('Support bundle', { exact: true }).locator('visible=true').and(page.locator('pre'))
  await shown.waitFor()
  const bundle = JSON.parse(await shown.textContent())
  assert.equal(bundle.version, (await hearth.api('GET', 'health')).version)
  assert.ok(bundle.checks.length > 0)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const saved = readFileSync(await (await download).path(), 'utf8')
  assert.deepEqual(JSON.parse(saved), bundle)
  await assertAccessible(page, 'support-bundle')
  await page.close()
})
