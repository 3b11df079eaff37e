// What stands in an answer: thoughts, coloured code, formulas, how full the context is; and what is read aloud of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()
await hearth.useFakeModel()

async function begin(model, task) {
  await hearth.api('PUT', 'settings/agent.model', { value: model })
  const { id } = await hearth.api('POST', 'sessions', { title: 'Answers', workspace: hearth.workspace })
  const page = await browser.open(`#/sessions/${id}`)
  await page.getByLabel('Your message').fill(task)
  await page.keyboard.press('Enter')
  return page
}

const answer = (page) => page.getByRole('article').filter({ hasText: 'Hearth answered' })

test('thoughts are folded away until they are asked for', async () => {
  const page = await begin('local/thinking', 'Greet me')
  const thoughts = answer(page).getByRole('button', { name: 'Thoughts', expanded: false })
  await thoughts.click()
  await answer(page).getByText('I greet.', { exact: true }).waitFor()
  await answer(page).getByRole('button', { name: 'Thoughts', expanded: true }).click()
  await answer(page).getByText('I greet.', { exact: true }).waitFor({ state: 'detached' })
  await page.close()
})

test('code is coloured, and copied as it is', async () => {
  const code = 'def greet(name):\n    return f"<b>{name}</b>"  # 5 < 6'
  const page = await begin('local/echo', `So:\n\`\`\`py\n${code}\n\`\`\`\nDone`)
  await answer(page).locator('code .hljs-keyword').getByText('def').waitFor()
  assert.equal(await answer(page).locator('pre code').textContent(), code)
  await answer(page).getByRole('button', { name: 'Copy the code' }).click()
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code)
  await page.close()
})

test('formulas are set, money and what is no TeX are not', async () => {
  const text = [
    'The mass $m$ has the energy $E = mc^2$, and \\(\\sqrt{2}\\) is no fraction. Tea costs $5 and $6.',
    '$$\n\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} \\cdot x = \\sum_{i=1}^{n} \\frac{1}{i^2}\n$$',
    'Also \\[\\int_0^1 x\\,dx = \\frac12\\]',
    'This is none: $\\nosuchthing{x}$ and $\\href{javascript:alert(1)}{x}$ and $\\includegraphics{https://example.invalid/x.png}$.',
  ].join('\n\n')
  const page = await begin('local/echo', text)
  await answer(page).locator('math[display=block]').nth(1).waitFor()
  await answer(page).locator('p math').nth(2).waitFor()
  assert.equal(await answer(page).locator('math').count(), 5)
  for (const source of ['Tea costs $5 and $6.', '$\\nosuchthing{x}$', '$\\href{javascript:alert(1)}{x}$', 'example.invalid/x.png}$']) {
    assert.ok((await answer(page).textContent()).includes(source), source)
  }
  assert.equal(await answer(page).locator('math :is(a, [href], [style], img)').count(), 0)
  await assertAccessible(page, 'maths')
  await page.close()
})

test('how full the context is, where model and server tell', async () => {
  const page = await begin('local/text', 'Greet me')
  const badges = page.getByRole('list', { name: 'Safety' })
  await badges.getByText('Context 12%').waitFor() // 120 of 1,000
  await badges.getByTitle('120 of the 1,000 tokens').waitFor()
  await picture(page, 'context')
  await page.close()
  const silent = await begin('local/echo', 'Greet me') // its server does not say how much fits
  await silent.getByRole('list', { name: 'What this took' }).waitFor()
  assert.equal(await silent.getByText(/^Context/).count(), 0)
  await silent.close()
})

test('an answer is read aloud by the sentence, and what is asked at once', async () => {
  const page = await begin('local/stall-mid', 'Greet me')
  await answer(page).getByText('Hello', { exact: true }).waitFor()
  const polite = page.locator('[aria-live=polite]')
  assert.equal(await polite.textContent(), '') // half a sentence
  await hearth.control('release')
  await polite.getByText('Hello wörld!', { exact: true }).waitFor()
  await page.close()
  await hearth.control('hold')

  const asking = await begin('local/write', 'Write')
  await asking.locator('[aria-live=assertive]').getByText('Your answer is needed: allow fs_write?').waitFor()
  await asking.close()
})

test('the arrow of a fold points along the line, down when it is open', async () => {
  const page = await begin('reflex', 'List the headings of README.md')
  await page.getByRole('list', { name: 'What this took' }).waitFor()
  await page.emulateMedia({ reducedMotion: 'reduce' }) // it is there at once
  const turn = (row) => row.locator('span').first().evaluate((arrow) => getComputedStyle(arrow).rotate)
  for (const [language, folded] of [['ar', '180deg'], ['', 'none']]) {
    await hearth.api('PUT', 'settings/appearance.language', { value: language })
    await page.reload()
    const row = page.locator('.tool button[aria-expanded=false]').first()
    await row.waitFor()
    assert.equal(await turn(row), folded)
    await row.click()
    assert.equal(await turn(page.locator('.tool button[aria-expanded=true]')), '90deg')
  }
  await page.close()
})

test('texts run in their own direction, whatever the page does', async () => {
  const page = await begin('local/echo', 'مرحبا بكم: README.md\n\nHello there: مرحبا')
  await page.getByRole('list', { name: 'What this took' }).waitFor()
  const direction = (element) => getComputedStyle(element).direction
  assert.deepEqual(await answer(page).locator('.block').evaluateAll((blocks) => blocks.map((block) => getComputedStyle(block).direction)), ['rtl', 'ltr'])
  await hearth.api('PUT', 'settings/appearance.language', { value: 'ar' })
  await page.reload()
  await page.locator('html[dir=rtl]').waitFor()
  await page.locator('.block').nth(1).waitFor()
  assert.equal(await page.locator('.block').nth(1).evaluate(direction), 'ltr')
  assert.equal(await page.locator('header h1').evaluate(direction), 'ltr') // its title is English
  await picture(page, 'directions-arabic')
  await hearth.api('PUT', 'settings/appearance.language', { value: '' })
  await page.close()
})
