// Branches of a conversation: a message edited, an answer made anew, a way between them, and a fork.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()
await hearth.useFakeModel()
await hearth.api('PUT', 'settings/agent.model', { value: 'local/echo' })
await hearth.api('POST', 'sessions', { title: 'Branches', workspace: hearth.workspace })

test('edit, answer again, go between versions, fork', async () => {
  const page = await browser.open('#/sessions/1')
  const answer = (text) => page.getByRole('article').filter({ hasText: 'Hearth answered' }).getByText(text, { exact: true })
  const receipts = page.getByRole('list', { name: 'What this took' })
  await page.getByLabel('Your message').fill('apples')
  await page.keyboard.press('Enter')
  await answer('apples').waitFor()
  await receipts.waitFor()

  await page.getByRole('button', { name: 'Edit and send again' }).click()
  await page.getByRole('textbox', { name: 'Edit and send again' }).fill('pears')
  await page.keyboard.press('Enter')
  await answer('pears').waitFor()
  await page.getByRole('group', { name: 'Version 2 of 2' }).waitFor()
  assert.equal(await answer('apples').count(), 0)

  await page.getByRole('button', { name: 'Version before' }).click()
  await answer('apples').waitFor()
  await page.getByRole('group', { name: 'Version 1 of 2' }).waitFor()
  assert.equal(await answer('pears').count(), 0)
  await assertAccessible(page, 'branches')

  await page.getByRole('button', { name: 'Answer again' }).click()
  await page.getByRole('group', { name: 'Version 2 of 2' }).waitFor()
  await receipts.waitFor()

  await page.getByRole('button', { name: 'Go on from here in a new conversation' }).click()
  await page.waitForURL(/#\/sessions\/2$/)
  await answer('apples').waitFor()
  const { messages } = await hearth.api('GET', 'sessions/2/messages')
  assert.equal(messages.length, 2)
  await receipts.getByText('100 tokens in, 20 out').waitFor() // the copies tell
  await page.close()
})
