// The shop by itself: people of both languages buy in it, are refused and helped, and nothing on any page is out of reach. What
// the tracker tells of it is asserted by the names and numbers that docs/demo.md promises.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { apiOf, eventually, rowsOf } from './api.mjs'
import { startPolku } from './polku.mjs'

const AXE = readFileSync(createRequire(new URL('../../dashboard/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8')
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const CHROMIUM_FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', `--user-agent=${USER_AGENT}`,
]
const DESKTOP = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true }
const TABLET = { viewport: { width: 820, height: 1106 }, screen: { width: 820, height: 1180 }, hasTouch: true, isMobile: true }
const REFUSED_CARD = '4000 0000 0000 0002'
const GOOD_CARD = '4242 4242 4242 4242'

const PATHS = [
  '/', '/coffee', '/coffee/halla', '/search?q=chocolate', '/search?q=oolong', '/cart', '/checkout/contact', '/checkout/shipping',
  '/checkout/payment', '/thank-you', '/guide', '/journal', '/journal/water', '/about', '/hours', '/delivery', '/contact',
  '/account', '/nope',
]

let polku
let browser

before(async () => {
  polku = await startPolku('--empty')
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS })
})

after(async () => {
  await browser?.close()
  await polku?.stop()
})

/** A visitor with a browser of their own; errors of the page are the test's, but for those that it expects. */
async function visitor(options, expected = /^$/) {
  const context = await browser.newContext({ locale: 'fi-FI', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  return {
    page,
    errors,
    open: (path) => page.goto(polku.shop + path),
    async leave() {
      await context.close()
      assert.deepEqual(errors.filter((error) => !expected.test(error)), [])
    },
  }
}

async function fillCart(page, root) {
  await page.goto(`${polku.shop}${root}/coffee/metsa`)
  await page.click('#consent-no')
  await page.check('[name=size][value="500 g"]', { force: true })
  await page.selectOption('#grind', 'Filter')
  await page.click('#add-to-cart')
  await page.waitForSelector('#added:not([hidden])')
}

async function toPayment(page, root, { country = 'FI', postcode = '33100' } = {}) {
  await page.goto(`${polku.shop}${root}/checkout/contact`)
  await page.fill('#checkout-email', 'maija@example.org')
  await page.fill('#checkout-name', 'Maija Meikäläinen')
  await page.click('#to-delivery')
  await page.waitForURL(`**${root}/checkout/shipping`)
  await page.selectOption('#checkout-country', country)
  await page.fill('#checkout-street', 'Rantatie 4')
  await page.fill('#checkout-postcode', postcode)
  await page.fill('#checkout-city', 'Tampere')
  await page.click('#to-payment')
  await page.waitForURL(`**${root}/checkout/payment`)
}

async function payByCard(page, number) {
  await page.fill('#card-number', number)
  await page.fill('#card-expiry', '08/47')
  await page.fill('#card-code', '737')
  await page.check('#terms')
  await page.click('#pay')
}

for (const { language, root, words } of [
  { language: 'English', root: '', words: { title: 'Your cart', refused: 'The payment did not go through.', thanks: 'Maija, your coffee' } },
  { language: 'Finnish', root: '/fi', words: { title: 'Ostoskori', refused: 'Maksu ei onnistunut.', thanks: 'Maija, kahvisi' } },
]) {
  test(`a purchase in ${language}, with a coupon and a card that is refused at first`, async () => {
    const { page, leave } = await visitor(DESKTOP)
    await fillCart(page, root)
    await page.click('#cart-link')
    assert.equal(await page.textContent('h1'), words.title)
    await page.fill('#coupon', 'nope')
    await page.click('#coupon-go')
    assert.equal(await page.locator('#discount-row').isHidden(), true)
    await page.fill('#coupon', ' kiitos10 ')
    await page.click('#coupon-go')
    // 23.90 less 10 %, and 3.90 to the pick-up point
    const cents = async (id) => Number((await page.textContent(id)).replace(/\D/g, ''))
    assert.deepEqual([await cents('#sum'), await cents('#discount'), await cents('#cart-total')], [2390, 239, 2151])
    await toPayment(page, root)
    assert.equal(await cents('#order-total'), 2541)
    await page.click('#pay')
    await page.waitForSelector('#error-number')
    await payByCard(page, REFUSED_CARD)
    await page.waitForSelector('#refusal:not([hidden])')
    assert.equal(await page.textContent('#refusal-title'), words.refused)
    const told = page.waitForResponse((answer) => answer.request().postData()?.includes('"purchase"') ?? false)
    await payByCard(page, GOOD_CARD)
    await page.waitForURL(`**${root}/thank-you`)
    await told
    assert.match(await page.textContent('#thanks-words'), new RegExp(`^${words.thanks}`))
    assert.equal(await cents('#receipt-total'), 2541)
    // A look at the receipt again is no second purchase, and the cart is empty.
    await page.reload()
    assert.equal(await page.locator('#cart-count').isHidden(), true)
    await page.goto(`${polku.shop}${root}/account/orders`)
    await page.fill('#sign-in-email', 'maija@example.org')
    await page.fill('#sign-in-password', 'pretend')
    await page.click('#sign-in-go')
    assert.equal(await page.locator('.order').count(), 2)
    await leave()
  })
}

test('both purchases are told with their items, coupon and what came between', async () => {
  const { query } = apiOf(polku)
  const events = async () => {
    const told = rowsOf(await query({ metrics: ['events'], dimensions: ['event'], limit: 100 }))
    return ['productView', 'addToCart', 'coupon', 'checkoutStep', 'checkoutProblem', 'paymentFailed', 'purchase', 'signIn'].map((name) => told[name])
  }
  await eventually(events, [2, 2, 4, 6, 2, 2, 2, 2])
  const purchases = { metrics: ['revenue'], filters: [['is', 'event', ['purchase']]] }
  assert.deepEqual((await query(purchases)).totals, [50.82])
  assert.deepEqual(rowsOf(await query({ ...purchases, dimensions: ['prop:coupon'] })), { KIITOS10: 50.82 })
  const reasons = { metrics: ['events'], filters: [['is', 'event', ['paymentFailed']]], dimensions: ['prop:reason'] }
  assert.deepEqual(rowsOf(await query(reasons)), { declined: 2 })
})

test('the other language is a click away, also where the address changed without a load', async () => {
  const { page, open, leave } = await visitor(DESKTOP)
  await open('/guide')
  await page.click('#consent-no')
  await page.click('#tab-moka')
  await page.waitForURL('**/guide/moka')
  assert.equal(await page.title(), 'Moka pot – Brew guide – Paahto')
  await page.click('#language')
  await page.waitForURL('**/fi/guide/moka')
  await eventually(() => page.title(), 'Mutteripannu – Keitto-opas – Paahto')
  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/guide/moka')
  await leave()
})

test('the menu of a phone opens, leads on and closes', async () => {
  const { page, open, leave } = await visitor(PHONE)
  await open('/')
  await page.click('#consent-no')
  assert.equal(await page.isVisible('#nav-journal'), false)
  await page.click('#menu-button')
  assert.equal(await page.getAttribute('#menu-button', 'aria-expanded'), 'true')
  await page.waitForSelector('#nav-journal', { state: 'visible' })
  await page.keyboard.press('Escape')
  await page.waitForSelector('#nav-journal', { state: 'hidden' })
  await page.click('#menu-button')
  await page.click('#nav-journal')
  await page.waitForURL('**/journal')
  await leave()
})

test('filters and sorting of the shelf', async () => {
  const { page, open, leave } = await visitor(DESKTOP)
  await open('/coffee')
  const shown = () => page.$$eval('#coffees > .card:not([hidden])', (cards) => cards.map((card) => card.dataset.name))
  assert.equal((await shown()).length, 8)
  await page.selectOption('#sort', 'price')
  assert.deepEqual((await shown()).slice(0, 2), ['Nuotio', 'Kaamos'])
  await page.click('#filters [data-roast=light]')
  assert.deepEqual(await shown(), ['Aamu', 'Suvi', 'Halla'])
  await page.selectOption('#brew-filter', 'espresso')
  assert.deepEqual(await shown(), [])
  await page.click('#clear-filters')
  assert.equal((await shown()).length, 8)
  await leave()
})

test('a message with a picture arrives', async () => {
  const { page, open, leave } = await visitor(DESKTOP)
  await open('/fi/contact')
  await page.click('#consent-no')
  await page.click('#message-send')
  await page.waitForSelector('#error-words')
  await page.fill('#message-email', 'maija@example.org')
  await page.fill('#message-words', 'Pussi oli rikki.')
  await page.setInputFiles('#message-picture', { name: 'pussi.png', mimeType: 'image/png', buffer: Buffer.alloc(40_000, 7) })
  await page.click('#message-send')
  await page.waitForSelector('#message-answer:not([hidden])')
  assert.match(await page.textContent('#message-answer'), /^Kiitos!/)
  await leave()
})

test('consent can be given to one purpose and not to the other', async () => {
  const { page, open, leave } = await visitor(DESKTOP)
  await open('/')
  await page.click('#consent-more')
  await page.check('#consent-analytics')
  await page.click('#consent-save')
  await eventually(() => page.evaluate(() => [localStorage.getItem('polku-client') !== null, localStorage.getItem('polku-replay')]), [true, 'denied'])
  assert.equal(await page.isVisible('#consent'), false)
  await leave()
})

test('planted problems meet those whom they are meant for, and nobody else', async (t) => {
  await t.test('delivery prices come late on phones', async () => {
    for (const [options, planted, late] of [[PHONE, 'on', true], [DESKTOP, 'on', false], [PHONE, 'off', false]]) {
      const { page, leave } = await visitor(options)
      await page.goto(`${polku.shop}/?planted=${planted}`)
      await fillCart(page, '')
      await toContact(page)
      assert.equal(await page.textContent('#price-point'), late ? '…' : '€3.90')
      if (late) await page.waitForFunction(() => document.getElementById('price-point').textContent === '€3.90')
      await leave()
    }
  })
  await t.test('the grind guide is dead on tablets', async () => {
    for (const [options, planted, shown] of [[TABLET, 'on', false], [TABLET, 'off', true], [DESKTOP, 'on', true]]) {
      const { page, open, leave } = await visitor(options)
      await open(`/coffee/metsa?planted=${planted}`)
      await page.click('#consent-no')
      await page.click('#show-grind-guide')
      assert.equal(await page.evaluate(() => document.getElementById('grind-guide').open), shown)
      await leave()
    }
  })
  await t.test('the first payment by card fails in Firefox', async () => {
    const { page, errors, leave } = await visitor({ ...DESKTOP, userAgent: FIREFOX }, /token/)
    await page.goto(`${polku.shop}/?planted=on`)
    await fillCart(page, '')
    await toPayment(page, '')
    await payByCard(page, GOOD_CARD)
    await eventually(() => errors.length, 1)
    await page.click('#pay')
    await page.waitForURL('**/thank-you')
    await leave()
  })
  await t.test('another country leads back to the cart', async () => {
    const { page, leave } = await visitor(DESKTOP)
    await page.goto(`${polku.shop}/?planted=on`)
    await fillCart(page, '')
    await toContact(page)
    await page.selectOption('#checkout-country', 'SE')
    await page.waitForURL('**/cart')
    await leave()
  })
  await t.test('what is switched off is off', async () => {
    const { page, leave } = await visitor({ ...DESKTOP, userAgent: FIREFOX })
    await page.goto(`${polku.shop}/?planted=on`)
    await page.goto(`${polku.shop}/?planted=off`)
    await fillCart(page, '')
    await toPayment(page, '', { country: 'SE', postcode: '114 55' })
    await payByCard(page, GOOD_CARD)
    await page.waitForURL('**/thank-you')
    await leave()
  })
})

async function toContact(page) {
  await page.goto(`${polku.shop}/checkout/contact`)
  await page.fill('#checkout-email', 'maija@example.org')
  await page.fill('#checkout-name', 'Maija Meikäläinen')
  await page.click('#to-delivery')
  await page.waitForURL('**/checkout/shipping')
}

for (const [name, options] of [['1440 px', DESKTOP], ['390 px', PHONE]]) {
  test(`every page is within everybody's reach at ${name}, in both languages`, async () => {
    const { page, open, leave } = await visitor({ ...options, bypassCSP: true })
    await fillCart(page, '')
    await toPayment(page, '')
    const found = []
    for (const path of PATHS.flatMap((one) => [one, `/fi${one}`])) {
      await open(path)
      await page.waitForFunction(() => document.getElementById('cart-link').hasAttribute('aria-label'))
      if ((await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))) found.push(`${path} is wider than the window`)
      await page.evaluate(AXE)
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }))
      found.push(...violations.map((one) => `${path} ${one.id} ${one.nodes[0].target}`))
    }
    assert.deepEqual(found, [])
    await leave()
  })
}
