// One visitor who does what is hard to record, and stands still twenty times to be photographed.
import assert from 'node:assert/strict'
import { eventually } from './api.mjs'

export const TYPED = { email: 'aino.salainen@example.org', name: 'Aino Salainen', phone: '+358 40 765 4321', coupon: 'SALAISUUS', words: 'Kerron salaisuuden' }
/** So long nothing moves before a picture, which is then the same a moment earlier and later. */
const STILL = 500
/** So often at least canvases are looked at. */
const CANVAS = 3_500

/**
 * Walks through the shop, and resolves to the moments: what was going on, when (ms since the epoch, in the middle of the stillness), the
 * picture of the window, and the texts of the page.
 */
export async function shop(page, origin) {
  const moments = []

  async function moment(what) {
    await pass(page, STILL)
    const at = await page.evaluate(() => Date.now())
    const picture = await page.screenshot({ animations: 'disabled' })
    moments.push({ what, at, picture, text: await page.evaluate(textOf), fields: await page.evaluate(fieldsOf), size: page.viewportSize() })
    await pass(page, STILL)
  }
  const open = async (path, action = () => page.goto(origin + path)) => {
    await Promise.all([page.waitForURL((url) => url.pathname === path.replace(/\?.*/, '')), action()])
    await recording(page)
  }
  const settle = (selector) => page.waitForFunction((one) => document.querySelector(one) !== null, selector)

  await page.goto(origin + '/')
  await page.click('#consent-more')
  await page.check('#consent-analytics')
  await page.check('#consent-replay')
  await page.click('#consent-save')
  await open('/?utm_source=friends')
  await moment('the front page')
  await page.hover('#nav-coffee')
  await moment('a flyout under the pointer')
  await page.mouse.move(640, 600)
  await page.mouse.wheel(0, 1500)
  await eventually(() => page.evaluate(() => scrollY > 1000), true)
  await moment('scrolled down')
  await open('/coffee', () => page.evaluate(() => document.querySelector('#home-all').click()))
  await moment('the shelf')
  await page.locator('#filters button').nth(2).click()
  await moment('filtered')
  await open('/coffee/metsa')
  await moment('a coffee')
  await page.locator('#review-list').scrollIntoViewIfNeeded()
  await page.locator('#review-list').hover()
  await page.mouse.wheel(0, 160)
  await eventually(() => page.evaluate(() => document.querySelector('#review-list').scrollTop > 60), true)
  await moment('a panel scrolled inside')
  await page.click('#show-grind-guide')
  await page.locator('#grind-guide[open]').waitFor()
  await moment('a dialog')
  await page.click('#close-grind-guide')
  await page.click('#add-to-cart')
  await page.waitForSelector('#added:not([hidden])')
  await moment('in the cart')
  await open('/cart', () => page.evaluate(() => document.querySelector('#cart-link').click()))
  await page.fill('#coupon', TYPED.coupon)
  await page.click('#coupon-go')
  await moment('a coupon that is refused')
  await open('/checkout/contact', () => page.click('#checkout'))
  await page.click('#to-delivery')
  await moment('a form with complaints')
  for (const field of ['email', 'name', 'phone']) await page.locator(`#step-contact [name=${field}]`).pressSequentially(TYPED[field], { delay: 15 })
  await moment('a form filled in')
  await page.click('#to-delivery')
  await page.waitForURL('**/checkout/shipping')
  await moment('a route of the same document')
  await page.goBack()
  await page.waitForURL('**/checkout/contact')
  await moment('back')
  await page.goForward()
  await page.waitForURL('**/checkout/shipping')
  await moment('and forward')
  await open('/guide')
  await pass(page, CANVAS)
  await moment('a canvas')
  await page.click('#tab-press')
  await page.waitForURL('**/guide/press')
  await pass(page, CANVAS)
  await moment('another canvas on another route')
  await page.setViewportSize({ width: 820, height: 700 })
  await moment('a smaller window')
  await page.setViewportSize({ width: 1280, height: 800 })
  await open('/contact')
  await page.locator('#message-words').pressSequentially(TYPED.words, { delay: 15 })
  await page.setInputFiles('#message-picture', { name: 'cup.png', mimeType: 'image/png', buffer: moments[0].picture })
  await settle('#message-picture')
  await moment('a picture handed in')
  await open('/journal/water')
  await page.mouse.wheel(0, 2200)
  await eventually(() => page.evaluate(() => scrollY > 1500), true)
  await moment('far down in an article')
  assert.equal(moments.length, 20)
  return moments
}

/** Waits until the tracker records this document. */
async function recording(page) {
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /\/r\.js$/.test(name)))
  await pass(page, STILL)
}

async function pass(page, milliseconds) {
  const until = milliseconds + (await page.evaluate(() => performance.now()))
  await page.waitForFunction((end) => performance.now() > end, until)
}

/** In the page: left, top, right and bottom of what is written or chosen in, with the ring that it may have, which is masked. */
function fieldsOf() {
  return [...document.querySelectorAll('input, textarea, select')]
    .map((field) => field.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ left, top, right, bottom }) => [left - 6, top - 6, right + 6, bottom + 6])
}

/** In the page: what there is to read, word by word. */
export function textOf() {
  return document.body.innerText.replace(/\s+/g, ' ').trim()
}
