// What the tracker costs a visitor's page: a busy visitor on three pages of the shop, under Chromium's own trace.
// `./polku bench --capture [--replay] [seconds]`; with --replay what being recorded costs on top of that.
import { readFileSync } from 'node:fs'
import { openBrowser } from './dashboard.mjs'
import { startPolku } from './polku.mjs'
import { replayCost } from './replay-cost.mjs'

const SECONDS = Number(process.argv.slice(2).find((given) => /^\d+$/.test(given)) ?? 20)
const PAGES = ['/', '/coffee', '/coffee/metsa']
/** Milliseconds of the main thread per second of activity. */
const AIM = 0.5

const TRACKER = /\/(t|[a-z])\.js$/
/** A listener to these that is not passive could hold the page up. */
const INPUT = /^(pointer|mouse|touch|wheel|scroll|key|click|input|drag)/
const CATEGORIES = ['devtools.timeline', 'v8.execute', 'disabled-by-default-devtools.timeline']

/** Moves, scrolls and clicks without a pause, as hardly anybody does. */
async function act(page, seconds) {
  const end = Date.now() + seconds * 1000
  for (let step = 0; Date.now() < end; step++) {
    await page.mouse.move(720 + 500 * Math.sin(step / 7), 450 + 300 * Math.cos(step / 5))
    if (step % 10 === 0) await page.mouse.wheel(0, step % 200 < 100 ? 240 : -240)
    if (step % 40 === 0) await page.mouse.click(720, 20)
    await new Promise((resolve) => setTimeout(resolve, 16))
  }
}

/** Calls into the tracker's files from outside, with how long they took and the layouts that they forced. */
function costs(events) {
  const main = events.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
  const own = events
    .filter(({ ph, tid, pid, dur }) => ph === 'X' && dur !== undefined && tid === main.tid && pid === main.pid)
    .sort((one, other) => one.ts - other.ts)
  const calls = own.filter(({ name, args }) => {
    const url = args?.data?.url ?? args?.fileName ?? ''
    return /^(FunctionCall|EvaluateScript|v8\.evaluateModule|v8\.compile|v8\.compileModule)$/.test(name) && TRACKER.test(url)
  })
  const outer = calls.filter((call) => !calls.some((other) => other !== call && other.ts <= call.ts && other.ts + other.dur >= call.ts + call.dur))
  const inside = (event) => outer.some((call) => event.ts >= call.ts && event.ts + event.dur <= call.ts + call.dur)
  const handlers = outer.filter(({ name }) => name === 'FunctionCall')
  const loading = outer.filter(({ name }) => name !== 'FunctionCall')
  return {
    handlers: sum(handlers),
    longest: Math.max(0, ...handlers.map(({ tdur }) => tdur)) / 1000,
    calls: handlers.length,
    loading: sum(loading),
    layouts: own.filter((event) => event.name === 'Layout' && inside(event)).length,
    styles: own.filter((event) => event.name === 'UpdateLayoutTree' && inside(event)).length,
  }
}

/** Of the thread's own clock, which stands still while the machine does something else. */
const sum = (events) => events.reduce((total, { tdur }) => total + tdur, 0) / 1000

/** How much the tracker listens to, and the kinds of input among it for which the browser waits. */
async function listeners(page) {
  const session = await page.context().newCDPSession(page)
  const scripts = new Map()
  session.on('Debugger.scriptParsed', ({ scriptId, url }) => scripts.set(scriptId, url))
  await session.send('Debugger.enable')
  const { result } = await session.send('Runtime.evaluate', { expression: 'window' })
  const { listeners: found } = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId, depth: -1, pierce: true })
  await session.detach()
  const own = found.filter(({ scriptId }) => TRACKER.test(scripts.get(scriptId) ?? ''))
  return { all: own.length, active: own.filter(({ type, passive }) => INPUT.test(type) && !passive).map(({ type }) => type) }
}

if (process.argv.includes('--replay')) process.exit((await replayCost(SECONDS)) ? 0 : 1)

const polku = await startPolku('--empty')
const browser = await openBrowser()
let missed = false
try {
  console.log(`What the tracker costs a page (${SECONDS} s of moving, scrolling and clicking on each; CPU-ms of the main thread)\n`)
  console.log('| page | a second | longest call | calls | loading, once | layouts forced | listeners | not passive |')
  console.log('|---|--:|--:|--:|--:|--:|--:|---|')
  for (const path of PAGES) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await browser.startTracing(page, { categories: CATEGORIES })
    await page.goto(polku.shop + path)
    await page.click('#consent-yes')
    await page.waitForFunction(() => performance.getEntriesByType('resource').filter(({ name }) => /\/[iev]\.js$/.test(name)).length === 3)
    await act(page, SECONDS)
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
    const cost = costs(traceEvents)
    const { all, active } = await listeners(page)
    const rate = cost.handlers / SECONDS
    missed ||= rate > AIM || active.length > 0
    console.log(
      `| ${path} | ${rate.toFixed(2)} | ${cost.longest.toFixed(1)} | ${cost.calls} | ${cost.loading.toFixed(1)} | ${cost.layouts} | ${all} | ${active.join(' ') || 'none'} |`,
    )
    await context.close()
  }
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0]
  console.log(`\nAim: at most ${AIM} ms a second: ${missed ? 'missed' : 'met'}. Load average ${load}.`)
} finally {
  await browser.close()
  await polku.stop()
}
process.exitCode = missed ? 1 : 0
