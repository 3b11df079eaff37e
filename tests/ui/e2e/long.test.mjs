// A conversation of 10,000 messages: it opens at its newest, goes up to its first and back, and what is read stays where it is
// while older messages come above it. `node --test tests/ui/e2e/long.test.mjs` prints how long that took.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { picture, startBoth } from './browser.mjs'

const { hearth, browser } = await startBoth()
const tasks = 5000
const longestOpening = 3000 // milliseconds
const longestFrame = 250
const mostElements = 1500
const mostMegabytes = 100

// Every tenth answer calls a tool, every seventh holds code, and no two neighbours are of one length.
const rows = `
  INSERT INTO sessions(id, title, created_at, updated_at, head_id) VALUES (1, 'Long', 1, 1, ${2 * tasks});
  CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${tasks}) SELECT i FROM n;
  INSERT INTO tasks(id, session_id, title, state, inputs, created_at, finished_at)
    SELECT i, 1, 'Question ' || i, 'finished', '{"prompt":"Question"}', i * 1000, i * 1000 + 700 FROM n;
  INSERT INTO runs(id, task_id, session_id, state, model, created_at, started_at, ended_at)
    SELECT i, i, 1, 'finished', 'reflex', i * 1000, i * 1000, i * 1000 + 700 FROM n;
  INSERT INTO messages(id, session_id, parent_id, run_id, role, text, created_at)
    SELECT 2 * i - 1, 1, nullif(2 * i - 2, 0), i, 'user', 'Question ' || i, i * 1000 FROM n;
  INSERT INTO messages(id, session_id, parent_id, run_id, role, text, blocks, created_at)
    SELECT 2 * i, 1, 2 * i - 1, i, 'assistant', text,
      iif(i % 10, NULL, json_array(json_object('type', 'tool_use', 'call_id', 'c', 'name', 'fs_list', 'arguments', json('{}')),
                                   json_object('type', 'text', 'text', text))), i * 1000 + 500
    FROM (SELECT i, '**Answer ' || i || '** ' || replace(hex(zeroblob(i * 37 % 220)), '00', 'word ') ||
                    iif(i % 7, '', char(10) || '\`\`\`python' || char(10) || 'print("' || i || '")' || char(10) || '\`\`\`') AS text FROM n);
  UPDATE message_index SET up_to = 0;`

before(() => hearth.fill(rows))

/** In the page: scrolls by so many pixels per frame until `until` is there. Tells the longest frames, the most elements, and
    how often, and by how much at worst, what stood in the middle was not where it should have been after a frame. */
function travel(scroll, { step, until }) {
  const middle = scroll.getBoundingClientRect().top + scroll.clientHeight / 2
  const shown = () => [...scroll.querySelectorAll('.item')].filter((item) => item.checkVisibility({ visibilityProperty: true }))
  const told = { frames: 0, longest: [], elements: 0, jumps: 0, worst: 0 }
  let last = performance.now()
  let anchor, place, moved
  return new Promise((done) => {
    requestAnimationFrame(function frame(now) {
      told.frames += 1
      told.longest = [...told.longest, Math.round(now - last)].sort((a, b) => b - a).slice(0, 5)
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

function assertSmooth(told) {
  assert.ok(told.longest.at(-1) < longestFrame, 'frames are short, but for a few') // the machine does other things as well
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
    t.diagnostic(`${way}: ${JSON.stringify(told)}`)
    assertSmooth(told)
    if (way === 'reading') assert.equal(told.jumps, 0, 'what is read stays where it is')
    if (way === 'to the first') t.diagnostic(`memory with all of it: ${await megabytes(page)} MB`)
  }
  assert.ok((await megabytes(page)) < mostMegabytes)
  await picture(page, 'long-back')
  await page.close()
})
