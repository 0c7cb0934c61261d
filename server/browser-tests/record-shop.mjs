// Records what the demo shop's pages look like, by the tracker's own hand, and where on them is what simulated visitors act on, into the
// demo's file: `node record-shop.mjs`, after the shop, its simulated visitors or the tracker's recording have changed.
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { apiOf } from './api.mjs'
import { openBrowser, openLink, takeSnapshot } from './dashboard.mjs'
import { startPolku } from './polku.mjs'

const FILE = `${import.meta.dirname}/../src/main/resources/polku/demo/shop-pages.jsonl.gz`
const SIMULATOR = `${import.meta.dirname}/../src/main/java/polku/server/demo/simulator`
const ORIGIN = 'http://shop.invalid'
const SIZES = { desktop: [1440, 900], tablet: [820, 1180], mobile: [390, 844] }
const COFFEES = ['aamu', 'halla', 'kaamos', 'lepo', 'metsa', 'nuotio', 'saaristo', 'suvi']
const ARTICLES = ['a-wednesday', 'water', 'why-coffee-rests', 'grind-by-ear']

/** In the order of a visit: what one page leaves behind (a cart, an order) the next ones show. */
const PAGES = [
  '/', '/coffee', ...COFFEES.map((coffee) => `/coffee/${coffee}`), '/search?q=aamu', '/guide', '/guide/pour-over', '/guide/press',
  '/guide/moka', '/guide/espresso', '/journal', ...ARTICLES.map((article) => `/journal/${article}`), '/about', '/hours', '/delivery',
  '/contact', '/wholesale', '/coffee/kesa', '/cart', '/checkout/contact', '/checkout/shipping', '/checkout/payment', '/thank-you',
  '/account',
]

/** What simulated visitors click and fill; `%d` stands for a place among its like. */
const ELEMENTS = ['ShopElement', 'ShopForm']
  .flatMap((file) => [...readFileSync(`${SIMULATOR}/${file}.java`, 'utf8').matchAll(/^ +[A-Z_]+\(.*?"([a-z]+#[^"]+)"/gms)])
  .flatMap(([, selector]) => (selector.includes('%d') ? Array.from({ length: 12 }, (_, at) => selector.replace('%d', at + 1)) : [selector]))

const polku = await startPolku('--empty')
const api = apiOf(polku)
// the shop's people are made up
await api.settings({ maskedPages: [] })
const browser = await openBrowser()
const lines = []

/** What to do before a page shows what its visitors saw. */
const BEFORE = {
  '/checkout/shipping': (page, root) => step(page, root, 'contact', { email: 'a@example.org', name: 'Aino Salo', phone: '+358 40 765 4321' }),
  '/checkout/payment': (page, root) => step(page, root, 'shipping', { street: 'Rantatie 1', postcode: '00100', city: 'Helsinki' }),
  async '/thank-you'(page, root) {
    await page.goto(`${polku.shop}${root}/checkout/payment`)
    await page.check('#step-payment [name=way][value=invoice]', { force: true })
    await page.check('#step-payment [name=terms]')
    await page.click('#pay')
    await page.waitForURL('**/thank-you')
  },
  async '/account'(page, root) {
    await page.goto(`${polku.shop}${root}/account`)
    await page.fill('#sign-in-email', 'a@example.org')
    await page.fill('#sign-in-password', 'secret')
    await page.click('#sign-in-go')
    await page.waitForSelector('#orders')
  },
  async '/cart'(page, root) {
    for (const coffee of ['metsa', 'halla']) {
      await page.goto(`${polku.shop}${root}/coffee/${coffee}`)
      await page.click('#add-to-cart')
      await page.waitForSelector('#added:not([hidden])')
    }
  },
}

/** What several pages have in common (style sheets, drawings) is written once, in the first line, and named `@@0@@`, `@@1@@`… below. */
export function write(pages) {
  const times = new Map()
  const count = (value) => {
    if (typeof value === 'string' && value.length > 200) times.set(value, (times.get(value) ?? 0) + 1)
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(count)
  }
  pages.map((line) => JSON.parse(line)).forEach(count)
  const common = [...times].filter(([, pages]) => pages > 1).map(([text]) => text)
  const short = pages.map((line) => common.reduce((text, one, at) => text.replaceAll(JSON.stringify(one).slice(1, -1), `@@${at}@@`), line))
  writeFileSync(FILE, gzipSync([JSON.stringify(common), ...short].join('\n'), { level: 9 }))
}

async function step(page, root, name, fields) {
  await page.goto(`${polku.shop}${root}/checkout/${name}`)
  for (const [field, value] of Object.entries(fields)) await page.fill(`#step-${name} [name=${field}]`, value)
  await page.click(`#step-${name} button[type=submit]`)
  await page.waitForURL((url) => !url.pathname.endsWith(name))
}

/** As the API has it, once it is stored. */
async function recorded(page) {
  for (;;) {
    const [version] = (await api.snapshots({ page })).versions
    if (version !== undefined) return api.snapshot(version.id, { page, device: 'desktop' })
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** In the page: left, top, width and height in the document, in CSS px, of the elements that are to be seen. */
function boxesOf(selectors) {
  const found = {}
  for (const selector of selectors) {
    const box = document.querySelector(selector)?.getBoundingClientRect()
    if (box?.width > 0) found[selector] = [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round)
  }
  return found
}

async function record(page, path, root) {
  const shown = root + path === '/fi/' ? '/fi' : root + path
  const url = `${polku.shop}${shown}`
  const name = new URL(url).pathname
  await BEFORE[path]?.(page, root)
  const link = await api.link({ purpose: 'snapshot', url, page: name })
  await openLink(page, link.url)
  await takeSnapshot(page)
  const { id: skeleton, title, snapshot } = await recorded(name)
  const sizes = {}
  const boxes = {}
  for (const [device, [width, height]] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height })
    boxes[device] = await page.evaluate(boxesOf, ELEMENTS)
    sizes[device] = [[width, height], await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])]
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  lines.push(JSON.stringify({ path: name, title, skeleton, sizes, boxes, snapshot }).replaceAll(polku.shop, ORIGIN))
  console.log(name, lines.at(-1).length, JSON.stringify(sizes))
}

try {
  for (const root of ['', '/fi']) {
    const context = await browser.newContext({ locale: root === '' ? 'en-GB' : 'fi-FI', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(`${polku.shop}${root}/`)
    await page.click('#consent-no')
    for (const path of PAGES) await record(page, path, root)
    await context.close()
  }
  write(lines)
} finally {
  await browser.close()
  await polku.stop()
}
