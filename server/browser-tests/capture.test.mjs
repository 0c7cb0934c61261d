// One visitor does a bit of everything in the shop; each of it lies in the tables, with the page and the element where it was
// done, and nothing of what was typed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiOf, eventually } from './api.mjs'
import { openBrowser } from './dashboard.mjs'
import { startPolku } from './polku.mjs'

const TYPED = {
  contact: { email: 'aino.salainen@example.org', name: 'Aino Salainen', phone: '+358 40 765 4321' },
  shipping: { street: 'Piilotie 99', postcode: '70999', city: 'Umpiperä' },
  payment: { number: '4242 4242 4242 4242', expiry: '08/47', code: '737' },
}
/** What would give them away, in any part of a row. Four digits of the card alone would also be found in times and ids. */
const SECRETS = /salainen|765.?4321|piilotie|70999|umpiper|4242.?4242|08\/47|geheim/i

const PICTURE = 'main#main>div.page>div.product>div.product-art>img'
const STORY = 'main#main>div.page>div.product>div.product-words>p.story-text'
const BUY = 'button#add-to-cart'

let polku
let browser
let context
let page
/** The bodies of all beacons that could be seen. */
const sent = []

before(async () => {
  polku = await startPolku('--empty')
  browser = await openBrowser()
  context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 1440, height: 900 } })
  await context.route('https://growers.example/**', (route) => route.fulfill({ contentType: 'text/html', body: 'Farms' }))
  context.on('request', (request) => {
    if (request.url() === `${polku.url}/b`) sent.push(request.postData() ?? '')
  })
  page = await context.newPage()
})

after(async () => {
  await browser?.close()
  await polku?.stop()
})

/** Opens a page of the shop, by an action or a path, and waits for the parts of the tracker that come when it is idle. */
async function open(path, action = () => page.goto(polku.shop + path)) {
  await Promise.all([page.waitForURL((url) => url.pathname === path.replace(/\?.*/, '')), action()])
  await page.waitForFunction(() => performance.getEntriesByType('resource').filter(({ name }) => /\/[iev]\.js$/.test(name)).length === 3)
}

/** Lets this much time pass on the page's clock: some things are told only when nothing follows. */
async function pass(milliseconds) {
  const until = milliseconds + (await page.evaluate(() => performance.now()))
  await page.waitForFunction((end) => performance.now() > end, until)
}

async function type(step) {
  for (const [field, value] of Object.entries(TYPED[step])) await page.fill(`#step-${step} [name=${field}]`, value)
}

async function lookAround() {
  await open('/?utm_source=newsletter&utm_medium=email')
  await page.click('#consent-yes')
  for (const [x, y] of [[200, 300], [500, 400], [800, 500]]) {
    await page.mouse.move(x, y, { steps: 3 })
    await pass(300)
  }
  await page.mouse.wheel(0, 1200)
  await eventually(() => page.evaluate(() => scrollY > 800), true)
  await pass(600)
  await page.evaluate(async () => {
    const film = document.querySelector('video')
    await film.play()
    film.currentTime = 4.5
    await new Promise((resolve) => film.addEventListener('timeupdate', () => film.currentTime > 4.4 && resolve()))
    film.pause()
  })
}

async function missteps() {
  await open('/nothing/here')
  await open('/coffee/metsa')
  await page.click('.product-art img', { clickCount: 4, delay: 40 })
  await pass(2700)
  await page.evaluate(() => {
    const { firstChild: words } = document.querySelector('.story-text')
    getSelection().setBaseAndExtent(words, 0, words, 20)
  })
  await page.keyboard.press('Control+C')
  await page.evaluate(() => fetch('/stock/metsa?token=geheim'))
  await page.evaluate(() => {
    const fail = () => {
      throw new TypeError('stock is undefined')
    }
    document.getElementById('add-to-cart').addEventListener('click', fail, { once: true })
  })
  await page.click('#add-to-cart')
  await page.waitForSelector('#added:not([hidden])')
  await page.pdf()
  await page.click('#brewing-guide')
  const [farms] = await Promise.all([
    context.waitForEvent('page'),
    page.click('a[href^="https://growers"]', { button: 'middle' }),
  ])
  await farms.close()
}

async function search() {
  await page.fill('#find-q', 'oolong')
  await open('/search?q=oolong', () => page.keyboard.press('Enter'))
  await pass(600)
}

async function checkOut() {
  await open('/cart')
  await open('/checkout/contact', () => page.click('#checkout'))
  await type('contact')
  await page.click('#step-contact button[type=submit]')
  await page.waitForURL('**/checkout/shipping')
  await type('shipping')
  await page.click('#step-shipping button[type=submit]')
  await page.waitForURL('**/checkout/payment')
  await type('payment')
  // Second thoughts, in the middle of it.
  await open('/cart')
  await open('/checkout/payment')
  await page.check('#step-payment [name=way][value=invoice]', { force: true })
  await page.check('#step-payment [name=terms]')
  const told = page.waitForResponse((answer) => answer.request().postData()?.includes('"purchase"') ?? false)
  await open('/thank-you', () => page.click('#pay'))
  await told
}

test('all that a visitor does is there, where it was done, and nothing of what was typed', async () => {
  await lookAround()
  await missteps()
  await search()
  await checkOut()
  await context.close()
  await eventually(async () => {
    const { accepted, stored, spooled } = await apiOf(polku).ledger()
    return [accepted > 100, accepted - stored, spooled]
  }, [true, 0, 0])

  const [interactions, events, identities] = await polku.rows(
    'SELECT * FROM interactions ORDER BY at',
    'SELECT * FROM events ORDER BY at',
    'SELECT * FROM identities ORDER BY at',
  )
  const of = (kind) => interactions.filter((row) => row.kind === kind)
  const places = (kind, ...columns) => new Set(of(kind).map((row) => [row.page, ...columns.map((column) => row[column])].join(' ')))
  const has = (kind, columns, ...expected) => {
    const found = places(kind, ...columns)
    for (const place of expected) assert.ok(found.has(place), `${kind}: ${place} is not among ${[...found].join(', ')}`)
  }

  has('engagement', [], '/', '/coffee/metsa', '/checkout/contact', '/checkout/shipping', '/checkout/payment')
  has('attention', [], '/', '/coffee/metsa')
  assert.ok(of('attention').some((row) => row.page === '/' && row.band_top > 100 && row.active_ms >= 500))
  assert.equal(Math.max(...of('engagement').filter((row) => row.page === '/').map((row) => row.scroll_depth)) > 400, true)
  has('click', ['selector'], `/ button#consent-yes`, `/coffee/metsa ${BUY}`, '/cart a#checkout', '/checkout/payment button#pay')
  assert.equal(of('click').filter((row) => row.selector === PICTURE).length, 4)
  assert.deepEqual(places('rageClick', 'selector'), new Set([`/coffee/metsa ${PICTURE}`]))
  assert.deepEqual(places('deadClick', 'selector'), new Set([`/coffee/metsa ${PICTURE}`]))
  assert.deepEqual(places('errorClick', 'selector'), new Set([`/coffee/metsa ${BUY}`]))
  assert.deepEqual(places('error', 'message'), new Set(['/coffee/metsa TypeError: stock is undefined']))
  assert.deepEqual(
    of('failedRequest').map((row) => [row.page, row.name, row.target, row.number]),
    [['/coffee/metsa', 'GET', `${polku.shop}/stock/metsa`, 404]],
  )
  assert.ok(of('move').filter((row) => row.page === '/').length >= 3)
  assert.deepEqual(of('copy').map((row) => [row.page, row.selector, row.value]), [['/coffee/metsa', STORY, 20]])
  assert.deepEqual(places('print'), new Set(['/coffee/metsa']))
  has('vital', ['name'], '/ TTFB', '/ FCP', '/ LCP', '/ CLS', '/coffee/metsa TTFB')
  has('formStart', ['target', 'name'], '/checkout/contact form#step-contact email', '/checkout/payment form#step-payment number')
  for (const [step, fields] of Object.entries(TYPED)) {
    has('formField', ['target', 'name'], ...Object.keys(fields).map((field) => `/checkout/${step} form#step-${step} ${field}`))
    has('formSubmit', ['target'], `/checkout/${step} form#step-${step}`)
  }
  assert.deepEqual(places('formAbandon', 'target', 'name'), new Set(['/checkout/payment form#step-payment code']))

  const named = (name) => events.filter((row) => row.name === name)
  assert.deepEqual(named('pageview').filter((row) => row.props.status).map((row) => [row.page, row.props.status]), [['/nothing/here', '404']])
  assert.deepEqual(named('search').map((row) => row.props), [{ term: 'oolong', results: '0' }])
  assert.deepEqual(named('outbound').map((row) => row.props.url), ['https://growers.example/paahto'])
  assert.deepEqual(named('download').map((row) => row.props.url), [`${polku.shop}/assets/brewing-guide.pdf`])
  assert.deepEqual(
    named('video').map((row) => [row.page, row.props.action, row.props.title]),
    ['play', '25', '50'].map((action) => ['/', action, 'How we roast']),
  )
  assert.deepEqual(new Set(named('checkoutStep').map((row) => row.props.name)), new Set(['contact', 'shipping', 'payment']))
  for (const name of ['productView', 'addToCart', 'purchase']) {
    assert.deepEqual(named(name).map((row) => [row['items.id'], row['items.category'], row['items.quantity']]), [[['metsa'], ['medium'], [1]]], name)
  }
  assert.equal(new Set([...events, ...interactions].map((row) => row.session_id)).size, 1, 'one session')

  const user = identities.find((row) => row.kind === 'user')
  assert.match(user.id, /^c-[0-9a-f]{16}$/)
  assert.deepEqual(
    new Set(identities.filter((row) => row.kind === 'client').map((row) => [row.visitor_id, row.id].join())),
    new Set([[events[0].visitor_id, user.visitor_id].join()]),
  )

  for (const row of [...interactions, ...events, ...identities]) assert.doesNotMatch(JSON.stringify(row), SECRETS)
  assert.ok(sent.length > 10)
  for (const body of sent) assert.doesNotMatch(body, SECRETS)
})
