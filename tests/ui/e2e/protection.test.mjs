// Protection: what the sidecar finds of the boxes, and what a workspace accepts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

const levels = { full: 'Full protection', reduced: 'Reduced protection', unavailable: 'No protection' }

test('the level, each gap and the remedy are as the sidecar found them', async () => {
  const found = await hearth.api('GET', 'protection')
  const page = await browser.open('#/protection')
  await page.getByRole('heading', { name: levels[found.level] }).waitFor()
  for (const gap of found.gaps) await page.getByText(gap, { exact: true }).waitFor()
  if (found.remedy) await page.getByText(found.remedy, { exact: true }).waitFor()
  await page.getByText('No conversation has a workspace yet').waitFor()
  await assertAccessible(page, 'protection')
  await page.close()
})

test('a workspace accepts less, and that stays', async () => {
  const { workspace } = await hearth.api('POST', 'sessions', { workspace: hearth.workspace })
  const accepted = async () => (await hearth.api('GET', `protection?workspace=${encodeURIComponent(workspace)}`)).accepted
  const page = await browser.open('#/protection')
  await page.getByLabel('Workspace', { exact: true }).selectOption(workspace)
  await page.getByRole('radio', { name: 'Only full protection', checked: true }).waitFor()
  const answered = page.waitForResponse((response) => response.request().method() === 'PUT')
  await page.getByRole('radio', { name: 'Reduced protection too' }).check({ force: true })
  await answered
  assert.equal(await accepted(), 'reduced')
  await page.reload()
  await page.getByLabel('Workspace', { exact: true }).selectOption(workspace)
  await page.getByRole('radio', { name: 'Reduced protection too', checked: true }).waitFor()
  await page.close()
})
