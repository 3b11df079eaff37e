// A page of Chromium for an end-to-end test. Whatever it does, at the end `browser.close()` demands that no page broke its
// Content-Security-Policy, that no script failed, and that nothing was asked of any other host.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startHearth } from './hearth.mjs'

const require = createRequire(fileURLToPath(new URL('../../../ui/package.json', import.meta.url)))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

// Its own start-up traffic is off; what is left on the network is the page's.
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const pictures = process.env.HEARTH_SCREENSHOTS // a folder to keep pictures of what was seen

class Browser {
  constructor(context, profile, hearth) {
    Object.assign(this, { context, profile, hearth, faults: [], requests: [] })
  }

  /** A tab that is logged in, at the address after #. */
  async open(address = '#/') {
    const page = await this.#tab()
    await page.goto(await this.hearth.link())
    await page.getByRole('main').waitFor()
    if (address !== '#/') await page.goto(`${this.hearth.url}/${address}`)
    return page
  }

  /** A tab that is at nothing yet. */
  tab() {
    return this.#tab()
  }

  async #tab() {
    const page = await this.context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('console', (message) => message.type() === 'error' && this.faults.push(`${message.text()} (${message.location().url})`))
    page.on('pageerror', (error) => this.faults.push(String(error.stack)))
    page.on('request', (request) => this.requests.push({ url: request.url(), home: this.hearth.url })) // a restarted sidecar has another address
    return page
  }

  /** Faults that a test provokes are named by it. */
  expectFault(pattern) {
    const count = this.faults.length
    this.faults = this.faults.filter((fault) => !pattern.test(fault))
    assert.ok(this.faults.length < count, `no fault like ${pattern}`)
  }

  /** Does something that the sidecar refuses. Chromium's complaint about that is no fault of the page. */
  async refused(page, act) {
    const complaint = page.waitForEvent('console', (message) => message.type() === 'error')
    await act()
    await complaint
    this.expectFault(/status of 4\d\d/)
  }

  async close() {
    await this.context.close()
    rmSync(this.profile, { recursive: true, force: true })
    const elsewhere = this.requests.filter(({ url, home }) => ![`${home}/`, 'data:', 'blob:'].some((own) => url.startsWith(own)))
    assert.deepEqual(this.faults, [], 'faults in the page')
    assert.deepEqual(elsewhere, [], 'requests to other hosts')
    assert.ok(this.requests.length > 0, 'no request was seen at all')
  }
}

/** `newcomer` is somebody who has not seen the welcome yet; tests of anything else are not kept up by it. */
export async function startBrowser(hearth, { newcomer = false, ...options } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'hearth-browser-'))
  const args = process.getuid() === 0 ? ['--no-sandbox', ...flags] : flags
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    args,
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
  if (!newcomer) await hearth.api('PUT', 'page-state/welcomed', { value: 'yes' })
  return new Browser(context, profile, hearth)
}

/** A sidecar and a browser of its own for a test file; both end with it, and the browser's demands are made. */
export async function startBoth(options) {
  const hearth = await startHearth()
  let browser
  after(async () => {
    try {
      await browser?.close()
    } finally {
      await hearth.close()
    }
  })
  browser = await startBrowser(hearth, options)
  return { hearth, browser }
}

export async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

/** Waits until an element stands in the middle of what scrolls, or fills it, and stays there. */
export async function inTheMiddle(element) {
  const off = (one) => {
    const [inner, outer] = [one, one.closest('.scroll')].map((each) => each.getBoundingClientRect())
    const middle = inner.top + Math.min(inner.height, outer.height) / 2
    return Math.abs(Math.round(middle - outer.top - outer.height / 2))
  }
  const deadline = Date.now() + 10_000
  for (let still = 0; still < 10; await element.evaluate(() => new Promise(requestAnimationFrame))) {
    const pixels = await element.evaluate(off)
    still = pixels <= 4 ? still + 1 : 0
    assert.ok(Date.now() < deadline, `it is ${pixels} pixels off the middle`)
  }
}

/** What axe finds serious on the page, in light and in dark. It is let in past the policy, which the page itself is not. */
export async function assertAccessible(page, name) {
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.locator(`html[data-theme=${theme}]`).waitFor()
    await picture(page, `${name}-${theme}`)
    const session = await page.context().newCDPSession(page)
    await session.send('Runtime.evaluate', { expression: axe })
    const run = `axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(found.violations))`
    const { result } = await session.send('Runtime.evaluate', { expression: run, awaitPromise: true, returnByValue: true })
    await session.detach()
    const serious = JSON.parse(result.value).filter(({ impact }) => impact === 'serious' || impact === 'critical')
    const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`)
    assert.deepEqual(told, [], `axe, ${name}, ${theme}`)
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}
