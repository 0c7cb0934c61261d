// Other products' own libraries, as their makers publish them, against a running Polku: only the host name was changed.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { Umami } from '@umami/node'
import { build } from 'esbuild'
import { apiOf, eventually, rowsOf } from './api.mjs'
import { openBrowser } from './dashboard.mjs'
import { startPolku } from './polku.mjs'

let polku
let browser
let pages

before(async () => {
  polku = await startPolku('--empty')
  browser = await openBrowser()
  pages = await site(await bundle())
})

after(async () => {
  pages?.close()
  await browser?.close()
  await polku?.stop()
})

/** What an owner's page does with the package, for browsers. */
async function bundle() {
  const source = `
    import { init, track } from '@plausible-analytics/tracker'
    init({ domain: 'localhost', endpoint: ${JSON.stringify(`${polku.url}/api/event`)}, captureOnLocalhost: true,
           outboundLinks: true, fileDownloads: true, formSubmissions: true })
    window.track = (name, options) => new Promise((resolve) => track(name, { ...options, callback: resolve }))`
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname }, bundle: true, write: false, format: 'iife',
  })
  return outputFiles[0].text
}

/** A site of one long page under every path. */
async function site(script) {
  const html = `<!doctype html><title>Page</title><body style="height: 4000px; margin: 0">
    <noscript><img src="${polku.url}/p.gif?site=${await apiOf(polku).site()}" referrerpolicy="no-referrer-when-downgrade" alt=""></noscript>
    <a id="out" href="https://other.example/there?token=secret">Elsewhere</a>
    <a id="file" href="/manual.pdf" download>Manual</a>
    <form onsubmit="return false"><input name="q"><button id="send">Send</button></form>
    <script>${script}</script>`
  const server = createServer((request, response) => response.setHeader('Content-Type', 'text/html').end(html))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://localhost:${server.address().port}`, close: () => server.close() }
}

const events = (more) => ({ metrics: ['events'], ...more })

test("Plausible's tracker: pageviews, navigation, custom events with revenue, links, forms, engagement", async () => {
  const { query } = apiOf(polku)
  const context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 1300, height: 800 } })
  await context.route('https://other.example/**', (route) => route.fulfill({ body: 'elsewhere', contentType: 'text/html' }))
  const page = await context.newPage()
  const sent = []
  context.on('response', (response) => {
    if (response.url().endsWith('/api/event')) sent.push({ body: response.request().postDataJSON(), status: response.status() })
  })
  await page.goto(`${pages.url}/start?utm_source=newsletter&utm_medium=email`)
  await eventually(() => sent.map(({ body }) => body.n), ['pageview'])
  await page.evaluate(() => window.scrollTo(0, 1200))
  // The tracker tells of engagement once it has lasted three seconds; it reads the clock, so time must pass.
  await eventually(() => page.evaluate(() => performance.now() > 3500), true)
  await page.evaluate(() => history.pushState({}, '', '/second'))
  await eventually(() => sent.map(({ body }) => body.n).sort(), ['engagement', 'pageview', 'pageview'])

  const answer = await page.evaluate(() =>
    window.track('Signup', { props: { plan: 'pro' }, revenue: { amount: '12.50', currency: 'EUR' } }),
  )
  assert.deepEqual(answer, { status: 202 })
  assert.deepEqual(await page.evaluate(() => window.track('Seen', { interactive: false })), { status: 202 })
  await page.click('#send')
  await page.click('#file')
  await page.click('#out')
  await page.waitForURL('https://other.example/**')
  await context.close()

  const named = { Signup: 1, Seen: 1, 'Form: Submission': 1, download: 1, outbound: 1, pageview: 2 }
  await eventually(async () => rowsOf(await query(events({ dimensions: ['event'] }))), named)
  await eventually(async () => rowsOf(await query({ metrics: ['pageviews'], dimensions: ['page'] })), { '/start': 1, '/second': 1 })
  assert.deepEqual(new Set(sent.map(({ status }) => status)), new Set([202]))

  const ofEvent = (name) => [['is', 'event', [name]]]
  const prop = async (event, name) => rowsOf(await query(events({ filters: ofEvent(event), dimensions: [`prop:${name}`] })))
  assert.deepEqual(await prop('Signup', 'plan'), { pro: 1 })
  assert.deepEqual(await prop('outbound', 'url'), { 'https://other.example/there': 1 })
  assert.deepEqual((await query({ metrics: ['revenue'], filters: ofEvent('Signup') })).totals, [12.5])
  const metrics = ['visitors', 'sessions', 'bounceRate', 'viewsPerSession', 'engagedTime']
  const [engaged] = sent.filter(({ body }) => body.n === 'engagement')
  assert.ok(engaged.body.e >= 3000)
  assert.equal(engaged.body.sd, 50)
  // What is sent while the page is left is not seen by the test: it comes on top.
  await eventually(async () => {
    const { totals } = await query({ metrics })
    return [...totals.slice(0, 4), totals[4] >= engaged.body.e / 1000 && totals[4] < 30]
  }, [1, 1, 0, 2, true])
  for (const [dimension, value] of Object.entries({ source: 'newsletter', channel: 'Email', browser: 'Chrome', os: 'Linux' })) {
    assert.deepEqual(rowsOf(await query({ metrics: ['sessions'], dimensions: [dimension] })), { [value]: 1 }, dimension)
  }
})

test("Umami's server client: pageviews and events with data are there, identities are not", async () => {
  const { query, site } = apiOf(polku)
  const umami = new Umami({ websiteId: await site(), hostUrl: polku.url })
  const view = await umami.track({ hostname: 'localhost', url: '/from-umami?utm_source=fb', title: 'Home', language: 'sv-FI', screen: '1920x1080' })
  assert.equal(view.status, 200)
  assert.match((await view.json()).cache, /^[0-9a-f-]{36}$/)
  assert.equal((await umami.track('renewal', { plan: 'pro', revenue: 99, currency: 'EUR' })).status, 200)
  assert.equal((await umami.identify({ email: 'somebody@example.org' })).status, 200)
  umami.init({ websiteId: '50429a93-8479-4073-be80-d5d29c09c2ec' })
  assert.equal((await umami.track({ url: '/' })).status, 400)
  umami.init({ websiteId: await site(), userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' })
  assert.deepEqual(await (await umami.track({ url: '/' })).json(), { beep: 'boop' })

  const renewals = { filters: [['is', 'event', ['renewal']]] }
  await eventually(async () => (await query({ metrics: ['events', 'revenue'], ...renewals })).totals, [1, 99])
  await eventually(
    async () => rowsOf(await query({ metrics: ['pageviews'], filters: [['is', 'page', ['/from-umami']]], dimensions: ['language'] })),
    { 'sv-FI': 1 },
  )
  assert.deepEqual(rowsOf(await query(events({ ...renewals, dimensions: ['prop:plan'] }))), { pro: 1 })
})

test('the pixel counts a browser without JavaScript', async () => {
  const { query } = apiOf(polku)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${pages.url}/without-script`)
  await eventually(
    async () => (await query({ metrics: ['pageviews'], filters: [['is', 'page', ['/without-script']]] })).totals,
    [1],
  )
  await context.close()
})
