// A visitor who is recorded types secrets into every form of the shop; none of them lies in any table, and the recording does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBrowser } from './dashboard.mjs'
import { startPolku } from './polku.mjs'

const FORMS = {
  contact: { email: 'aino.salainen@example.org', name: 'Ainokainen Salamyhkä', phone: '+358 40 765 4321' },
  shipping: { street: 'Piilotie 99 C', postcode: '70999', city: 'Umpiperäkylä' },
  payment: { number: '4242 4242 4242 4242', expiry: '08/47', code: '737' },
}
const MESSAGE = { email: 'toinen.salaisuus@example.org', words: 'Kukaan ei saa tietää tästä' }
const PASSWORD = 'oikea-hevonen-niitti-akku'
/** What would give them away, in any part of a row; of an address and a card their rare words alone, since digits are found in times. */
const SECRETS = [/salainen/i, /salamyhk/i, /ainokainen/i, /765.?4321/, /piilotie/i, /umpiper/i, /4242.?4242/, /08\/47/, /salaisuus/i, /kukaan ei saa/i, /hevonen/i]
const TABLES = ['events', 'interactions', 'sessions', 'replay_chunks', 'page_snapshots']

let polku
let browser

before(async () => {
  polku = await startPolku('--empty')
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await polku?.stop()
})

async function fill(page, root, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`${root} [name=${name}]`).pressSequentially(value)
}

test('nothing of what a recorded visitor types is stored anywhere', { timeout: 180_000 }, async () => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(polku.shop + '/coffee/metsa')
  await page.click('#consent-yes')
  await page.goto(polku.shop + '/coffee/metsa')
  // what the recorder wraps when it has begun
  const recorded = () => page.waitForFunction(() => !/native code/.test(`${console.debug}`))
  await recorded()
  await page.click('#add-to-cart')
  await page.goto(polku.shop + '/checkout/contact')
  await recorded()
  await fill(page, '#step-contact', FORMS.contact)
  await page.click('#to-delivery')
  await page.waitForURL('**/checkout/shipping')
  await recorded()
  await fill(page, '#step-shipping', FORMS.shipping)
  await page.click('#to-payment')
  await page.waitForURL('**/checkout/payment')
  await recorded()
  await fill(page, '#step-payment', FORMS.payment)
  await page.goto(polku.shop + '/contact')
  await recorded()
  await page.fill('#message-email', MESSAGE.email)
  await page.fill('#message-words', MESSAGE.words)
  await page.goto(polku.shop + '/account')
  await recorded()
  await page.fill('#sign-in-email', FORMS.contact.email)
  await page.fill('#sign-in-password', PASSWORD)
  await page.goto(polku.shop + '/search?q=' + encodeURIComponent(FORMS.contact.email))
  await recorded()
  await page.goto(polku.shop + '/about')
  await recorded()
  const sent = page.waitForResponse((answer) => answer.url().endsWith('/r'))
  await sent
  await context.close()

  const rows = await polku.rows(...TABLES.map((table) => `SELECT * FROM ${table}`))
  const chunks = rows[TABLES.indexOf('replay_chunks')]
  assert.ok(new Set(chunks.map(({ document_id }) => document_id)).size >= 6, 'the visit was recorded')
  const all = rows.map((table) => JSON.stringify(table))
  for (const secret of SECRETS) {
    TABLES.forEach((table, i) => assert.ok(!secret.test(all[i]), `${secret} in ${table}: ${all[i].slice(Math.max(0, all[i].search(secret) - 200), all[i].search(secret) + 40)}`))
  }
  // what was there to be read is
  assert.match(all[TABLES.indexOf('replay_chunks')], /Metsä/)
  assert.match(all[TABLES.indexOf('replay_chunks')], /•{8}/)
})
