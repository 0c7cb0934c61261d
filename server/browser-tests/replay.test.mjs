// A visitor is recorded in the shop, and the owner watches: at twenty moments the player shows what the visitor's window showed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiOf, eventually } from './api.mjs'
import { openBrowser, signIn } from './dashboard.mjs'
import { likeness } from './likeness.mjs'
import { startPolku } from './polku.mjs'
import { shop, textOf } from './shopping.mjs'

const ALIKE = 0.98
/**
 * Chromium's own text of a rule, which is what is recorded, lacks a shorthand with a variable (`font: 500 1rem var(--serif)`) of which a part is
 * set after it: the recipe's figures are in another font.
 */
const LESS_ALIKE = { 'a canvas': 0.96, 'another canvas on another route': 0.96 }
/** What stands for what is not to be read. */
const MASK = /[*•0x]/i

let polku
let browser
let moments
let replay
let site

before(async () => {
  polku = await startPolku('--empty')
  browser = await openBrowser()
  const api = apiOf(polku)
  // what is masked on pages of one's own is tested where the recorder is
  await api.settings({ maskedPages: [] })
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  moments = await shop(page, polku.shop)
  await context.close()
  site = await api.site()
  await eventually(async () => {
    const [row] = (await api.replays({})).rows
    replay = row && (await api.replay(row.session))
    return ends() >= moments.at(-1).at
  }, true)
})

after(async () => {
  await browser?.close()
  await polku?.stop()
})

const starts = () => Math.min(...replay.documents.map(({ startedAt }) => Date.parse(startedAt)))
const ends = () => Math.max(0, ...(replay?.documents ?? []).map(({ endedAt }) => Date.parse(endedAt)))

/** The player, standing at a moment. */
async function watch(at) {
  const page = await signIn(browser, polku, `/sites/${site}/replays/${replay.session}?tab.t=${((at - starts()) / 1000).toFixed(1)}`)
  await page.waitForSelector('.stage-frame')
  await page.waitForFunction(() => document.querySelector('.stage-waiting, .stage-nothing') === null && document.querySelector('.stage-play') !== null)
  return page
}

/** The frame of the player, as large as the visitor's window and without what lies over it. */
async function bare(page, { width, height }) {
  await page.evaluate(
    ([w, h]) => {
      const set = (element, styles) => Object.entries(styles).forEach(([name, value]) => element.style.setProperty(name, value, 'important'))
      for (let above = document.querySelector('.stage-scaled'); above !== document.body; above = above.parentElement) {
        for (const beside of above.parentElement.children) if (beside !== above) set(beside, { display: 'none' })
        set(above, { display: 'block', position: 'fixed', inset: '0 auto auto 0', transform: 'none', width: `${w}px`, height: `${h}px`, margin: '0', padding: '0', border: '0', 'border-radius': '0', overflow: 'visible', 'max-width': 'none', 'max-height': 'none' })
      }
      set(document.querySelector('.stage-over'), { display: 'none' })
    },
    [width, height],
  )
}

/** But for what is masked, sign by sign. */
function isSame(text, shown) {
  return text.length === shown.length && [...text].every((sign, index) => sign === shown[index] || MASK.test(shown[index]))
}

async function keep(index, picture, shown, text, words) {
  const { writeFileSync } = await import('node:fs')
  const name = `${process.env.POLKU_KEEP_PICTURES}/${String(index).padStart(2, '0')}`
  writeFileSync(`${name}-was.png`, picture)
  writeFileSync(`${name}-shown.png`, shown)
  writeFileSync(`${name}.txt`, `${text}\n\n${words}\n`)
}

test('the player shows what the visitor saw, at twenty moments', async () => {
  const scores = []
  for (const { what, at, picture, text, fields, size } of moments) {
    const page = await watch(at)
    await bare(page, size)
    const shown = await page.screenshot({ clip: { x: 0, y: 0, ...size }, animations: 'disabled' })
    const score = likeness(picture, shown, fields)
    const words = await page.frames().find((frame) => frame.url().endsWith('/backdrop')).evaluate(textOf)
    scores.push({ what, score, isText: isSame(text, words) })
    if (process.env.POLKU_KEEP_PICTURES) await keep(moments.findIndex((one) => one.at === at), picture, shown, text, words)
    await page.context().close()
  }
  console.log(scores.map(({ what, score }) => `${score.toFixed(4)} ${what}`).join('\n'))
  for (const { what, score, isText } of scores) {
    assert.ok(score >= (LESS_ALIKE[what] ?? ALIKE), `${what}: ${score}`)
    assert.ok(isText, `${what}: other text`)
  }
})
