// What a user may answer to a question: no with a reason, yes for the session, yes always for a pattern; and that it holds.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertAccessible, picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()
const write = (path) => ({ name: 'fs_write', arguments: { path, content: 'new\n' } })
await hearth.useFakeModel([{ calls: [write('notes/a.txt'), write('notes/deep/b.txt')] }, { results: true }])
await hearth.api('PUT', 'settings/agent.model', { value: 'local/script' })

async function begin() {
  const { id } = await hearth.api('POST', 'sessions', { title: 'Questions', workspace: hearth.workspace })
  const page = await browser.open(`#/sessions/${id}`)
  await say(page)
  return page
}

async function say(page) {
  await page.getByLabel('Your message').fill('Do it')
  await page.keyboard.press('Enter')
}

const asked = (page, path) => page.locator('.approval.armed').filter({ has: page.getByText(path, { exact: true }) })
const answers = (page) => page.getByRole('article').getByText(/^Results:/)
const receipts = (page) => page.getByRole('list', { name: 'What this took' })

test('a denial may say why: the model is told, and the session keeps it', async () => {
  const page = await begin()
  await asked(page, 'notes/a.txt').waitFor()
  await page.getByRole('button', { name: 'Deny and say why' }).click()
  const field = page.getByLabel('Why not? The model is told.')
  await field.fill('no')
  await page.keyboard.press('Escape') // takes back the reason, not the question
  await field.waitFor({ state: 'detached' })
  await asked(page, 'notes/a.txt').waitFor()

  await page.getByRole('button', { name: 'Deny and say why' }).click()
  await page.keyboard.type('Write to 1 docs/ instead') // the digit answers nothing here
  await assertAccessible(page, 'approval-reason')
  await page.keyboard.press('Enter')
  await asked(page, 'notes/deep/b.txt').waitFor()
  await page.keyboard.press('Escape')
  await answers(page).filter({ hasText: 'Write to 1 docs/ instead' }).waitFor()
  assert.ok(!existsSync(join(hearth.workspace, 'notes/a.txt')))

  for (const look of ['at once', 'after a reload']) {
    await receipts(page).waitFor()
    assert.equal(await page.getByText('denied', { exact: true }).count(), 2, look)
    assert.equal(await page.getByText('failed', { exact: true }).count(), 0, look)
    assert.equal(await page.getByText('You said: Write to 1 docs/ instead').count(), 1, look)
    if (look === 'at once') await page.reload()
  }
  await assertAccessible(page, 'denied')
  await page.close()
})

test('yes for the session holds there and nowhere else', async () => {
  const page = await begin()
  await asked(page, 'notes/a.txt').waitFor()
  await page.keyboard.press('2')
  await answers(page).waitFor() // the second was not asked about
  await say(page)
  await receipts(page).nth(1).waitFor()
  assert.equal(await answers(page).count(), 2)
  await page.close()

  const other = await begin()
  await asked(other, 'notes/a.txt').waitFor()
  await other.keyboard.press('Escape')
  await asked(other, 'notes/deep/b.txt').waitFor()
  await other.keyboard.press('Escape')
  await answers(other).waitFor()
  await other.close()
})

test('yes always holds for the pattern, also after Hearth was started anew', async () => {
  const page = await begin()
  await asked(page, 'notes/a.txt').waitFor()
  const pattern = page.getByLabel('Always means always for')
  assert.equal(await pattern.inputValue(), 'notes/a.txt')
  await pattern.fill('notes/**')
  await picture(page, 'approval-pattern')
  await page.getByRole('button', { name: 'Always allow' }).click()
  await answers(page).waitFor()
  assert.ok(existsSync(join(hearth.workspace, 'notes/deep/b.txt')))
  await page.close()

  await hearth.stop()
  await hearth.serve()
  const again = await begin()
  await answers(again).waitFor()
  assert.equal(await again.locator('.approval').count(), 0)
  await again.close()

  const shown = await browser.open('#/protection')
  const grants = shown.getByRole('region', { name: 'What you allowed' })
  await grants.getByText('notes/**', { exact: true }).waitFor()
  await grants.getByRole('link', { name: 'Only in session 2' }).waitFor()
  await assertAccessible(shown, 'grants')
  await grants.getByRole('button', { name: 'Ask about fs_write for notes/** again' }).click()
  await grants.getByText('notes/**', { exact: true }).waitFor({ state: 'detached' })
  await shown.close()

  const asking = await begin()
  await asked(asking, 'notes/a.txt').waitFor()
  await asking.close()
})
