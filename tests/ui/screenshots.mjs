// Pictures of every page in every state, into build/screenshots: node tests/ui/screenshots.mjs. The sidecar is the real one;
// only what it cannot be brought to here (an answer on its way, a failure, a machine without boxes) is put in its place.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startBrowser } from './e2e/browser.mjs'
import { startHearth } from './e2e/hearth.mjs'
import { longSession } from './e2e/long_session.mjs'

const folder = fileURLToPath(new URL('../../build/screenshots/', import.meta.url))
const pages = ['settings', 'memory', 'memory/when is the kiln serviced', 'documents', 'documents/1/lines 1-5', 'network', 'protection', 'search/headings', 'files/README.md', 'diagnostics', 'welcome']
const looks = {
  light: {},
  dark: { theme: 'dark' },
  compact: { density: 'compact' },
  narrow: { size: { width: 360, height: 740 } },
  arabic: { language: 'ar' },
  german: { language: 'de' },
  japanese: { language: 'ja' },
}

async function look(page, { theme = 'light', density = 'roomy', language = 'en', size = { width: 1280, height: 860 } }) {
  for (const [name, value] of Object.entries({ theme, density, language })) await hearth.api('PUT', `settings/appearance.${name}`, { value })
  await page.setViewportSize(size)
  await page.reload()
  await page.getByRole('main').waitFor()
}

async function take(page, name, { whole = false } = {}) {
  await page.locator('main :is(h1, h2, textarea, [role=alert])').filter({ visible: true }).first().waitFor()
  // What is on its way is waited for, unless it is what the picture is of.
  if (!name.endsWith('-loading')) await page.locator('main .bar').first().waitFor({ state: 'detached' })
  if (whole) {
    const height = await page.locator('main').evaluate((main) => main.scrollHeight)
    await page.setViewportSize({ width: page.viewportSize().width, height: Math.min(Math.max(height, 860), 3000) })
  }
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

function nameOf(page) {
  const [name, id] = page.split('/')
  return ['memory', 'documents'].includes(name) && id ? `${name}-one` : name
}

async function learn(hearth) {
  await hearth.api('POST', 'memory', { text: 'The kiln is serviced in March, by Quist of Tornholm.', kind: 'fact', workspace: hearth.workspace })
  await hearth.api('POST', 'memory', { text: 'We decided to glaze the blue bowls twice.', kind: 'decision', workspace: hearth.workspace })
  const { id } = await hearth.api('POST', 'memory', { text: 'I prefer answers with the numbers first.', kind: 'preference' })
  await hearth.api('PATCH', `memory/${id}`, { text: 'I prefer short answers, with the numbers first.' })
  const session = await hearth.api('POST', 'sessions', { title: 'Clay', workspace: hearth.workspace })
  await hearth.api('POST', `sessions/${session.id}/messages`, {
    text: 'We decided to buy the grey clay from Varnholt. Please never order on Fridays.',
  })
  await hearth.api('POST', 'document-roots', { workspace: hearth.workspace, path: hearth.workspace, watched: true })
  while ((await hearth.api('GET', 'document-roots')).roots[0].reading.state !== 'done');
}

async function show(page, address) {
  await page.goto(`${new URL(page.url()).origin}/#/${address}`)
}

async function work(hearth, task) {
  const { id } = await hearth.api('POST', 'sessions', { title: task, workspace: hearth.workspace })
  const run = await hearth.api('POST', `sessions/${id}/runs`, { task, model: 'reflex' })
  while (!['finished', 'failed'].includes((await hearth.api('GET', `runs/${run.id}`)).state));
  return id
}

async function emptyStates(page) {
  await look(page, {})
  for (const address of ['', 'memory', 'memory/nothing', 'documents', 'network', 'protection', 'search', 'search/nothing', 'files/nobody.txt', 'nowhere']) {
    await show(page, address)
    await take(page, `${address.replace('/', '-') || 'conversation'}-empty`)
  }
}

async function everyLook(page, session) {
  for (const [name, choice] of Object.entries(looks)) {
    await look(page, choice)
    for (const address of [`sessions/${session}`, ...pages]) {
      await show(page, address)
      if (nameOf(address) === 'sessions') await page.locator('main article footer').last().waitFor()
      await take(page, `${nameOf(address)}-${name}`, { whole: name === 'light' && nameOf(address) !== 'sessions' })
      await page.setViewportSize(choice.size ?? { width: 1280, height: 860 })
    }
  }
}

async function panelTabs(hearth, page) {
  const call = (name, args) => ({ calls: [{ name, arguments: args }] })
  await hearth.useFakeModel([
    call('fs_read', { path: 'README.md' }),
    call('fs_edit', { path: 'notes/todo.txt', old: '2. Order 48 bags of clay', new: '2. Order 50 bags of the grey clay' }),
    call('fs_write', { path: 'notes/clay.md', content: '# Clay\n\nFifty bags, grey, from Varnholt.\n' }),
    { text: 'The order is raised to fifty bags (notes/todo.txt:4); the reason is in README.md:3.' },
  ])
  const { id } = await hearth.api('POST', 'sessions', { title: 'More clay', workspace: hearth.workspace })
  await hearth.api('POST', `sessions/${id}/runs`, { task: 'We need two more bags of clay. Change the list.', model: 'local/script' })
  const keep = async (state) => {
    for (const [name, value] of Object.entries(state)) await hearth.api('PUT', `page-state/${name}`, { value })
  }
  await look(page, {})
  await show(page, `sessions/${id}`)
  for (const path of ['notes/todo.txt', 'notes/clay.md']) {
    await page.locator('.approval.armed').filter({ hasText: path }).waitFor()
    await page.keyboard.press('1')
  }
  await page.getByRole('list', { name: 'What this took' }).waitFor()
  for (const name of ['light', 'dark', 'narrow', 'arabic']) {
    for (const tab of ['files', 'diff', 'trace', 'sources']) {
      await keep({ panel: 'open', 'panel-tab': tab })
      await look(page, looks[name])
      await show(page, `sessions/${id}`)
      if (name === 'narrow') await page.locator('.conversation header button[aria-expanded]').last().click()
      await page.locator('aside :is(li, ins)').first().waitFor()
      await take(page, `panel-${tab}-${name}`)
      await show(page, '')
    }
  }
  await keep({ panel: '' })
}

const picked = [
  { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('The kiln must be repaired.\n') },
  { name: 'screen.png', mimeType: 'image/png', buffer: readFileSync(new URL('../../docs/images/conversation-light.png', import.meta.url)) },
]

/** The field with its lists and with files, beneath a conversation and before one. */
async function composer(page, session) {
  for (const name of ['light', 'dark', 'narrow', 'arabic']) {
    await look(page, looks[name])
    await show(page, `sessions/${session}`)
    await page.locator('main article').first().waitFor()
    for (const [list, words] of [['files', '@'], ['commands', '/']]) {
      await page.locator('main textarea').fill(words)
      await page.getByRole('listbox').waitFor()
      await take(page, `composer-${list}-${name}`)
    }
    await page.locator('main textarea').fill('')
    await page.locator('input[type=file]').setInputFiles(picked)
    await page.locator('main form li').nth(1).waitFor()
    await take(page, `composer-attached-${name}`)
    for (const button of (await page.locator('main form li button').all()).reverse()) await button.click()
  }
}

async function onTheirWay(page) {
  await look(page, {})
  const calls = /api\/v1\/(settings|network|protection|search|history|doctor|egress|machine|memory|document)/
  await page.route(calls, () => {}) // never answered
  for (const address of pages.slice(0, -1)) {
    await show(page, address)
    await take(page, `${nameOf(address)}-loading`)
  }
  await page.unroute(calls)
  await page.route(calls, (route) => {
    const detail = 'reading the database: the disk is full: free some space, then try again'
    return route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, detail }) })
  })
  for (const address of pages.slice(0, -1)) {
    await show(page, 'nowhere')
    await show(page, address)
    await page.getByText('the disk is full').first().waitFor()
    await take(page, `${nameOf(address)}-error`)
  }
  await page.unroute(calls)
}

const gaps = ['programs can see which other processes run', 'a program can use more memory than it was given']
const machines = {
  reduced: { level: 'reduced', gaps, reason: 'the kernel has no Landlock', remedy: 'use a kernel with Landlock, 5.13 or newer' },
  unavailable: {
    level: 'unavailable',
    gaps: [],
    reason: 'bubblewrap may not make a user namespace',
    remedy: 'install the AppArmor profile that comes with Hearth, or ask whoever runs this machine',
  },
}

async function otherMachines(page) {
  await look(page, {})
  for (const [name, found] of Object.entries(machines)) {
    const rest = { bubblewrap: '/usr/bin/bwrap', bubblewrap_version: '0.8.0', landlock: 0, took_ms: 41 }
    await page.route(/api\/v1\/protection/, (route) => route.fulfill({ json: { ...rest, ...found } }))
    await show(page, 'nowhere')
    await show(page, 'protection')
    await take(page, `protection-${name}`)
    await page.unroute(/api\/v1\/protection/)
  }
}

async function particulars(page) {
  await look(page, {})
  await show(page, 'network')
  await page.getByRole('region', { name: 'Ledger' }).getByRole('button', { expanded: false }).filter({ hasText: ':80' }).last().click()
  await take(page, 'network-row', { whole: true })
  await look(page, {})
  await show(page, 'settings')
  const field = page.locator('[data-setting="agent.max_minutes"] input')
  await field.fill('soon')
  await field.press('Enter')
  await page.locator('[data-setting] [role=alert]').waitFor()
  await take(page, 'settings-refused')
  await show(page, 'welcome')
  for (const step of ['folder', 'machine', 'task']) {
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.locator('main .bar').first().waitFor({ state: 'detached' })
    await take(page, `welcome-${step}`)
  }
}

const formulas = 'The mass $m$ has the energy $E = mc^2$; tea costs $5.\n\n$$\n\\sum_{i=1}^{n} \\frac{1}{i^2} < \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\n$$'

/** A conversation in each of its states, with a model that follows a script; the long one is session 1. */
async function conversations(hearth) {
  const call = { name: 'fs_write', arguments: { path: 'notes/plan.md', content: '# Plan\n\n- read\n- write\n' } }
  await hearth.useFakeModel([{ text: 'I write it down.', calls: [call] }, { text: 'Then I leave it.' }])
  const states = { long: 1 }
  const begin = async (name, model, task) => {
    const { id } = await hearth.api('POST', 'sessions', { title: task.split(/[$\n]/)[0], workspace: hearth.workspace })
    states[name] = id
    return (await hearth.api('POST', `sessions/${id}/runs`, { task, model: `local/${model}` })).id
  }
  const until = async (run, ...wanted) => {
    while (!wanted.includes((await hearth.api('GET', `runs/${run}`)).state));
  }
  await begin('streaming', 'stall-mid', 'Greet me')
  await until(await begin('approval', 'script', 'Write a plan into notes/plan.md'), 'waiting_approval')
  const denied = await begin('denied', 'script', 'Write a plan, please')
  await until(denied, 'waiting_approval')
  const waiting = await hearth.api('GET', `sessions/${states.denied}/messages`)
  const { call_id } = waiting.messages[0].blocks.find(({ type }) => type === 'tool_use')
  await hearth.api('POST', `runs/${denied}/approvals/${call_id}`, { decision: 'deny', reason: 'Plans belong into docs/, not into notes/.' })
  await until(await begin('failure', 'error-500', 'Do what cannot be done'), 'failed')
  await until(await begin('maths', 'echo', formulas), 'finished')
  return states
}

async function everyState(page, states) {
  for (const [look_, choice] of Object.entries(looks).filter(([name]) => ['light', 'dark', 'narrow', 'arabic'].includes(name))) {
    await look(page, choice)
    for (const [state, session] of Object.entries(states)) {
      await show(page, `sessions/${session}`)
      await page.getByRole('article').nth(1).waitFor()
      if (state === 'maths') await page.locator('math').nth(2).waitFor()
      await take(page, `talk-${state}-${look_}`)
    }
  }
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
let hearth = await startHearth()
const browser = await startBrowser(hearth)
try {
  const page = await browser.open()
  await emptyStates(page)
  const session = await work(hearth, 'List the headings of README.md')
  for (const task of ['Summarise README.md in three sentences', 'find all markdown files']) await work(hearth, task)
  await hearth.api('POST', 'network/rules', { effect: 'allow', host: '*.example.org', port: 443, purpose: 'download' })
  await hearth.api('PUT', 'settings/remote.base_url', { value: 'http://10.255.255.1/v1' })
  const far = await hearth.api('POST', 'sessions', { title: 'A model far away', workspace: hearth.workspace })
  await hearth.api('PUT', 'network', { mode: 'allowlist' })
  await hearth.api('POST', 'network/rules', { effect: 'allow', host: '10.255.255.1', port: 80, purpose: 'model' })
  await hearth.api('POST', `sessions/${far.id}/runs`, { task: 'Write to my landlord', model: 'remote/far' })
  await learn(hearth)
  await everyLook(page, session)
  await composer(page, session)
  await particulars(page)
  await panelTabs(hearth, page)
  await otherMachines(page)
  await onTheirWay(page)
} finally {
  browser.faults = [] // the failures above were meant
  await browser.close()
  await hearth.close()
}

hearth = await startHearth() // another: its conversations are all made up
await hearth.fill(longSession(500))
const talkBrowser = await startBrowser(hearth)
try {
  await everyState(await talkBrowser.open(), await conversations(hearth))
} finally {
  talkBrowser.faults = []
  await talkBrowser.close()
  await hearth.close()
}
