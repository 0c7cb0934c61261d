// Visitors click in the shop, in windows of four widths; on the owner's heatmap each click is a dot at that place of that element, on
// the page as it was and on a page that has changed since.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiOf, eventually } from './api.mjs'
import { openBrowser, openLink, signIn, takeSnapshot } from './dashboard.mjs'
import { startPolku } from './polku.mjs'

const WINDOWS = [[1440, 900], [1024, 768], [768, 1024], [390, 844]]
/** Parts of an element's box; each window's are moved by this, so that no two clicks lie on each other. */
const PLACES = [[0.15, 0.3], [0.66, 0.5]]
const MOVED = [0.06, 0.07]

/**
 * What is clicked, by selectors of this test that hold whatever the page's order is. `scroll`: how far down the page is by then, where
 * what is clicked sticks to the window; `panel`: what it lies at the end of; `widths`: of the windows that show it, if not all do.
 */
const HEADER = [{ at: '#brand' }, { at: '#language' }, { at: '#cart-link' }, { at: '#nav-guide', widths: [1440] }]
const SCROLLED_HEADER = ['#brand', '#cart-link', '#language'].map((at) => ({ at, scroll: 1100 }))
const FOOTER = [{ at: '#foot-delivery' }, { at: '#growers' }, { at: '#letter-go' }, { at: '.foot-small' }]
const CLICKED = {
  '/': [
    ...HEADER,
    { at: '#hero-shop' }, { at: '#hero-start' }, { at: '.lead' }, { at: '#home-all' },
    ...['Aamu', 'Metsä', 'Saaristo', 'Nuotio'].map((coffee) => ({ at: `#best [data-name=${coffee}] a` })),
    { at: '#home-launch' }, { at: '.launch-art img' }, { at: '#home-light' }, { at: '#home-medium' }, { at: '#home-dark' },
    { at: '.steps li:nth-child(2) > span' }, { at: '#home-articles > :nth-child(2) a' }, { at: '.quotes blockquote:nth-child(2) > p' },
    ...SCROLLED_HEADER,
    ...FOOTER,
  ],
  '/coffee/metsa': [
    ...HEADER,
    { at: '.product-art img' }, { at: '.tastes' }, { at: '.story-text' }, { at: '#to-reviews' }, { at: '#sizes label:nth-child(2) > input' },
    { at: '.field-small > span' },
    { at: '#add-to-cart' }, { at: '.assurances li:nth-child(2)' },
    { at: '#brewing-notes > p:nth-of-type(1)' }, { at: '#brewing-notes a', panel: '#brewing-notes' },
    { at: '#review-list li:nth-last-child(1) > p:last-child', panel: '#review-list' },
    { at: '#also [data-name=Aamu] a' }, { at: '#also [data-name=Saaristo] a' }, { at: '#also [data-name=Nuotio] a', widths: [1440, 1024] },
    ...SCROLLED_HEADER,
    ...FOOTER,
  ],
}

/** Pixels of the screen between where a dot has to be and the nearest of its ink. */
const NEAR = 3
/** Pixels of the screen between any ink and the middle of a dot: of the largest dot's radius, and what clicks of one cell differ by. */
const REACH = 12

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

/** A page of somebody new who has answered the question about consent. */
async function visitor([width, height]) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width, height }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${polku.shop}/about`)
  await page.click('#consent-yes')
  return page
}

/** Takes the snapshot of a page by a link, as the owner does; `change` may alter the page before. Answers the version's id. */
async function snapshotOf(path, change = () => {}) {
  const api = apiOf(polku)
  const ofOwner = async () => {
    const { versions } = await api.snapshots({ page: path, device: 'desktop' })
    return versions.filter(({ takenBy }) => takenBy === 'owner').map(({ id }) => id)
  }
  const known = await ofOwner()
  const page = await visitor(WINDOWS[0])
  await openLink(page, (await api.link({ purpose: 'snapshot', url: polku.shop + path, page: path })).url)
  await page.evaluate(change)
  await takeSnapshot(page)
  await page.context().close()
  let added
  await eventually(async () => {
    added = (await ofOwner()).filter((id) => !known.includes(id))
    return added.length
  }, 1)
  return added[0]
}

/** Clicks everything in one window; answers the clicks of each page: the element and the parts of its box. */
async function clickThrough(window, turn) {
  const page = await visitor(window)
  const clicks = {}
  for (const [path, wanted] of Object.entries(CLICKED)) {
    await page.goto(polku.shop + path)
    await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/i.js')))
    await page.evaluate(() => {
      addEventListener('click', (event) => event.target.closest('a') && event.preventDefault())
    })
    clicks[path] = []
    for (const { at, scroll, panel, widths } of wanted) {
      if (widths && !widths.includes(window[0])) continue
      for (const place of PLACES) {
        const aim = await page.evaluate(aimAt, { at, scroll, place: place.map((part, axis) => part + turn * MOVED[axis]) })
        // nobody is quicker
        await page.mouse.click(aim.x, aim.y, { delay: 10 })
        clicks[path].push({ at, panel, place: aim.place, width: window[0] })
      }
    }
  }
  const told = page.waitForResponse((answer) => answer.url().endsWith('/b'))
  await page.goto(`${polku.shop}/about`)
  await told
  await page.context().close()
  return clicks
}

/** In the shop's page: brings an element into view, and tells the whole pixel that lies there in its box; it has to be the element's. */
function aimAt({ at, scroll, place: [across, down] }) {
  const control = 'a,button'
  const element = document.querySelector(at)
  if (scroll === undefined) element.scrollIntoView({ block: 'center', behavior: 'instant' })
  else scrollTo({ top: scroll, behavior: 'instant' })
  const { left, top, width, height } = element.getBoundingClientRect()
  const [x, y] = [Math.round(left + across * width), Math.round(top + down * height)]
  const hit = document.elementFromPoint(x, y)
  if (hit !== element && hit?.closest(control) !== element) throw new Error(`${at} at ${x}, ${y} is under ${hit?.outerHTML.slice(0, 80)}`)
  return { x, y, place: [(x - left) / width, (y - top) / height] }
}

/** Opens the heatmap of a version of the page and looks for every click's dot; answers the clicks that have none. */
async function missedOn(page, path, version, clicks) {
  const query = new URLSearchParams({ 'tab.map': path, 'tab.device': 'desktop', 'tab.look': 'confetti', 'tab.version': version })
  await page.goto(`${polku.url}/sites/${await apiOf(polku).site()}/heatmaps?${query}`)
  await page.locator('.backdrop-over canvas').first().waitFor()
  await page.locator('.map[aria-busy=false]').waitFor()
  const missed = []
  let wheeled = null
  for (const at of new Set(clicks.map((click) => click.at))) {
    const own = clicks.filter((click) => click.at === at)
    const [{ panel }] = own
    await page.evaluate(showOnBackdrop, panel ?? at)
    if (panel !== undefined && panel !== wheeled) {
      const middle = await page.evaluate(middleOnScreen, panel)
      await page.mouse.move(middle.x, middle.y)
      await page.mouse.wheel(0, 5000)
      await page.waitForFunction(isAtEnd, panel)
      wheeled = panel
    }
    for (const why of await page.evaluate(withoutDot, { at, places: own.map(({ place }) => place), near: NEAR })) {
      missed.push(`${at} from ${own[why.index].width} px: ${why.reason}`)
    }
  }
  return missed
}

/** In the dashboard's page: scrolls the backdrop until the element is in the middle of its window. */
async function showOnBackdrop(at) {
  const frame = document.querySelector('.backdrop-frame')
  const { top, height } = frame.contentDocument.querySelector(at).getBoundingClientRect()
  const scroller = document.querySelector('.backdrop-scroll')
  const scale = frame.getBoundingClientRect().width / frame.offsetWidth
  scroller.scrollTop = (frame.contentWindow.scrollY + top + height / 2) * scale - scroller.clientHeight / 2
  // scroll events come with the next frame
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame)
}

function middleOnScreen(at) {
  const frame = document.querySelector('.backdrop-frame')
  const { left, top, width } = frame.getBoundingClientRect()
  const scale = width / frame.offsetWidth
  const box = frame.contentDocument.querySelector(at).getBoundingClientRect()
  return { x: left + (box.left + box.width / 2) * scale, y: top + (box.top + box.height / 2) * scale }
}

function isAtEnd(at) {
  const { scrollTop, scrollHeight, clientHeight } = document.querySelector('.backdrop-frame').contentDocument.querySelector(at)
  return scrollTop > 0 && scrollTop + clientHeight > scrollHeight - 2
}

/** In the dashboard's page: the places of an element's box, as parts of it, near which nothing is drawn inside of the box. */
function withoutDot({ at, places, near }) {
  const frame = document.querySelector('.backdrop-frame')
  const window_ = frame.getBoundingClientRect()
  const scale = window_.width / frame.offsetWidth
  const element = frame.contentDocument.querySelector(at)
  const inside = element.getBoundingClientRect()
  const box = { left: window_.left + inside.left * scale, top: window_.top + inside.top * scale, width: inside.width * scale, height: inside.height * scale }
  const canvases = [...document.querySelectorAll('.backdrop-over canvas')].map((canvas) => ({ canvas, on: canvas.getBoundingClientRect() }))
  const isInk = (x, y) =>
    x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height &&
    canvases.some(({ canvas, on }) => {
      const [column, row] = [((x - on.left) / on.width) * canvas.width, ((y - on.top) / on.height) * canvas.height]
      return canvas.getContext('2d').getImageData(Math.floor(column), Math.floor(row), 1, 1).data[3] > 0
    })
  return places.flatMap(([across, down], index) => {
    const [x, y] = [box.left + across * box.width, box.top + down * box.height]
    const under = frame.contentDocument.elementFromPoint((x - window_.left) / scale, (y - window_.top) / scale)
    if (!element.contains(under)) return [{ index, reason: `${across.toFixed(2)}, ${down.toFixed(2)} is under ${under?.outerHTML.slice(0, 80)}` }]
    for (let dx = -near; dx <= near; dx++) for (let dy = -near; dy <= near; dy++) if (dx * dx + dy * dy <= near * near && isInk(x + dx, y + dy)) return []
    return [{ index, reason: `nothing at ${across.toFixed(2)}, ${down.toFixed(2)}` }]
  })
}

/** In the dashboard's page: how many pixels are drawn, and those that are too far from all clicks to be of any. */
function strayInk({ clicks, reach }) {
  const frame = document.querySelector('.backdrop-frame')
  const { left, top, width } = frame.getBoundingClientRect()
  const scale = width / frame.offsetWidth
  const middles = clicks.map(({ at, place: [across, down] }) => {
    const box = frame.contentDocument.querySelector(at).getBoundingClientRect()
    return [left + (box.left + across * box.width) * scale, top + (box.top + down * box.height) * scale]
  })
  const stray = []
  let ink = 0
  for (const canvas of document.querySelectorAll('.backdrop-over canvas')) {
    const on = canvas.getBoundingClientRect()
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    for (let at = 3; at < data.length; at += 4) {
      if (data[at] === 0) continue
      ink++
      const pixel = (at - 3) / 4
      const x = on.left + ((pixel % canvas.width) / canvas.width) * on.width
      const y = on.top + (Math.floor(pixel / canvas.width) / canvas.height) * on.height
      if (!middles.some((middle) => Math.hypot(x - middle[0], y - middle[1]) <= reach)) stray.push([Math.round(x), Math.round(y)])
    }
  }
  return { ink, stray }
}

/** In the shop's page: what makes another version of it. */
function changeLayout() {
  const banner = document.createElement('section')
  banner.className = 'offer'
  banner.style = 'height: 130px; padding: 20px; background: #c9a227'
  banner.innerHTML = '<h2>Autumn offer</h2><a href="/coffee">To the offer</a> <button>Close</button>'
  document.body.prepend(banner)
  for (const grid of document.querySelectorAll('#best, #also')) {
    const cards = [...grid.children]
    grid.append(...cards.map((_, index) => cards[(index + 2) % cards.length]).reverse())
  }
}

test('every click is drawn where it was, inside the element that it was on, also after the page has changed', { timeout: 120_000 }, async () => {
  const api = apiOf(polku)
  const paths = Object.keys(CLICKED)
  const versionsOf = async (change) => Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await snapshotOf(path, change)])))
  const versions = await versionsOf()

  const ofWindows = await Promise.all(WINDOWS.map(clickThrough))
  const clicks = Object.fromEntries(paths.map((path) => [path, ofWindows.flatMap((own) => own[path])]))
  for (const path of paths) {
    await eventually(async () => {
      const { interactions, points } = await api.heatmap({ page: path, device: 'desktop', kind: 'click' })
      return [interactions, points.count.reduce((sum, count) => sum + count, 0)]
    }, [clicks[path].length, clicks[path].length])
  }

  const page = await signIn(browser, polku)
  await page.waitForURL('**/sites/*')
  for (const path of paths) {
    assert.deepEqual(await missedOn(page, path, versions[path], clicks[path]), [], path)
    assert.equal(await page.locator('.map-unanchored').count(), 0, `${path}: all elements are on the page`)
    const { ink, stray } = await page.evaluate(strayInk, { clicks: clicks[path], reach: REACH })
    assert.ok(ink > 10 * clicks[path].length)
    assert.deepEqual(stray, [], `${path}: nothing else is drawn`)
  }

  const changed = await versionsOf(changeLayout)
  let lost = 0
  for (const path of paths) {
    const missed = await missedOn(page, path, changed[path], clicks[path])
    for (const one of missed) console.log(`${path}, changed: ${one}`)
    lost += missed.length
  }
  const all = Object.values(clicks).flat().length
  console.log(`${all - lost} of ${all} clicks are at their places after the change`)
  assert.ok(lost <= 0.02 * all)
})
