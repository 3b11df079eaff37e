// A conversation of 10,000 messages: it opens at its newest, goes up to its first and back, and what is read stays where it is
// while older messages come above it. `node --test tests/ui/e2e/long.test.mjs` prints how long that took.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { inTheMiddle, picture, startBoth } from './browser.mjs'
import { longSession } from './long_session.mjs'

const { hearth, browser } = await startBoth()
const tasks = 5000
const longestOpening = 3000 // milliseconds
const longestFinding = 5000
const longestFrame = 200
const mostElements = 1500
const mostMegabytes = 100

before(() => hearth.fill(longSession(tasks)))

/** In the page: scrolls by so many pixels per frame until `until` is there. Tells how long frames took, the most elements, and
    how often, and by how much at worst, what stood in the middle was not where it should have been after a frame. */
function travel(scroll, { step, until }) {
  const middle = scroll.getBoundingClientRect().top + scroll.clientHeight / 2
  const shown = () => [...scroll.querySelectorAll('.item')].filter((item) => item.checkVisibility({ visibilityProperty: true }))
  const told = { frames: [], elements: 0, jumps: 0, worst: 0 }
  let last = performance.now()
  let anchor, place, moved
  return new Promise((done) => {
    requestAnimationFrame(function frame(now) {
      told.frames.push(Math.round(now - last))
      last = now
      told.elements = Math.max(told.elements, document.querySelectorAll('*').length)
      if (anchor?.isConnected) {
        const jump = Math.abs(Math.round(anchor.getBoundingClientRect().top - place + moved))
        if (jump > 4) told.jumps += 1
        told.worst = Math.max(told.worst, jump)
      }
      const items = shown()
      if (items.some((item) => item.textContent.includes(until))) return done(told)
      anchor = items.find((item) => item.getBoundingClientRect().bottom > middle)
      place = anchor?.getBoundingClientRect().top
      const before = scroll.scrollTop
      scroll.scrollTop += step
      moved = scroll.scrollTop - before
      requestAnimationFrame(frame)
    })
  })
}

// Of the longest frames some are the machine's, which does other things as well.
function assertSmooth(told) {
  assert.ok(told.slow < longestFrame, 'nineteen frames of twenty are short')
  assert.ok(told.elements < mostElements)
}

async function megabytes(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return Math.round(usedSize / 1e6)
}

test('opens at its newest, goes to its first and back, in place', async (t) => {
  const page = await browser.open()
  const began = performance.now()
  await page.goto(`${hearth.url}/#/sessions/1`)
  await page.getByText(`Answer ${tasks}`, { exact: true }).waitFor()
  const opening = Math.round(performance.now() - began)
  t.diagnostic(`opened in ${opening} ms`)
  await picture(page, 'long')
  assert.ok(opening < longestOpening)

  const scroll = page.locator('.scroll')
  for (const [way, step, until] of [
    ['reading', -200, `Question ${tasks - 300} `],
    ['to the first', -2500, 'Question 1 '],
    ['back', 5000, `Answer ${tasks} `],
  ]) {
    const told = await scroll.evaluate(travel, { step, until })
    const frames = told.frames.sort((a, b) => a - b)
    Object.assign(told, { frames: frames.length, median: frames[frames.length >> 1], slow: frames[Math.floor(frames.length * 0.95)], longest: frames.at(-1) })
    t.diagnostic(`${way}: ${JSON.stringify(told)}`)
    assertSmooth(told)
    if (way === 'reading') assert.equal(told.jumps, 0, 'what is read stays where it is')
    if (way === 'to the first') t.diagnostic(`memory with all of it: ${await megabytes(page)} MB`)
  }
  assert.ok((await megabytes(page)) < mostMegabytes)
  await picture(page, 'long-back')
  await page.close()
})

test('opens at any message, with all that stands around it', async (t) => {
  const page = await browser.open()
  for (const task of [4990, 2500, 20]) {
    const began = performance.now()
    await page.goto(`${hearth.url}/#/`)
    await page.goto(`${hearth.url}/#/sessions/1/${2 * task - 1}`)
    await page.locator('article :focus').filter({ hasText: new RegExp(`^Question ${task}$`) }).waitFor()
    const finding = Math.round(performance.now() - began)
    t.diagnostic(`found question ${task} in ${finding} ms`)
    assert.ok(finding < longestFinding)
    await inTheMiddle(page.locator(':focus'))
    await picture(page, `long-at-${task}`)
  }
  await page.locator('.scroll').evaluate((box) => (box.scrollTop = 0))
  await page.getByText('Question 1', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Jump to latest' }).click()
  await page.getByText(`Answer ${tasks}`, { exact: true }).waitFor()
  await page.waitForURL(/#\/sessions\/1$/)
  await page.close()
})
