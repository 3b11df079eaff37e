// Search over everything that was said, by keyboard, and the history of a file.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, inTheMiddle, picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

async function done(task, more = {}) {
  const id = more.session ?? (await hearth.api('POST', 'sessions', { title: task, workspace: hearth.workspace })).id
  const run = await hearth.api('POST', `sessions/${id}/runs`, { task, model: 'reflex', ...more.run })
  const deadline = Date.now() + 10_000
  while ((await hearth.api('GET', `runs/${run.id}`)).state !== 'finished') assert.ok(Date.now() < deadline, `${task} goes on`)
  return id
}

// A session in which the assistant said a word 60 times, and the user once, 40 days ago, among much else.
const chatter = `
  INSERT INTO sessions(id, title, created_at, updated_at, head_id) VALUES (900, 'Chatter', 1, 1, 9061);
  CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= 60) SELECT i FROM n;
  INSERT INTO messages(id, session_id, parent_id, role, text, created_at)
    SELECT 9000 + i, 900, iif(i = 1, NULL, 8999 + i), iif(i = 1, 'user', 'assistant'),
      iif(i = 1, 'Which marmalade was it, and where did we buy it when we were there?', 'marmalade ' || i),
      unixepoch() * 1000 - iif(i = 1, 40 * 86400000, 0) FROM n;
  UPDATE message_index SET up_to = 0;`

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
  await page.waitForURL(new RegExp(`#/sessions/${session}/\\d+$`))
  await page.locator('article :focus').filter({ hasText: 'List the headings' }).waitFor()
  await page.close()
})

test('who said it, when and where is asked of all messages', async () => {
  await hearth.fill(chatter)
  const page = await browser.open('#/search/marmalade')
  const count = page.getByRole('status').filter({ hasText: /messages?$/ })
  await count.filter({ hasText: '50 messages' }).waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await count.filter({ hasText: '61 messages' }).waitFor()
  await page.getByLabel('Time').selectOption('30')
  await count.filter({ hasText: '50 messages' }).waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await count.filter({ hasText: '60 messages' }).waitFor()
  await page.getByLabel('Who said it').selectOption('user')
  await page.getByText('Nothing was said about “marmalade”').waitFor()
  await page.getByLabel('Time').selectOption('365')
  await page.getByRole('link', { name: /Which marmalade/ }).waitFor()
  await count.filter({ hasText: '1 message' }).waitFor()
  await page.getByLabel('Session', { exact: true }).selectOption({ label: 'Chatter' })
  await page.getByRole('link', { name: /Which marmalade/ }).waitFor()
  await assertAccessible(page, 'search-filtered')
  await page.close()
})

test('a hit opens at its message, in its branch, also after a reload and on the way back', async () => {
  const session = await done('Search for tangerine')
  await done('List the headings of README.md', { session, run: { parent_id: null } })
  const page = await browser.open('#/search/tangerine')
  const hit = page.getByRole('link', { name: /You.*Search for tangerine/ })
  const found = page.locator('article :focus').filter({ hasText: 'Search for tangerine' })
  await hit.click()
  await found.waitFor()
  await page.getByRole('button', { name: 'Jump to latest' }).waitFor({ state: 'detached' }) // it is in sight
  await picture(page, 'found')
  await assertAccessible(page, 'search-found')
  await page.reload()
  await found.waitFor()
  await page.goBack()
  await hit.waitFor()
  await page.goForward()
  await found.waitFor()
  await page.getByLabel('Your message').fill('List the headings of README.md')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`#/sessions/${session}$`)) // whoever goes on is at the end again
  await page.close()
})

test('a message is shown in the middle, whatever stands around it', async () => {
  const page = await browser.open('#/sessions/900/9031')
  const found = page.locator('[data-messages~="9031"]')
  await page.locator(':focus').getByText('marmalade 31').waitFor()
  await inTheMiddle(found)
  await page.goto(`${hearth.url}/#/sessions/900/9012`)
  await page.locator(':focus').getByText('marmalade 12').waitFor()
  await inTheMiddle(page.locator('[data-messages~="9012"]'))
  await page.close()
})

test('a message that is gone says so', async () => {
  const page = await browser.open()
  await browser.refused(page, () => page.goto(`${hearth.url}/#/sessions/900/77`))
  await page.getByRole('alert').filter({ hasText: 'is not here any more' }).waitFor()
  await page.getByText('marmalade 61').waitFor()
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
