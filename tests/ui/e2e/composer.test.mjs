// The field for tasks, with the real sidecar: files after @, commands after /, what is attached, pasted and dropped, and
// drafts. What can be done with the keys is done with the keys.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertAccessible, picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()
const image = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNY4CyFFTEMLQkA2LA/QUVR4/oAAAAASUVORK5CYII='
const letter = 'The kiln must be repaired before the winter comes.\nClay is bought on Mondays.\n'

async function session(title) {
  return (await hearth.api('POST', 'sessions', { title, workspace: hearth.workspace })).id
}

const field = (page) => page.getByLabel('Your message')
const chips = (page) => page.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
const options = (page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')

async function type(page, text) {
  await field(page).focus()
  await page.keyboard.type(text)
}

async function holds(page, text) {
  await page.waitForFunction((wanted) => document.querySelector('main textarea').value === wanted, text)
}

async function answered(page) {
  await holds(page, '') // sent
  await page.getByRole('list', { name: 'What this took' }).last().waitFor()
}

/** A file as a person drags it in from outside, and drops it or goes out again. */
async function drag(page, file, { leave = false } = {}) {
  const cdp = await page.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver']) await cdp.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data })
  await page.getByText('Drop files here to attach them').waitFor()
  await picture(page, 'drop-zone')
  if (leave) await page.evaluate(() => document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true })))
  else await cdp.send('Input.dispatchDragEvent', { type: 'drop', x: 600, y: 300, data })
  await page.getByText('Drop files here to attach them').waitFor({ state: 'detached' })
  await cdp.detach()
}

test('@ names a file of the chosen folder, before there is a session', async () => {
  mkdirSync(join(hearth.workspace, 'made'))
  writeFileSync(join(hearth.workspace, 'made/readme.txt'), '')
  writeFileSync(join(hearth.workspace, '.gitignore'), 'made/\n')
  const page = await browser.open()
  await page.getByRole('button', { name: /^Folder:/ }).click()
  await page.getByLabel('Folder to work in').fill(hearth.workspace)
  await page.keyboard.press('Enter')
  await page.getByLabel('Folder to work in').waitFor({ state: 'detached' })

  await type(page, 'Summarise @read')
  await options(page).filter({ hasText: 'README.md' }).waitFor()
  assert.equal(await options(page).filter({ hasText: 'readme.txt' }).count(), 0) // git ignores it
  assert.equal(await field(page).getAttribute('aria-activedescendant'), await options(page).first().getAttribute('id'))
  await assertAccessible(page, 'files-list')
  await page.keyboard.press('Escape')
  await options(page).first().waitFor({ state: 'detached' })
  await page.keyboard.type('m')
  assert.equal(await options(page).count(), 0) // sent away, until another sign
  await page.keyboard.press('Backspace')

  await field(page).fill('Summarise ')
  await page.keyboard.insertText('@todo')
  await options(page).nth(1).waitFor()
  await page.keyboard.press('ArrowDown')
  assert.equal(await options(page).nth(1).getAttribute('aria-selected'), 'true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Tab')
  await holds(page, 'Summarise notes/todo.txt ')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/sessions\/\d+/)
  await page.getByText('Summary of notes/todo.txt').first().waitFor()
  await page.close()
})

test('@ in a session quotes what would fall apart', async () => {
  writeFileSync(join(hearth.workspace, 'my own list.md'), '# Pots and bowls\n')
  const page = await browser.open(`#/sessions/${await session('Quoted')}`)
  await type(page, 'List the headings of @own')
  await options(page).filter({ hasText: 'my own list.md' }).click()
  assert.equal(await field(page).inputValue(), 'List the headings of "my own list.md" ')
  await field(page).fill('List the headings of ')
  await page.keyboard.type('@')
  await options(page).first().waitFor()
  await page.keyboard.type('own')
  await page.keyboard.press('Tab') // the list for these words is not waited for
  await holds(page, 'List the headings of "my own list.md" ')
  await page.keyboard.press('Enter')
  await page.getByText('Pots and bowls').first().waitFor()
  await type(page, 'me@example and /notes')
  assert.equal(await options(page).count(), 0)
  await page.close()
})

test('/ does what the app and the conversation can do', async () => {
  const page = await browser.open(`#/sessions/${await session('To be renamed')}`)
  await type(page, '/')
  await options(page).first().waitFor()
  for (const none of ['Stop', 'Answer again', 'Copy the answer']) {
    assert.equal(await options(page).filter({ hasText: none }).count(), 0, none) // there is nothing to do it with yet
  }
  await assertAccessible(page, 'commands-list')
  await page.keyboard.type('dark')
  await page.keyboard.press('Enter')
  await page.locator('html[data-theme=dark]').waitFor()
  assert.equal(await field(page).inputValue(), '')
  await type(page, '/system')
  await page.keyboard.press('Enter')

  await type(page, 'List the headings of README.md')
  await page.keyboard.press('Enter')
  await answered(page)
  await type(page, '/copy the a')
  await page.keyboard.press('Enter')
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('House rules'))
  await type(page, '/again')
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: 'Version 2 of 2' }).waitFor()

  await type(page, '/rename')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await assertAccessible(page, 'rename')
  await page.keyboard.type('Headings of the house')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Headings of the house' }).waitFor()
  await type(page, '/pin')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Pinned' }).waitFor()

  await type(page, '/settings')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await page.goBack()
  assert.equal(await field(page).inputValue(), '') // the command is no draft
  await type(page, '/delete')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'What shall we do?' }).waitFor()
  await page.close()
})

test('a text goes with the task, and is there after a reload', async () => {
  const page = await browser.open()
  await page.locator('input[type=file]').setInputFiles([
    { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from(letter) },
    { name: 'other.txt', mimeType: 'text/plain', buffer: Buffer.from('Not meant.') },
  ])
  await chips(page).nth(1).waitFor()
  await page.getByRole('button', { name: 'Remove other.txt' }).press('Enter')
  assert.equal(await chips(page).count(), 1)
  await assertAccessible(page, 'attached')
  await page.reload()
  await chips(page).getByText('letter.txt').waitFor()
  await type(page, 'Summarise this')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/sessions\/\d+/)
  await page.getByText('(letter.txt:1)').first().waitFor()
  assert.equal(await chips(page).count(), 0)

  await page.reload()
  const file = page.locator('details', { hasText: 'letter.txt' })
  await file.locator('summary').press('Enter')
  await file.getByText('Clay is bought on Mondays.').waitFor()
  await assertAccessible(page, 'attached-sent')

  await page.getByRole('button', { name: 'Edit and send again' }).click() // the file stays with it
  await page.getByLabel('Edit and send again').fill('Show the first line of it')
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: 'Version 2 of 2' }).waitFor()
  await page.locator('details', { hasText: 'letter.txt' }).waitFor()
  await page.getByText('The kiln must be repaired').last().waitFor()
  await page.goto(`${hearth.url}/#/`)
  assert.equal(await chips(page).count(), 0) // the draft went with it
  await page.close()
})

test('what is pasted and dropped is attached; an image says that it is not seen', async () => {
  const page = await browser.open(`#/sessions/${await session('Pasted')}`)
  await field(page).focus()
  await page.evaluate(async (data) => {
    const blob = new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], { type: 'image/png' })
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
  }, image)
  await page.keyboard.press('Control+V')
  await chips(page).getByText('Models cannot see images yet').waitFor()
  await page.keyboard.press('Control+V')
  await chips(page).getByText('image-2.png').waitFor()
  await page.getByRole('button', { name: 'Remove image-2.png' }).click()

  writeFileSync(join(hearth.folder, 'dropped.txt'), letter)
  await drag(page, join(hearth.folder, 'dropped.txt'), { leave: true })
  assert.equal(await chips(page).count(), 1)
  await drag(page, join(hearth.folder, 'dropped.txt'))
  await chips(page).getByText('dropped.txt').waitFor()
  await assertAccessible(page, 'attached-image')

  await type(page, 'Summarise dropped.txt')
  await page.keyboard.press('Enter')
  await page.getByText('(dropped.txt:1)').first().waitFor()
  await page.reload()
  const shown = page.getByRole('img', { name: 'image.png' })
  await shown.waitFor()
  assert.equal(await shown.evaluate((one) => one.naturalWidth), 8)
  await page.getByText('Models cannot see images yet').waitFor()
  await type(page, 'Summarise image.png')
  await page.keyboard.press('Enter')
  await page.getByText('cannot see images.').first().waitFor()
  await page.close()
})

test('what cannot be attached is refused with a reason', async () => {
  const page = await browser.open(`#/sessions/${await session('Refused')}`)
  const refused = async (name, buffer, reason) => {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await page.getByRole('alert').getByText(`Not attached: ${reason}`).waitFor()
    assert.equal(await chips(page).count(), 0)
  }
  await refused('photo.heic', Buffer.from([0, 1, 2]), 'photo.heic is neither text nor an image')
  await refused('long.txt', Buffer.alloc(256 * 1024 + 1, 'x'), 'long.txt is too long to attach')
  await refused('nothing.txt', Buffer.alloc(0), 'nothing.txt is empty')
  await assertAccessible(page, 'attach-refused')
  await drag(page, hearth.workspace)
  await page.getByRole('alert').getByText('A folder cannot be attached').waitFor()
  await page.close()
})

test('a long paste becomes a file, and can become text again', async () => {
  const page = await browser.open(`#/sessions/${await session('Long')}`)
  const long = 'A line of a long text.\n'.repeat(1000)
  await field(page).focus()
  await page.evaluate((text) => navigator.clipboard.writeText(text), long)
  await page.keyboard.type('Before ')
  await page.keyboard.press('Control+V')
  await chips(page).getByText('pasted.txt').waitFor()
  assert.equal(await field(page).inputValue(), 'Before ')
  await page.getByRole('button', { name: 'Insert as text' }).press('Enter')
  assert.equal(await field(page).inputValue(), `Before ${long}`)
  assert.equal(await chips(page).count(), 0)
  await page.close()
})

test('a draft outlives other sessions and a reload, and the last task comes back with the arrow', async () => {
  const [one, two] = [await session('One'), await session('Two')]
  const page = await browser.open(`#/sessions/${one}`)
  await type(page, 'half a tas')
  await page.getByRole('navigation').getByRole('link', { name: /^Two/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Two' }).waitFor()
  assert.equal(await field(page).inputValue(), '')
  await type(page, 'find all markdown files')
  await page.keyboard.press('Enter')
  await answered(page)
  await page.keyboard.press('ArrowUp')
  await holds(page, 'find all markdown files')
  await page.goto(`${hearth.url}/#/sessions/${one}`)
  await page.getByRole('heading', { level: 1, name: 'One' }).waitFor()
  assert.equal(await field(page).inputValue(), 'half a tas')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'One' }).waitFor()
  assert.equal(await field(page).inputValue(), 'half a tas')
  await page.goto(`${hearth.url}/#/sessions/${two}`)
  await page.getByRole('heading', { level: 1, name: 'Two' }).waitFor()
  assert.equal(await field(page).inputValue(), 'find all markdown files')
  await page.close()
})

test('nothing is lost when a task is refused', async () => {
  const page = await browser.open()
  await page.locator('input[type=file]').setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from(letter) })
  await page.route(/\/attachments/, (route) => {
    const problem = { status: 507, detail: 'keeping the file: the disk is full: free some space' }
    return route.fulfill({ status: 507, contentType: 'application/problem+json', body: JSON.stringify(problem) })
  })
  const before = (await hearth.api('GET', 'sessions')).sessions.length
  await type(page, 'Summarise this')
  await page.keyboard.press('Enter')
  await page.getByText('the disk is full').waitFor()
  browser.expectFault(/status of 507/)
  assert.equal((await hearth.api('GET', 'sessions')).sessions.length, before) // no empty session is left behind
  assert.equal(await field(page).inputValue(), 'Summarise this')
  await page.unroute(/\/attachments/)
  await page.keyboard.press('Enter')
  await page.getByText('(letter.txt:1)').first().waitFor()
  await page.close()
})

test('while the agent works, / offers to stop it, and Esc in the list does not', async () => {
  await hearth.useFakeModel()
  await hearth.api('PUT', 'settings/agent.model', { value: 'local/stall-mid' })
  const page = await browser.open(`#/sessions/${await session('Stopped')}`)
  await type(page, '/local/stall-m') // the model, too
  await options(page).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByLabel('Model: local/stall-mid').waitFor()
  await type(page, 'Greet me')
  await page.keyboard.press('Enter')
  await page.locator('article[aria-busy=true]').getByText('Hello', { exact: true }).waitFor()
  await type(page, '/stop')
  await options(page).first().waitFor()
  await page.keyboard.press('Escape')
  await options(page).first().waitFor({ state: 'detached' })
  assert.equal(await page.locator('article[aria-busy=true]').count(), 1)
  await field(page).fill('')
  await page.keyboard.type('/stop')
  await page.keyboard.press('Enter')
  await page.getByText('Stopped.').waitFor()
  await page.close()
})
