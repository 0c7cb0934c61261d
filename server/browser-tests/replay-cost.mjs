// What being recorded costs a visitor's page: the same visit with and without, by the main thread's own clock.
// `./polku bench --capture --replay [seconds]`
import { readFileSync } from 'node:fs'
import { openBrowser } from './dashboard.mjs'
import { startPolku } from './polku.mjs'

/** Share of the main thread that recording takes. */
const AIM = 0.03
const NODES = 5_000
/** Every node of them changes once in ten seconds. */
const CHANGES = NODES / 10

/** A page whose nodes never rest: texts, classes, styles and attributes in turn, and each second some that come and go. */
const RESTLESS = `<!doctype html><html lang="en"><head><title>Restless</title>
<style>i{display:inline-block;width:40px;height:14px;overflow:hidden;font:10px sans-serif}.on{color:red}</style>
<script defer src="TRACKER" data-site="SITE"></script></head><body><button id="consent-yes">Yes</button><main></main><script>
const main = document.querySelector('main')
const add = () => main.appendChild(Object.assign(document.createElement('i'), { textContent: 'node', title: 'a node' }))
for (let i = 0; i < ${NODES}; i++) add()
let at = 0
setInterval(() => {
  for (let i = 0; i < ${CHANGES / 10}; i++, at = (at + 1) % ${NODES}) {
    const node = main.children[at]
    const kind = at % 5
    if (kind === 0) node.firstChild.nodeValue = 'text ' + (performance.now() | 0)
    else if (kind === 1) node.classList.toggle('on')
    else if (kind === 2) node.title = 'seen at ' + (performance.now() | 0)
    else if (kind === 3) node.style.opacity = Math.random()
    else { node.remove(); add() }
  }
}, 100)
</script></body></html>`

async function act(page, seconds) {
  const end = Date.now() + seconds * 1000
  for (let step = 0; Date.now() < end; step++) {
    await page.mouse.move(720 + 500 * Math.sin(step / 7), 450 + 300 * Math.cos(step / 5))
    if (step % 10 === 0) await page.mouse.wheel(0, step % 200 < 100 ? 240 : -240)
    if (step % 40 === 0) await page.mouse.click(720, 20)
    await new Promise((resolve) => setTimeout(resolve, 16))
  }
}

/** CPU-ms of the main thread during a visit, of which `begin` is what the first two seconds took, and bytes that were sent. */
async function visit(browser, polku, path, seconds, recorded) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  let chunks = 0
  let bytes = 0
  const load = recorded ? [['r', 'r.bench', { mask: 'personal', masked: '^/account(?:/.*)?$', minutes: 60 }]] : undefined
  await context.route('**/b', (route) => route.fulfill({ status: 202, headers: { 'Access-Control-Allow-Origin': '*' }, body: JSON.stringify({ accepted: 1, dropped: 0, load }) }))
  await context.route('**/r', (route) => {
    chunks++
    bytes += route.request().postDataBuffer()?.length ?? 0
    return route.fulfill({ status: 202, headers: { 'Access-Control-Allow-Origin': '*' }, body: '{"accepted":1,"dropped":0}' })
  })
  await context.route('**/restless', (route) =>
    route.fulfill({ contentType: 'text/html', body: RESTLESS.replace('TRACKER', `${polku.url}/t.js`).replace('SITE', 'bench00bench') }),
  )
  const page = await context.newPage()
  await page.goto(polku.shop + path)
  await page.click('#consent-yes')
  if (recorded) await page.waitForFunction(() => !/native code/.test(`${console.debug}`))
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000
  const before = await busy()
  await act(page, seconds)
  const spent = (await busy()) - before
  await context.close()
  return { spent, chunks, bytes }
}

export async function replayCost(seconds) {
  const polku = await startPolku('--empty')
  const browser = await openBrowser()
  let missed = false
  try {
    console.log(`What being recorded costs a page (${seconds} s of moving, scrolling and clicking on each; CPU-ms of the main thread a second)\n`)
    console.log('| page | without | with | share of the main thread | chunks | KB sent a minute |')
    console.log('|---|--:|--:|--:|--:|--:|')
    for (const path of ['/', '/coffee/metsa', '/restless']) {
      // in turn, so that what else the machine does meets both alike
      const without = [await visit(browser, polku, path, seconds, false)]
      const those = [await visit(browser, polku, path, seconds, true)]
      without.push(await visit(browser, polku, path, seconds, false))
      those.push(await visit(browser, polku, path, seconds, true))
      const mean = (visits) => (visits[0].spent + visits[1].spent) / 2 / seconds
      const share = (mean(those) - mean(without)) / 1000
      missed ||= share > AIM
      const [, { chunks, bytes }] = those
      const name = path === '/restless' ? `${NODES.toLocaleString('en')} nodes, ${CHANGES} changes a second` : path
      console.log(`| ${name} | ${mean(without).toFixed(1)} | ${mean(those).toFixed(1)} | ${(share * 100).toFixed(1)} % | ${chunks} | ${((bytes / 1024 / seconds) * 60).toFixed(0)} |`)
    }
    const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0]
    console.log(`\nAim: at most ${AIM * 100} %: ${missed ? 'missed' : 'met'}. Load average ${load}.`)
  } finally {
    await browser.close()
    await polku.stop()
  }
  return !missed
}
