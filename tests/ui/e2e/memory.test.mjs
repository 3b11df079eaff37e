// What is kept, what was noticed, the search over both and over documents, and the documents themselves.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertAccessible, picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

async function say(text) {
  const { id } = await hearth.api('POST', 'sessions', { title: 'Clay', workspace: hearth.workspace })
  await hearth.api('POST', `sessions/${id}/messages`, { text })
  return id
}

test('what was noticed waits to be kept, and what is kept can be put in other words and forgotten', async () => {
  const session = await say('We decided to buy the grey clay. Please never order on Fridays.')
  const page = await browser.open('#/memory')
  const suggestions = page.getByRole('region', { name: 'Suggestions' }).getByRole('listitem')
  await suggestions.filter({ hasText: 'grey clay' }).getByRole('button', { name: 'Keep' }).click()
  await suggestions.filter({ hasText: 'Fridays' }).getByRole('button', { name: 'Not wanted' }).click()
  await page.getByRole('region', { name: 'Suggestions' }).waitFor({ state: 'detached' })

  const known = page.getByRole('region', { name: 'Known' }).getByRole('listitem')
  await known.filter({ hasText: 'We decided to buy the grey clay.' }).waitFor()
  await page.getByLabel('A sentence to keep').fill('The kiln is serviced in March.')
  await page.getByRole('region', { name: 'Known' }).getByRole('button', { name: 'Keep' }).click()
  await known.filter({ hasText: 'in March' }).waitFor()
  await assertAccessible(page, 'memory')

  await page.getByRole('button', { name: 'Edit: The kiln' }).click()
  await known.getByRole('textbox').fill('The kiln is serviced in April.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Edit: The kiln' }).click()
  await known.getByText('The kiln is serviced in March.').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()

  await page.getByLabel('Kind').selectOption('decision')
  await known.filter({ hasText: 'April' }).waitFor({ state: 'detached' })
  await known.getByRole('button', { name: 'Where it was said' }).click()
  await page.waitForURL(new RegExp(`#/sessions/${session}/\\d+$`))

  await page.goBack()
  await page.getByRole('button', { name: 'Forget: The kiln' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click()
  await known.filter({ hasText: 'April' }).waitFor({ state: 'detached' })
  assert.equal((await hearth.api('GET', 'memory?all=true&ended=true')).observations.length, 1)
  await page.close()
})

test('a question finds what was said and what stands in documents, with its place in view', async () => {
  const path = join(hearth.workspace, 'lease.md')
  const filling = Array.from({ length: 60 }, (_, i) => `## Part ${i}\n\n${'Nothing of note stands here. '.repeat(12)}\n`).join('\n')
  await writeFile(path, `# Lease\n\n${filling}\n## Notice\n\nThe lease ends with notice of six months.\n`)
  const page = await browser.open('#/documents')
  await page.getByLabel('Path of a file or folder').fill(path)
  await page.getByRole('button', { name: 'Add' }).click()
  const root = page.getByRole('region', { name: path })
  await root.getByText('1 file read').waitFor()
  await root.getByText('Files', { exact: true }).click()
  await root.getByRole('link', { name: path }).waitFor()
  await assertAccessible(page, 'documents')

  await page.goto(page.url().replace('documents', 'memory'))
  await page.getByRole('searchbox').fill('how long is the notice of the lease?')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Answers' }).getByRole('link', { name: 'Lease' }).first().click()
  const cited = page.locator('section[aria-current=location]')
  await cited.getByText('notice of six months').waitFor()
  const box = await cited.boundingBox()
  assert.ok(box.y >= 0 && box.y < page.viewportSize().height, `the cited part is at ${box.y}`)
  await picture(page, 'documents-cited')

  await page.getByRole('link', { name: 'All documents' }).click()
  await root.getByRole('switch').click()
  await root.locator('[role=switch][aria-checked=true]').waitFor()
  await root.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('No documents were added yet').waitFor()
  await page.close()
})

test('a path that is not there is refused in words', async () => {
  const page = await browser.open('#/documents')
  await page.getByLabel('Path of a file or folder').fill('/nowhere/at/all')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('alert').filter({ hasText: '/nowhere/at/all' }).waitFor()
  browser.expectFault(/status of 404/)
  await page.close()
})
