// What the page asks of the window around it. The window itself is tested in tests/shell; here its side of the bridge writes
// down what it is asked, which no browser could show.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

const told = []
let toldMore
await browser.context.exposeBinding('told', (_, words) => (told.push(words), toldMore?.()))

/** What the desktop was to show, once there are as many of it. */
async function notices(count) {
  while (told.length < count) await new Promise((resolve) => (toldMore = resolve))
  return told
}

await browser.context.addInitScript(
  ([token, folder]) => {
    if (window !== top) return
    let enabled = false
    const answers = {
      token: () => ({ token }),
      autostart: () => ({ enabled }),
      setAutostart: (words) => ({ enabled: (enabled = words.enabled) }),
      notify: (words) => window.told(words),
      chooseFolder: () => ({ path: folder }),
    }
    Object.assign(window, { hearthShell: { request: async (command, words) => answers[command](words), onOpen() {} } })
  },
  [await hearth.token(), `${hearth.workspace}/notes`],
)

async function inWindow(address) {
  const page = await browser.tab()
  await page.goto(`${hearth.url}/${address}`)
  await page.getByRole('main').waitFor()
  return page
}

test('whoever looks elsewhere is told that he is asked, and that it is done', async () => {
  const session = await hearth.api('POST', 'sessions', { title: 'A note', workspace: hearth.workspace })
  const page = await inWindow(`#/sessions/${session.id}`)
  await page.evaluate(() => (document.hasFocus = () => false))
  await hearth.api('POST', `sessions/${session.id}/runs`, { task: 'Write "Call Teo" to notes/call.txt' })
  await page.locator('.approval.armed').waitFor()
  assert.deepEqual(await notices(1), [{ title: 'A note', body: 'Your answer is needed: allow fs_write?' }])
  await page.keyboard.press('1')
  assert.deepEqual((await notices(2)).slice(1), [{ title: 'Done: A note' }])

  await page.evaluate(() => delete document.hasFocus)
  await page.getByRole('textbox').fill('Count the words of README.md')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'What this took' }).nth(1).waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
  assert.equal(told.length, 2, 'nobody is told what he sees')
  await page.close()
})

test('starting at login is a switch among the settings', async () => {
  const page = await inWindow('#/settings')
  const starts = page.getByRole('switch', { name: 'Start Hearth when I log in' })
  assert.equal(await starts.getAttribute('aria-checked'), 'false')
  await starts.click()
  await page.getByRole('switch', { name: 'Start Hearth when I log in', checked: true }).waitFor()
  await page.close()
})

test('the folder of a new conversation is chosen in the desktop\'s own dialog', async () => {
  const page = await inWindow('#/')
  await page.getByRole('link', { name: 'New conversation' }).click() // the window is where it was: among the settings
  await page.getByRole('button', { name: /^Folder:/ }).click()
  await page.getByRole('button', { name: 'Choose' }).click()
  await page.getByRole('button', { name: `Folder: ${hearth.workspace}/notes` }).waitFor()
  await page.getByRole('textbox').fill('List the files')
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'What this took' }).waitFor()
  const { sessions } = await hearth.api('GET', 'sessions')
  assert.equal(sessions[0].workspace, `${hearth.workspace}/notes`)
  await page.close()
})
