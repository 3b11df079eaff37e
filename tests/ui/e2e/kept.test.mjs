// What the pages keep when everything was killed: the text that was not sent, the look of the frame, and where the window was.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

/** A tab that takes itself for the window: its bridge knows the token. */
async function openWindow() {
  const page = await browser.tab()
  await page.addInitScript((token) => {
    Object.assign(window, { hearthShell: { request: async (command) => (command === 'token' ? { token } : {}), onOpen() {} } })
  }, hearth.token())
  await page.goto(`${hearth.url}/`)
  await page.getByRole('main').waitFor()
  return page
}

async function untilKept(expected) {
  for (;;) {
    const { page_state } = await hearth.api('GET', 'page-state')
    const kept = Object.fromEntries(page_state.map(({ name, value }) => [name, value]))
    if (Object.entries(expected).every(([name, value]) => kept[name] === value)) return
    await setTimeout(20)
  }
}

test('killed together, sidecar and window come back to the session, the draft and the frame', async () => {
  const { id } = await hearth.api('POST', 'sessions', { title: 'A letter', workspace: hearth.workspace })
  const page = await openWindow()
  await page.getByRole('link', { name: /A letter/ }).click()
  await page.getByRole('heading', { name: 'A letter' }).waitFor()
  await page.getByLabel('Your message').fill('Dear Ada,\nthe kiln')
  await page.keyboard.press('Control+b')
  await untilKept({ place: `#/sessions/${id}`, [`draft.${id}`]: 'Dear Ada,\nthe kiln', sidebar: 'closed' })
  await hearth.stop('SIGKILL')
  await page.close({ runBeforeUnload: false })
  browser.faults = browser.faults.filter((fault) => !/ERR_/.test(fault))

  await hearth.serve()
  const next = await openWindow()
  await next.getByRole('heading', { name: 'A letter' }).waitFor()
  assert.equal(await next.getByLabel('Your message').inputValue(), 'Dear Ada,\nthe kiln')
  assert.equal(await next.getByRole('navigation').count(), 0)
  await next.close()
})

test('a reload at once loses nothing, and an emptied draft is forgotten', async () => {
  const { id } = await hearth.api('POST', 'sessions', { title: 'A list', workspace: hearth.workspace })
  const page = await browser.open(`#/sessions/${id}`)
  await page.getByLabel('Your message').fill('clay')
  await page.reload()
  await page.getByLabel('Your message').waitFor()
  assert.equal(await page.getByLabel('Your message').inputValue(), 'clay')
  await untilKept({ [`draft.${id}`]: 'clay' })
  await page.getByLabel('Your message').fill('')
  await untilKept({ [`draft.${id}`]: undefined })
  await page.close()
})

test('a browser tab opens where its address says, not where the window was', async () => {
  const page = await browser.open()
  assert.equal(new URL(page.url()).hash, '#/')
  await page.close()
})
