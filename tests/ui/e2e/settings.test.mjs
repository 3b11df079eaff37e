// The settings, made from their declarations: search, change, refusal, default, and how Hearth looks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()

function field(page, name) {
  return page.locator(`[data-setting="${name}"]`)
}

test('every setting is there, and a search finds some', async () => {
  const page = await browser.open('#/settings')
  const settings = (await hearth.api('GET', 'settings')).settings.filter(({ name }) => !name.startsWith('appearance.'))
  await field(page, settings[0].name).waitFor()
  assert.equal(await page.locator('[data-setting]').count(), settings.length)
  await page.getByRole('searchbox').fill('commits e-mail')
  await field(page, 'agent.model').waitFor({ state: 'detached' })
  assert.deepEqual(await page.locator('[data-setting]').evaluateAll((all) => all.map((one) => one.dataset.setting)), ['git.email'])
  await page.getByRole('searchbox').fill('nothing is called so')
  await page.getByText('No setting has to do with').waitFor()
  await page.close()
})

test('a change is kept, a refusal stands at its field, and the default comes back', async () => {
  const page = await browser.open('#/settings')
  const minutes = field(page, 'agent.max_minutes')
  const input = minutes.getByRole('textbox', { name: 'Max minutes' })
  await input.fill('45')
  await input.press('Enter')
  await minutes.getByText('Saved').waitFor()
  const value = async () => (await hearth.api('GET', 'settings')).settings.find(({ name }) => name === 'agent.max_minutes').value
  assert.equal(await value(), 45)

  for (const [wrong, said] of [['100000', /1440/], ['soon', /integer|number/]]) {
    await input.fill(wrong)
    await browser.refused(page, () => input.press('Enter'))
    await minutes.getByRole('alert').filter({ hasText: said }).waitFor()
  }
  assert.equal(await input.getAttribute('aria-invalid'), 'true')
  assert.equal(await value(), 45)

  await minutes.getByRole('button', { name: 'Back to the default' }).click()
  await minutes.getByRole('button', { name: 'Back to the default' }).waitFor({ state: 'detached' })
  assert.equal(await value(), 30)
  assert.equal(await input.inputValue(), '30')
  await page.close()
})

test('what only config.toml may change says so and cannot be changed', async () => {
  const page = await browser.open('#/settings')
  const level = field(page, 'log.level')
  await level.getByText('Only config.toml can change it').waitFor()
  assert.ok(await level.getByRole('combobox').isDisabled())
  await page.close()
})

test('theme and density change at once, and stay when the sidecar comes back at another port', async () => {
  let page = await browser.open('#/settings')
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  await page.locator('html[data-theme=dark]').waitFor()
  const saved = page.waitForResponse((response) => response.url().endsWith('/settings/appearance.density'))
  await page.getByRole('radio', { name: 'Compact' }).check({ force: true })
  await saved
  await page.close()
  await hearth.stop()
  await hearth.serve()
  page = await browser.open('#/settings')
  await page.locator('html[data-theme=dark][data-density=compact]').waitFor()
  await page.getByRole('radio', { name: 'As the system' }).check({ force: true })
  await page.getByRole('radio', { name: 'Roomy' }).check({ force: true })
  await page.close()
})

test('nobody is shut out', async () => {
  const page = await browser.open('#/settings')
  await field(page, 'agent.model').waitFor()
  await assertAccessible(page, 'settings')
  await page.close()
})

test('a language is chosen, stays, and turns the page round where it is written from the right', async () => {
  const page = await browser.open('#/settings')
  await page.getByLabel('Language').selectOption('Deutsch')
  await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor()
  await page.reload()
  await page.locator('html[lang=de][dir=ltr]').waitFor()
  await page.getByRole('searchbox').fill('gleichzeitige läufe')
  await field(page, 'agent.model').waitFor({ state: 'detached' })
  await field(page, 'agent.max_parallel_runs').getByRole('textbox', { name: 'Gleichzeitige Läufe' }).waitFor()
  await page.getByRole('searchbox').fill('')
  await page.getByLabel('Sprache').selectOption('العربية')
  await page.locator('html[lang=ar][dir=rtl]').waitFor()
  const sidebar = await page.getByRole('navigation').boundingBox()
  assert.ok(sidebar.x > 600, `the sidebar stands at ${sidebar.x}`)
  await assertAccessible(page, 'settings-arabic')
  await page.locator('select').first().selectOption('')
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await page.close()
})
