// The panel beside a conversation: files, changes, steps and sources of what the real sidecar did, by keyboard alone, after a
// reload and a restart, and as a drawer.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertAccessible, picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()
const call = (name, args) => ({ calls: [{ name, arguments: args }] })
await hearth.useFakeModel([
  call('fs_read', { path: 'README.md', start_line: 3, end_line: 5 }),
  call('fs_edit', { path: 'notes/todo.txt', old: '2. Order 48 bags', new: '2. Order 50 bags' }),
  call('fs_write', { path: 'notes/long.txt', content: 'line\n'.repeat(200) }),
  call('fs_write', { path: 'photo.bin', content: 'no photo' }),
  call('fs_delete', { path: 'archive/todo.txt' }),
  call('shell_run', { command: 'echo made > made.txt' }),
  { text: 'Done, as README.md:3 asks; see also `data/orders.csv:2` and https://example.org/clay.' },
])
await hearth.api('PUT', 'settings/agent.model', { value: 'local/script' })
await hearth.api('POST', 'sessions', { title: 'Clay', workspace: hearth.workspace })
writeFileSync(join(hearth.workspace, 'photo.bin'), Buffer.from([0, 1, 2, 255]))

const panelOf = (page) => page.getByRole('complementary', { name: 'Details of the conversation' })
const tab = (page, name) => panelOf(page).getByRole('tab', { name, exact: true })
const receipts = (page) => page.getByRole('list', { name: 'What this took' })
const focused = (page, name) => page.locator(':focus').and(tab(page, name)).waitFor()

async function say(page, task) {
  await page.getByLabel('Your message').fill(task)
  await page.keyboard.press('Enter')
}

async function allow(page, what) {
  await page.locator('.approval.armed').filter({ hasText: what }).waitFor()
  await page.keyboard.press('1')
}

async function seeChanges(page) {
  const panel = panelOf(page)
  await panel.locator('del').getByText('2. Order 48 bags of clay from Varnholt').waitFor()
  await panel.locator('ins').getByText('2. Order 50 bags of clay from Varnholt').waitFor()
  await panel.getByText('The file is not text').waitFor()
  await panel.getByText('What was in it is not kept.').waitFor()
  await panel.getByText('Done by shell_run. Which lines changed is not known.').waitFor()
}

test('what was done, by keyboard alone', async () => {
  const page = await browser.open('#/sessions/1')
  await say(page, 'Order more clay')
  // While a question waits, Esc in the panel closes it and answers nothing.
  await page.locator('.approval.armed').waitFor()
  await page.keyboard.press('Control+j')
  await focused(page, 'Files')
  await page.keyboard.press('Escape')
  await panelOf(page).waitFor({ state: 'detached' })
  for (const path of ['notes/todo.txt', 'notes/long.txt', 'photo.bin', 'archive/todo.txt', 'made.txt']) await allow(page, path)
  await receipts(page).waitFor()

  await page.keyboard.press('Control+j')
  await focused(page, 'Files')
  const panel = panelOf(page)
  const rows = panel.getByRole('listitem')
  await rows.filter({ has: page.getByRole('link', { name: 'notes/todo.txt', exact: true }) }).getByText('read, changed ·').waitFor()
  await rows.filter({ has: page.getByRole('link', { name: 'archive/todo.txt' }) }).getByText('deleted').waitFor()
  assert.equal(await panel.getByRole('link', { name: 'README.md' }).getAttribute('href'), '#/files/README.md')
  assert.equal(await panel.getByRole('button', { name: 'Changes in README.md' }).count(), 0) // it was only read
  await assertAccessible(page, 'panel-files')

  await page.keyboard.press('ArrowRight')
  await focused(page, 'Changes')
  await seeChanges(page)
  assert.equal(await panel.locator('ins').count(), 121) // of 200 new lines 120, and one of the edit
  await panel.getByRole('button', { name: 'Show all 200 lines' }).focus()
  await page.keyboard.press('Enter')
  await panel.locator('ins').nth(200).waitFor()
  await panel.getByRole('article').filter({ hasText: 'notes/todo.txt' }).getByRole('button', { name: 'Copy this change' }).focus()
  await page.keyboard.press('Enter')
  await panel.getByRole('button', { name: 'Copied' }).waitFor()
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^--- a\/notes\/todo\.txt\n\+\+\+ b\/notes\/todo\.txt\n@@ -1,7 \+1,7 @@\n/)
  await assertAccessible(page, 'panel-diff')

  await tab(page, 'Changes').focus()
  await page.keyboard.press('ArrowRight')
  await focused(page, 'Steps')
  const steps = panel.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await steps.filter({ hasText: 'Waited for its turn' }).waitFor()
  await steps.filter({ hasText: 'Waited for your answer fs_edit' }).waitFor()
  await steps.filter({ hasText: /Tool fs_edit.*notes\/todo.txt/s }).waitFor()
  await steps.filter({ hasText: /Model local\/script.*100 tokens in, 20 out/s }).first().waitFor()
  assert.equal(await steps.filter({ hasText: /^\s*Model/ }).count(), 7)
  await assertAccessible(page, 'panel-trace')

  await page.keyboard.press('ArrowRight')
  await focused(page, 'Sources')
  await rows.filter({ hasText: 'README.md' }).getByText('Lines 3–5 · read and named').waitFor()
  await rows.filter({ hasText: 'data/orders.csv' }).getByText('Line 2 · named, but not read').waitFor()
  await panel.getByRole('link', { name: 'https://example.org/clay' }).waitFor()
  await assertAccessible(page, 'panel-sources')

  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await page.locator('textarea:focus').waitFor() // where the keyboard was
  await page.keyboard.press('Control+j')
  await focused(page, 'Sources')
  await page.reload()
  await rows.filter({ hasText: 'README.md' }).waitFor() // open as it was, at the same tab
  await page.close()
})

test('after a restart it is all there', async () => {
  await hearth.stop()
  await hearth.serve()
  const page = await browser.open('#/sessions/1')
  await tab(page, 'Files').click() // the panel is there as it was
  await panelOf(page).getByRole('button', { name: 'Changes in notes/todo.txt' }).click()
  await focused(page, 'Changes')
  await seeChanges(page)
  await tab(page, 'Steps').click()
  await panelOf(page).getByText('Waited for your answer').first().waitFor()
  await page.close()
})

test('another answer shows its own run; the latest is shown first', async () => {
  await hearth.api('PUT', 'settings/agent.model', { value: 'local/text' })
  const page = await browser.open('#/sessions/1')
  await receipts(page).waitFor()
  await say(page, 'Say hello')
  await receipts(page).nth(1).waitFor()
  const panel = panelOf(page)
  await tab(page, 'Steps').click()
  await panel.getByText('local/text').waitFor()
  assert.equal(await panel.getByText('fs_edit').count(), 0)
  await page.getByRole('button', { name: 'Show how this answer came about' }).first().click()
  await panel.getByText('fs_edit').first().waitFor()
  await panel.getByText('Order more clay').waitFor()
  assert.equal(await panel.getByText('local/text').count(), 0)
  await page.close()
})

test('on a narrow page it is a drawer', async () => {
  const page = await browser.open()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${hearth.url}/#/sessions/1`)
  const show = page.getByRole('button', { name: 'Details of the conversation' })
  await show.focus()
  assert.equal(await panelOf(page).count(), 0) // it does not come by itself
  await page.keyboard.press('Enter')
  await focused(page, 'Steps')
  assert.ok(await page.locator('.conversation[inert]').count())
  await tab(page, 'Changes').click()
  await seeChanges(page)
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360)
  await picture(page, 'panel-narrow')
  await assertAccessible(page, 'panel-narrow')
  await page.keyboard.press('Escape')
  await panelOf(page).waitFor({ state: 'detached' })
  await page.locator(':focus').and(show).waitFor()
  await page.close()
})
