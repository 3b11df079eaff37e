// A conversation in a real browser with the real sidecar: from the login link to the answer, approvals, stop, failures,
// reload in the middle, two tabs.
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertAccessible, picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

async function begin(page, task, { folder = hearth.workspace } = {}) {
  await page.getByRole('button', { name: /^Folder:/ }).click()
  await page.getByLabel('Folder to work in').fill(folder)
  await page.getByRole('button', { name: 'Use', exact: true }).click()
  await say(page, task)
  await page.waitForURL(/#\/sessions\/\d+/)
}

async function say(page, task) {
  await page.getByLabel('Your message').fill(task)
  await page.keyboard.press('Enter')
}

test('a task from the login link to the answer', async () => {
  const page = await browser.tab()
  const link = await hearth.link()
  await page.goto(link)
  await page.getByRole('heading', { name: 'What shall we do?' }).waitFor()
  assert.doesNotMatch(page.url(), /code/) // not left for the next person to read
  await assertAccessible(page, 'empty')

  await begin(page, 'List the headings of README.md')
  await page.getByText('House rules').first().waitFor()
  await page.getByRole('list', { name: 'What this took' }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: /List the headings/ }).waitFor()
  assert.equal(await page.getByRole('heading', { name: 'You said' }).count(), 1)
  assert.equal(await page.getByRole('heading', { name: 'Hearth answered' }).count(), 1)
  await assertAccessible(page, 'answer')

  await page.reload()
  await page.getByText('House rules').first().waitFor()
  await page.getByRole('list', { name: 'What this took' }).waitFor()

  const stranger = await browser.tab()
  await stranger.goto(link) // the code was used already
  await stranger.getByRole('heading', { name: 'You are not logged in' }).waitFor()
  await stranger.getByText('hearth open', { exact: true }).waitFor()
  await assertAccessible(stranger, 'logged-out')
  browser.expectFault(/40[13].*login/)
  await stranger.close()
  await page.close()
})

test('a change is asked about, and the keys answer', async () => {
  const page = await browser.open()
  await begin(page, 'Rename notes/todo.txt to notes/week-15.txt')
  const card = page.getByRole('region', { name: /Allow fs_move/ })
  await card.getByText('notes/week-15.txt').first().waitFor()
  assert.ok(existsSync(join(hearth.workspace, 'notes/todo.txt')))
  await page.locator('.approval.armed').waitFor()
  await assertAccessible(page, 'approval')
  await page.keyboard.press('Escape')
  await page.getByText('denied', { exact: true }).waitFor()
  await page.getByRole('list', { name: 'What this took' }).waitFor()
  assert.ok(existsSync(join(hearth.workspace, 'notes/todo.txt')))

  await say(page, 'Rename notes/todo.txt to notes/week-15.txt')
  await page.locator('.approval.armed').waitFor()
  await page.keyboard.press('1')
  await page.getByText(/Moved/).first().waitFor()
  assert.ok(existsSync(join(hearth.workspace, 'notes/week-15.txt')))

  const row = page.getByRole('button', { name: /fs_move.*done/ })
  await row.click()
  await page.getByText('"to": "notes/week-15.txt"').waitFor() // the exact arguments
  await picture(page, 'tool-row')
  await page.close()
})

test('markup in names and texts is only text', async () => {
  writeFileSync(join(hearth.workspace, 'evil.md'), '# <img src=x onerror=document.title="owned">\n# ![x](https://example.invalid/leak)\n')
  const page = await browser.open()
  await begin(page, 'List the headings of evil.md <b id=injected>')
  await page.getByText('onerror').first().waitFor()
  assert.equal(await page.locator('#injected, main img').count(), 0)
  assert.equal(await page.title(), 'Hearth')
  await page.close()
})

test('an answer streams, survives a reload, and stops', async () => {
  await hearth.useFakeModel()
  await hearth.api('PUT', 'settings/agent.model', { value: 'local/stall-mid' })
  const page = await browser.open()
  await begin(page, 'Greet me')
  const answer = page.locator('article[aria-busy=true]')
  await answer.getByText('Hello', { exact: true }).waitFor()
  await picture(page, 'streaming')
  await page.reload()
  await answer.getByText('Hello', { exact: true }).waitFor()

  const second = await browser.open(new URL(page.url()).hash)
  await second.locator('article[aria-busy=true]').getByText('Hello', { exact: true }).waitFor()

  await say(page, 'And again') // queued behind
  await page.getByRole('list', { name: 'Tasks that wait' }).getByText('And again').waitFor()
  await picture(page, 'queued')
  await page.getByRole('button', { name: 'Do not do this: And again' }).click()
  await page.getByRole('list', { name: 'Tasks that wait' }).waitFor({ state: 'detached' })

  await hearth.control('release')
  for (const tab of [page, second]) {
    await tab.getByRole('article').getByText('Hello wörld!').waitFor()
    await tab.getByText('100 tokens in, 20 out').waitFor()
  }

  await hearth.control('hold')
  await say(page, 'Once more')
  await answer.getByText('Hello', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Stopped.').last().waitFor()
  await second.getByText('Stopped.').last().waitFor()
  await second.close()
  await page.close()
})

test('a failure says why, and what to do', async () => {
  await hearth.api('PUT', 'settings/agent.model', { value: 'local/error-500' })
  const page = await browser.open()
  await begin(page, 'Greet me')
  await page.getByText('This did not work').waitFor()
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  await assertAccessible(page, 'failed')
  await page.reload()
  await page.getByText('This did not work').waitFor()

  await page.goto(`${hearth.url}/#/sessions/99999`)
  await page.getByRole('alert').waitFor()
  browser.expectFault(/404/)
  await page.close()
})

test('a folder that is not there is refused with a reason', async () => {
  const page = await browser.open()
  await page.getByRole('button', { name: /^Folder:/ }).click()
  await page.getByLabel('Folder to work in').fill('papers')
  await page.getByText('papers does not begin with /', { exact: false }).waitFor()
  await page.getByLabel('Folder to work in').fill('/no/such/folder')
  await page.getByRole('button', { name: 'Use', exact: true }).click()
  await say(page, 'Hello')
  await page.getByRole('alert').getByText('/no/such/folder').waitFor()
  browser.expectFault(/40[04]/)
  await page.close()
})
