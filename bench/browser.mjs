// Chromium at a page of Hearth, for the benchmarks: `browser.mjs LINK ADDRESS`. Its first line of output says what was asked
// of the sidecar until the page could be used; it ends when its standard input closes.
import { startBrowser } from '../tests/ui/e2e/browser.mjs'

const [link, address] = process.argv.slice(2)
const url = new URL(link).origin
const browser = await startBrowser({ url, link: () => link }, { newcomer: true })
// What the page fetches in advance, when it has nothing else to do, is not what it waits for.
const idle = 500
await browser.context.addInitScript((idle) => {
  const { setTimeout } = window
  window.setTimeout = (work, delay, ...rest) => (delay === idle ? 0 : setTimeout(work, delay, ...rest))
}, idle)
await (await browser.open(address)).getByRole('textbox').first().waitFor()
console.log(JSON.stringify(browser.requests.map(({ url }) => new URL(url).pathname)))
process.stdin.resume().once('end', () => browser.close())
