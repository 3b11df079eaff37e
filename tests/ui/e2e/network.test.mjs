// The network: modes and the airplane switch, rules, and the ledger with what was sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

async function mode() {
  return (await hearth.api('GET', 'network')).mode
}

/** Does what changes the mode, and waits until the sidecar has answered. */
async function changing(page, act) {
  const answered = page.waitForResponse((response) => response.request().method() === 'PUT')
  await act()
  await answered
}

test('the mode is what is chosen, and the airplane switch goes back to it', async () => {
  const page = await browser.open('#/network')
  await changing(page, () => page.getByRole('radio', { name: 'Only by rule' }).check({ force: true }))
  await page.getByRole('radio', { name: 'Only by rule', checked: true }).waitFor()
  assert.equal(await mode(), 'allowlist')
  const airplane = page.getByRole('main').getByRole('switch', { name: 'Airplane mode' })
  await changing(page, () => airplane.click())
  await page.getByRole('radio', { name: 'Nothing', checked: true }).waitFor()
  assert.equal(await mode(), 'offline')
  await changing(page, () => airplane.click())
  await page.getByRole('radio', { name: 'Only by rule', checked: true }).waitFor()
  assert.equal(await mode(), 'allowlist')
  await page.close()
})

test('rules come and go, and a bad host is refused in words', async () => {
  const page = await browser.open('#/network')
  await page.getByRole('textbox', { name: 'Host' }).fill('models.example.org')
  await page.getByRole('button', { name: 'Add rule' }).click()
  const remove = page.getByRole('button', { name: 'Remove the rule for models.example.org:443' })
  await remove.waitFor()
  assert.deepEqual((await hearth.api('GET', 'network/rules')).rules.map(({ host, effect }) => [host, effect]), [['models.example.org', 'allow']])
  await page.getByRole('textbox', { name: 'Host' }).fill('no host!')
  await browser.refused(page, () => page.getByRole('button', { name: 'Add rule' }).click())
  await page.getByRole('alert').filter({ hasText: 'no host!' }).waitFor()
  await remove.click()
  await page.getByText('There are no rules yet').waitFor()
  assert.deepEqual((await hearth.api('GET', 'network/rules')).rules, [])
  await page.close()
})

// An address that answers nobody: the ledger has its row before anything leaves, whether or not there is a network.
async function askFarModel() {
  await hearth.api('PUT', 'network', { mode: 'allowlist' })
  await hearth.api('PUT', 'settings/remote.base_url', { value: 'http://10.255.255.1/v1' })
  const session = (await hearth.api('POST', 'sessions', { title: 'Far away', workspace: hearth.workspace })).id
  await run(session, 'Denied question')
  await hearth.api('POST', 'network/rules', { effect: 'allow', host: '10.255.255.1', port: 80 })
  await run(session, 'Where is my letter?')
}

async function run(session, task) {
  const rows = async () => (await hearth.api('GET', 'egress')).connections.length
  const before = await rows()
  const { id } = await hearth.api('POST', `sessions/${session}/runs`, { task, model: 'remote/far' })
  const deadline = Date.now() + 10_000
  while ((await rows()) === before) assert.ok(Date.now() < deadline, 'no row in the ledger')
  await hearth.api('POST', `runs/${id}/cancel`).catch(() => {}) // it may have failed by itself
  while (['queued', 'running'].includes((await hearth.api('GET', `runs/${id}`)).state)) assert.ok(Date.now() < deadline, 'the run goes on')
}

test('the ledger says what went, exactly, and what was not let out', async () => {
  await askFarModel()
  const page = await browser.open('#/network')
  const ledger = page.getByRole('region', { name: 'Ledger' })
  const rows = ledger.getByRole('button', { expanded: false }).filter({ hasText: '10.255.255.1:80' })
  await rows.first().waitFor()

  await ledger.getByLabel('Decision').selectOption('denied')
  await rows.filter({ hasText: 'Allowed' }).first().waitFor({ state: 'detached' })
  assert.ok((await rows.filter({ hasText: 'Denied' }).count()) > 0)
  await rows.first().click()
  await ledger.getByText('Nothing was sent.').waitFor()
  await ledger.getByLabel('Purpose').selectOption('download')
  await ledger.getByText('Nothing here passes the filters').waitFor()
  await ledger.getByLabel('Purpose').selectOption('')
  await ledger.getByLabel('Decision').selectOption('allowed')
  await ledger.getByLabel('Session').selectOption({ label: 'Far away' })
  await ledger.getByLabel('Time').selectOption('1')

  await rows.filter({ hasText: 'Allowed' }).first().click()
  await ledger.getByText('Where is my letter?').first().waitFor()
  await ledger.getByText('Byte for byte').click()
  const [row] = (await hearth.api('GET', 'egress')).connections.filter(({ body_hash }) => body_hash)
  const shown = await ledger.locator('pre').textContent()
  assert.deepEqual(JSON.parse(shown), await hearth.api('GET', `egress/${row.id}/body`))
  await ledger.getByText(row.body_hash).waitFor()
  await assertAccessible(page, 'network')
  await ledger.getByRole('definition').filter({ hasText: /^\s*\d/ }).getByRole('link').last().click() // what was sent with it
  await page.waitForURL(/#\/sessions\/\d+\/\d+$/)
  await page.locator('article :focus').filter({ hasText: 'Where is my letter?' }).waitFor()
  await page.close()
})

// Behind 250 connections of commands, more than a page, stand a few others.
const busy = `
  CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 253) SELECT i FROM n;
  INSERT INTO egress(id, at, purpose, host, port, decision, rule, chain)
    SELECT 1000 + i, unixepoch() * 1000, iif(i <= 3, 'download', 'command'), 'host-' || i || '.example.org', 443, iif(i = 2, 'denied', 'allowed'), 'rule 1', 'x' FROM n;`

test('the ledger is looked through to its end', async () => {
  await hearth.fill(busy)
  const page = await browser.open('#/network')
  const ledger = page.getByRole('region', { name: 'Ledger' })
  const rows = ledger.getByRole('listitem')
  await rows.filter({ hasText: 'host-253.' }).waitFor()
  await ledger.getByLabel('Purpose').selectOption('download')
  await rows.filter({ hasText: 'host-2.' }).waitFor()
  assert.equal(await rows.count(), 3)
  await ledger.getByLabel('Decision').selectOption('denied')
  await rows.filter({ hasText: 'host-3.' }).waitFor({ state: 'detached' })
  assert.equal(await rows.count(), 1)
  await ledger.getByLabel('Decision').selectOption('allowed')
  await ledger.getByLabel('Purpose').selectOption('command')
  await rows.filter({ hasText: 'host-253.' }).waitFor()
  for (const more of ['host-104.', 'host-4.']) {
    await ledger.getByRole('button', { name: 'Show more' }).click()
    await rows.filter({ hasText: more }).waitFor()
  }
  assert.equal(await rows.count(), 250)
  await page.close()
})
