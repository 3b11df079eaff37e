// Search over everything that was said, by keyboard, and the history of a file.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

async function done(task) {
  const { id } = await hearth.api('POST', 'sessions', { title: task, workspace: hearth.workspace })
  const run = await hearth.api('POST', `sessions/${id}/runs`, { task, model: 'reflex' })
  const deadline = Date.now() + 10_000
  while ((await hearth.api('GET', `runs/${run.id}`)).state !== 'finished') assert.ok(Date.now() < deadline, `${task} goes on`)
  return id
}

test('words find messages with what was found marked, and the keyboard reaches them', async () => {
  const session = await done('List the headings of README.md')
  const page = await browser.open('#/search')
  await page.locator('input[type=search]:focus').waitFor()
  await page.keyboard.type('headings')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/search\/headings$/)
  await page.locator('mark').filter({ hasText: /headings/i }).first().waitFor()
  await page.getByLabel('Who said it').selectOption('user')
  await page.getByText('1 message', { exact: true }).waitFor()
  await assertAccessible(page, 'search')

  await page.getByRole('searchbox').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`#/sessions/${session}$`))
  await page.close()
})

test('what nobody said is not found, and says so', async () => {
  const page = await browser.open('#/search/xylophone')
  await page.getByText('Nothing was said about “xylophone”').waitFor()
  await page.close()
})

test('a path leads to what was done with the file', async () => {
  const session = await done('List the headings of README.md')
  const page = await browser.open('#/search/README.md')
  await page.getByRole('link', { name: 'What was done with README.md' }).click()
  await page.waitForURL(/#\/files\/README\.md$/)
  const row = page.getByRole('main').getByRole('link', { name: /List the headings of README\.md.*read/ })
  await row.first().waitFor()
  await assertAccessible(page, 'files')
  await row.first().click()
  await page.waitForURL(new RegExp(`#/sessions/${session}$`))

  await page.goto(`${hearth.url}/#/files/${encodeURIComponent('nobody/was.here')}`)
  await page.getByText('Nothing was done with nobody/was.here').waitFor()
  await page.close()
})
