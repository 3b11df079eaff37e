// The first start: the welcome comes by itself, leads to an answer without any model or network, and does not come again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth({ newcomer: true })

const welcomed = async () => (await hearth.api('GET', 'page-state')).page_state.some(({ name }) => name === 'welcomed')

async function forget() {
  while (!(await welcomed())) await setTimeout(20) // the page tells the sidecar within a second
  await hearth.api('PUT', 'page-state/welcomed', { value: '' })
}

test('skipped, it stays away', async () => {
  const page = await browser.tab()
  await page.goto(await hearth.link())
  await page.getByRole('heading', { name: 'Welcome to Hearth' }).waitFor()
  await page.getByRole('button', { name: 'Skip' }).click()
  await page.waitForURL(/#\/$/)
  await page.reload()
  await page.getByRole('main').waitFor()
  assert.equal(await page.getByRole('heading', { name: 'Welcome to Hearth' }).count(), 0)
  await page.close()
  await forget()
})

test('from the welcome to the first answer, by way of a folder that is not there', async () => {
  await hearth.api('PUT', 'network', { mode: 'offline' })
  const page = await browser.tab()
  await page.goto(await hearth.link())
  await page.getByRole('heading', { name: 'Welcome to Hearth' }).waitFor()
  await assertAccessible(page, 'welcome-look')
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.getByRole('heading', { name: 'Where shall it work?' }).waitFor()
  await page.getByLabel('Folder', { exact: true }).fill('/nowhere/at/all')
  await assertAccessible(page, 'welcome-folder')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '/nowhere/at/all' }).waitFor()

  await page.getByLabel('Folder', { exact: true }).fill(hearth.workspace)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'What is on this machine' }).waitFor()
  await page.getByText('Processor cores').waitFor()
  await page.getByText(String((await hearth.api('GET', 'machine')).cores), { exact: true }).waitFor()
  await assertAccessible(page, 'welcome-machine')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Try something' }).waitFor()
  await assertAccessible(page, 'welcome-task')
  await page.getByRole('button', { name: /List the files/ }).click()
  await page.waitForURL(/#\/sessions\/\d+$/)
  const session = page.url().split('/').at(-1)
  const deadline = Date.now() + 10_000
  const state = async () => (await hearth.api('GET', `sessions/${session}/runs`)).runs[0].state
  while ((await state()) !== 'finished') assert.ok(Date.now() < deadline, 'the first task goes on')
  const { messages } = await hearth.api('GET', `sessions/${session}/messages`)
  assert.match(JSON.stringify(messages[0].blocks), /README\.md/)

  await forget() // even then: something was done here
  await page.goto(`${hearth.url}/#/`)
  await page.reload()
  await page.getByRole('main').waitFor()
  assert.equal(await page.getByRole('heading', { name: 'Welcome to Hearth' }).count(), 0)
  await page.close()
})
