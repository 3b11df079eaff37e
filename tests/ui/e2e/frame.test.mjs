// The frame around the conversation: sidebar, palette, keys, a narrow page, and the first load.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()
for (const title of ['First papers', 'Second papers']) await hearth.api('POST', 'sessions', { title, workspace: hearth.workspace })

test('the sidebar lists sessions under their days, and goes with Ctrl+B for good', async () => {
  const page = await browser.open()
  const sidebar = page.getByRole('navigation')
  await sidebar.getByRole('heading', { name: 'Today' }).waitFor()
  await sidebar.getByRole('link', { name: /First papers/ }).click()
  await sidebar.locator('[aria-current=page]').getByText('First papers').waitFor()
  assert.match(page.url(), /#\/sessions\/1$/)
  await assertAccessible(page, 'session-empty')

  await page.keyboard.press('Control+b')
  await sidebar.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('button', { name: 'Show the sidebar' }).click()
  await sidebar.waitFor()
  await page.close()
})

test('a session that another program begins appears', async () => {
  const page = await browser.open()
  const link = page.getByRole('navigation').getByRole('link', { name: /Third papers/ })
  await hearth.api('POST', 'sessions', { title: 'Third papers', workspace: hearth.workspace })
  await link.waitFor()
  await page.close()
})

test('a session is renamed, pinned and deleted', async () => {
  await hearth.api('POST', 'sessions', { title: 'Old name', workspace: hearth.workspace })
  const page = await browser.open()
  const sidebar = page.getByRole('navigation')
  const choose = async (title, item) => {
    await sidebar.getByRole('button', { name: `More about ${title}` }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  await choose('Old name', 'Rename')
  await page.getByLabel('Name of the conversation').fill('New name')
  await page.keyboard.press('Enter')
  await sidebar.getByRole('link', { name: /New name/ }).waitFor()
  await choose('New name', 'Pin')
  await sidebar.getByRole('heading', { name: 'Pinned' }).waitFor()
  await assertAccessible(page, 'pinned')
  await choose('New name', 'Delete')
  await page.getByRole('dialog', { name: 'Delete this conversation?' }).getByRole('button', { name: 'Delete' }).click()
  await sidebar.getByRole('link', { name: /New name/ }).waitFor({ state: 'detached' })
  const { sessions } = await hearth.api('GET', 'sessions')
  assert.ok(!sessions.some(({ title }) => title.endsWith('name')))
  await page.close()
})

test('the model picker opens under the policy', async () => {
  const page = await browser.open()
  await page.getByLabel(/^Model:/).click()
  await page.getByRole('option', { name: /reflex/ }).click()
  await page.getByLabel('Model: reflex').waitFor()
  await page.close()
})

test('the palette finds commands and sessions', async () => {
  const page = await browser.open()
  await page.getByRole('navigation').getByRole('link', { name: /First papers/ }).waitFor()
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Light theme').waitFor()
  await assertAccessible(page, 'palette')
  await page.keyboard.type('papers sec')
  await dialog.getByText('Second papers').waitFor()
  assert.equal(await dialog.getByRole('option').count(), 1)
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/sessions\/2$/)
  await dialog.waitFor({ state: 'detached' })

  await page.keyboard.press('Control+k')
  await dialog.getByRole('combobox').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('dark')
  const saved = page.waitForResponse((response) => response.url().endsWith('/settings/appearance.theme'))
  await page.keyboard.press('Enter')
  await page.locator('html[data-theme=dark]').waitFor()
  await saved
  await page.reload()
  await page.locator('html[data-theme=dark]').waitFor()
  await hearth.api('PUT', 'settings/appearance.theme', { value: 'system' })
  await page.close()
})

test('? shows the keys, but not while one writes', async () => {
  const page = await browser.open()
  await page.getByLabel('Your message').pressSequentially('why?')
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.getByLabel('Your message').blur()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await assertAccessible(page, 'keys')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.close()
})

test('on 360 pixels the sidebar is a drawer and nothing is cut off', async () => {
  const page = await browser.open('#/sessions/1')
  await page.setViewportSize({ width: 360, height: 700 })
  const sidebar = page.getByRole('navigation')
  await sidebar.waitFor({ state: 'detached' })
  await page.getByLabel('Your message').fill('Summarise README.md, please, and say what is in it')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'What this took' }).waitFor()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.equal(width, 360)
  await assertAccessible(page, 'narrow')
  await page.getByRole('button', { name: 'Show the sidebar' }).click()
  await assertAccessible(page, 'drawer')
  await sidebar.getByRole('link', { name: /Second papers/ }).click()
  await sidebar.waitFor({ state: 'detached' })
  await page.close()
})

test('the first load is at most 120 KB as gzip, and is kept by the browser', async () => {
  const bytes = []
  const get = (path, headers = {}) =>
    new Promise((resolve, reject) =>
      request(hearth.url + path, { headers: { 'accept-encoding': 'gzip', ...headers } }, (response) => {
        let size = 0
        response.on('data', (piece) => (size += piece.length)).on('end', () => resolve({ status: response.statusCode, headers: response.headers, size }))
      })
        .on('error', reject)
        .end(),
    )
  const page = await browser.tab()
  const seen = []
  page.on('response', (response) => seen.push(new URL(response.url()).pathname))
  await page.goto(await hearth.link())
  await page.getByRole('heading', { name: 'What shall we do?' }).waitFor()
  const first = seen.filter((path) => !path.startsWith('/api/'))
  await page.close()
  assert.ok(first.some((path) => path.endsWith('.js')), `no script among ${first}`)
  for (const path of first) bytes.push((await get(path)).size)
  const total = bytes.reduce((sum, size) => sum + size, 0)
  assert.ok(total < 120 * 1024, `${total} bytes: ${first}`)

  const script = await get(first.find((path) => path.endsWith('.js')))
  assert.match(script.headers['cache-control'], /immutable/)
  assert.equal(script.headers['content-encoding'], 'gzip')
  const index = await get('/')
  assert.equal(index.headers['cache-control'], 'no-cache')
  assert.match(index.headers['content-security-policy'], /require-trusted-types-for 'script'/)
  assert.equal((await get('/', { 'if-none-match': index.headers.etag })).status, 304)
})

test('one folder at a time: its sessions, its pinned ones, and where the next one begins', async () => {
  for (const [folder, titles] of [['letters', ['A letter', 'An answer']], ['kiln', ['The kiln']]]) {
    const workspace = join(hearth.folder, folder)
    mkdirSync(workspace)
    for (const title of titles) await hearth.api('POST', 'sessions', { title, workspace })
  }
  const page = await browser.open()
  const sidebar = page.getByRole('navigation')
  await sidebar.getByRole('link', { name: /The kiln/ }).waitFor()
  await sidebar.getByLabel('Folder').selectOption({ label: 'letters' })
  await sidebar.getByRole('link', { name: /The kiln/ }).waitFor({ state: 'detached' })
  assert.equal(await sidebar.locator('.sessions li').count(), 2)
  await page.getByRole('button', { name: /^Folder: .*letters$/ }).waitFor()

  const { id } = (await hearth.api('GET', 'sessions')).sessions.find(({ title }) => title === 'A letter')
  await hearth.api('PATCH', `sessions/${id}`, { pinned: true })
  await sidebar.getByRole('heading', { name: 'Pinned' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('the kiln')
  await page.getByRole('dialog').getByText('The kiln').waitFor() // looked for everywhere
  await page.keyboard.press('Escape')
  await page.reload()
  await sidebar.getByRole('heading', { name: 'Pinned' }).waitFor() // and so it stays
  assert.equal(await sidebar.locator('.sessions li').count(), 2)
  await assertAccessible(page, 'sidebar-folder')
  await sidebar.getByLabel('Folder').selectOption({ label: 'All folders' })
  await sidebar.getByRole('link', { name: /The kiln/ }).waitFor()
  await page.close()
})
