// One visitor buys coffee; the owner sees exactly that: every number on the dashboard is the visit's.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiOf, eventually, rowsOf } from './api.mjs'
import { FOREIGN_HOST, keyFigures, openBrowser, panelRows, secondsOf, signIn } from './dashboard.mjs'
import { startPolku } from './polku.mjs'

let polku
let browser

before(async () => {
  polku = await startPolku('--empty')
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  assert.equal(await polku?.stop(), 0, 'SIGTERM ends it cleanly')
})

/** Home → coffees → a coffee → cart → checkout in three steps → thank you; tells what was paid. */
async function buy() {
  const context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${polku.shop}/?utm_source=newsletter&utm_medium=email&utm_campaign=autumn`)
  await page.click('#hero-shop')
  await page.waitForURL('**/coffee')
  await page.click('a.card-link[href="/coffee/metsa"]')
  await page.waitForURL('**/coffee/metsa')
  await page.click('#add-to-cart')
  await page.waitForSelector('#added:not([hidden])')
  await page.click('#cart-link')
  await page.waitForURL('**/cart')
  await page.click('a[href^="/checkout"]')
  await page.waitForURL('**/checkout/contact')
  await page.fill('#step-contact [name=email]', 'maija@example.org')
  await page.fill('#step-contact [name=name]', 'Maija Meikäläinen')
  await page.click('#step-contact button[type=submit]')
  await page.waitForURL('**/checkout/shipping')
  await page.fill('#step-shipping [name=street]', 'Rantatie 4')
  await page.fill('#step-shipping [name=postcode]', '33100')
  await page.fill('#step-shipping [name=city]', 'Tampere')
  await page.click('#step-shipping button[type=submit]')
  await page.waitForURL('**/checkout/payment')
  await page.check('#step-payment [name=way][value=invoice]', { force: true })
  await page.check('#step-payment [name=terms]')
  const total = await page.textContent('#order-total')
  // A page whose browser goes away at once has no time to send what it has gathered.
  const told = page.waitForResponse((answer) => answer.request().postData()?.includes('"purchase"') ?? false)
  await page.click('#pay')
  await page.waitForURL('**/thank-you*')
  await told
  await context.close()
  return Number(total.replace(/[^\d,.]/g, '').replace(',', '.'))
}

const PAGES = ['/', '/coffee', '/coffee/metsa', '/cart', '/checkout/contact', '/checkout/shipping', '/checkout/payment', '/thank-you']

const EVENTS = { productView: 1, addToCart: 1, checkoutStep: 3, purchase: 1 }

test('a purchase in the shop is the purchase on the dashboard', async () => {
  const { query, tell } = apiOf(polku)
  const paid = await buy()

  // Through the API, until all of it is there.
  await eventually(
    async () => rowsOf(await query({ metrics: ['pageviews'], dimensions: ['page'] })),
    Object.fromEntries(PAGES.map((page) => [page, 1])),
  )
  await eventually(
    async () => rowsOf(await query({ metrics: ['events'], dimensions: ['event'] })),
    { pageview: PAGES.length, ...EVENTS },
  )
  const metrics = ['visitors', 'sessions', 'pageviews', 'events', 'bounceRate', 'viewsPerSession', 'revenue', 'conversionRate']
  const { totals } = await query({ metrics })
  assert.deepEqual(totals, [1, 1, PAGES.length, PAGES.length + 6, 0, PAGES.length, paid, 1])
  for (const [dimension, value] of Object.entries({
    source: 'newsletter', channel: 'Email', utmSource: 'newsletter', utmCampaign: 'autumn', device: 'desktop',
    os: 'Linux', language: 'fi-FI', entryPage: '/', exitPage: '/thank-you', hostname: 'localhost', screenClass: 'xl',
  })) {
    const rows = rowsOf(await query({ metrics: ['sessions'], dimensions: [dimension] }))
    assert.deepEqual(Object.values(rows), [1], dimension)
    assert.equal(Object.keys(rows)[0].toLowerCase(), value.toLowerCase(), dimension)
  }

  // On the screen, as the owner sees it.
  const page = await signIn(browser, polku)
  const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' })
  await eventually(
    async () => {
      const shown = await keyFigures(page)
      // These two depend on how fast the test was.
      delete shown['Session duration']
      delete shown['Engaged time']
      return shown
    },
    {
      Visitors: '1', Sessions: '1', Pageviews: String(PAGES.length), 'Bounce rate': '0%', 'Conversion rate': '100%',
      Revenue: money.format(paid),
      Conversions: '2', // the checkout begun, and the purchase
    },
  )
  const [duration] = (await query({ metrics: ['sessionDuration'] })).totals
  const shownDuration = (await keyFigures(page))['Session duration']
  assert.equal(secondsOf(shownDuration), Math.round(duration))
  const panel = async (title) => Object.fromEntries((await panelRows(page, title)).map(([name, figure]) => [name, figure]))
  await eventually(() => panel('Sources'), { newsletter: '1' })
  await eventually(() => panel('Devices'), { Desktop: '1' })
  await eventually(() => panel('Pages'), Object.fromEntries(PAGES.map((path) => [path, '1'])))
  await eventually(
    () => panel('Events'),
    Object.fromEntries(Object.entries(EVENTS).map(([name, count]) => [name, String(count)])),
  )
  await eventually(() => panel('Goals'), { 'Checkout begun': '1', Purchase: '1', Newsletter: '0', Message: '0' })

  // The shop's back office tells of the same order again: it is one purchase still.
  const purchases = { metrics: ['events', 'revenue'], filters: [['is', 'event', ['purchase']]] }
  const { rows } = await query({ ...purchases, dimensions: ['prop:orderId'] })
  const again = [
    { name: 'purchase', props: { orderId: rows[0].dimensions[0] }, revenue: { amount: paid, currency: 'EUR' } },
    { name: 'told' },
  ]
  await tell(again.map((event) => ({ ...event, visitorId: 'back office' })))
  await eventually(async () => rowsOf(await query({ metrics: ['events'], dimensions: ['event'] })).told, 1)
  assert.deepEqual((await query(purchases)).totals, [1, paid])
})

test('a page on a host that was forgotten is named by the live check, and counts once its host is taken in', async () => {
  const { query, site } = apiOf(polku)
  const visitor = await (await browser.newContext()).newPage()
  const answered = (status) => visitor.waitForResponse((answer) => answer.url().endsWith('/b') && answer.status() === status)
  const refused = answered(403)
  await visitor.goto(`${polku.shop.replace('localhost', FOREIGN_HOST)}/`)
  await refused

  const owner = await signIn(browser, polku, `/sites/${await site()}/install`)
  const finding = owner.locator('.check-findings li', { hasText: FOREIGN_HOST })
  await eventually(async () => {
    await owner.getByRole('button', { name: 'Look at it' }).click()
    await owner.locator('.check-findings').first().waitFor()
    return finding.count()
  }, 1)
  assert.match(await finding.textContent(), /^1 pageview came from shop\.example\.net, which is not among this site’s domains/)
  await owner.getByRole('button', { name: `Add ${FOREIGN_HOST} to the site` }).click()
  await owner.getByText(`${FOREIGN_HOST} is one of this site’s domains now`).waitFor()

  const taken = answered(202)
  await visitor.reload()
  await taken
  await eventually(async () => rowsOf(await query({ metrics: ['pageviews'], dimensions: ['hostname'] }))[FOREIGN_HOST], 1)
})
