// What comes between a task and its end: a connection that breaks, a sidecar that is killed, and Esc.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startBoth } from './browser.mjs'
import { startCuttable } from './cuttable.mjs'

const wire = await startCuttable()
after(() => wire.close())
const { hearth, browser } = await startBoth({ proxy: wire.proxy })
await hearth.useFakeModel()
await hearth.api('PUT', 'settings/agent.model', { value: 'local/stall-mid' })

/** A tab in which an answer stands still in its middle. */
async function begin() {
  const { id } = await hearth.api('POST', 'sessions', { title: 'Interrupted', workspace: hearth.workspace })
  const page = await browser.open(`#/sessions/${id}`)
  await page.getByLabel('Your message').fill('Greet me')
  await page.keyboard.press('Enter')
  await half(page).waitFor()
  return { page, id }
}

const half = (page) => page.locator('article[aria-busy=true]').getByText('Hello', { exact: true })
const whole = (page) => page.getByRole('article').getByText('Hello wörld!', { exact: true })
const offline = (page) => page.getByText('Hearth does not answer. Trying again…')

test('a connection that broke is taken up where it was, without a reload', async () => {
  const { page } = await begin()
  await page.evaluate(() => (document.documentElement.dataset.kept = 'yes'))
  wire.cut()
  await offline(page).waitFor()
  wire.mend()
  await offline(page).waitFor({ state: 'detached' }) // though the model is silent
  assert.equal(await half(page).count(), 1)
  await hearth.control('release')
  await whole(page).waitFor()
  assert.equal(await whole(page).count(), 1)
  assert.equal(await half(page).count(), 0)
  assert.equal(await page.locator('html[data-kept=yes]').count(), 1)
  browser.expectFault(/ERR_/)
  await page.close()
})

test('a run that a killed sidecar left behind goes on with the next one', async () => {
  await hearth.control('hold')
  const { page, id } = await begin()
  await hearth.stop('SIGKILL')
  await offline(page).waitFor()
  await page.close()
  browser.expectFault(/ERR_/)

  await hearth.serve()
  const next = await browser.open(`#/sessions/${id}`)
  await half(next).waitFor()
  await hearth.control('release')
  await whole(next).waitFor()
  assert.equal(await whole(next).count(), 1)
  await next.close()
})

test('Esc ends what works and what waits', async () => {
  await hearth.control('hold')
  const { page, id } = await begin()
  await page.getByLabel('Your message').fill('And again')
  await page.keyboard.press('Enter')
  const queue = page.getByRole('list', { name: 'Tasks that wait' })
  await queue.getByText('And again').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Stopped.').waitFor()
  await queue.waitFor({ state: 'detached' })
  const { runs } = await hearth.api('GET', `sessions/${id}/runs`)
  assert.deepEqual(runs.map(({ state }) => state), ['cancelled', 'cancelled'])
  await page.close()
})
