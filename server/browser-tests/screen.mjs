// What the simulator counted when it made its visitors up, beside what the overview shows of them in Chromium.
import assert from 'node:assert/strict'
import { eventually } from './api.mjs'
import { keyFigures, panelRows, secondsOf, signIn } from './dashboard.mjs'
import { figuresOf } from './truth.mjs'

const FIGURES = {
  Visitors: 'visitors', Sessions: 'sessions', Pageviews: 'pageviews', Conversions: 'conversions', 'Conversion rate': 'conversionRate',
  Revenue: 'revenue', 'Bounce rate': 'bounceRate', 'Session duration': 'sessionDuration', 'Engaged time': 'engagedTime',
}
const SHOWN_ROWS = 8

const capitalised = (word) => word.charAt(0).toUpperCase() + word.slice(1)
/** What the screen calls the values of a panel's dimension; `regions` by their codes. */
const PANELS = {
  Pages: { dimension: 'page', name: (path) => path },
  Sources: { dimension: 'source', name: (source) => source || 'Direct' },
  Places: { dimension: 'country', name: (code, regions) => regions[code] },
  Devices: { dimension: 'device', name: capitalised },
}

/** The value as precisely as the text is: "41%" for 0.4123, "€18,240" for 18240.4, "2 m 48 s" for 167.6 s. */
function written(value, text) {
  if (/\d\s+s$/.test(text)) return secondsOf(text) === Math.round(value) ? text : `${Math.round(value)} s`
  const digits = /\.(\d+)/.exec(text)?.[1].length ?? 0
  const format = new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return text.replace(/[\d.,]+/, format.format(text.endsWith('%') ? value * 100 : value))
}

/** Holds key figures as they are written against what was counted: all nine of them. */
async function holdFigures(page, tally, what) {
  const counted = figuresOf(tally)
  await eventually(async () => (await keyFigures(page)).Visitors, written(counted.visitors, '0'))
  const shown = await keyFigures(page)
  const expected = Object.entries(FIGURES).map(([name, metric]) => [name, written(counted[metric], shown[name] ?? '')])
  assert.deepEqual(shown, Object.fromEntries(expected), what)
}

/** Holds the first rows of a panel: the greatest values, each under its name, with its share of all. */
async function holdPanel(page, title, total, values, regions) {
  const { name } = PANELS[title]
  const byName = new Map(Object.entries(values).map(([value, tally]) => [name(value, regions), tally.visitors]))
  const greatest = [...byName.values()].sort((a, b) => b - a).slice(0, SHOWN_ROWS)
  await eventually(
    async () => (await panelRows(page, title)).map(([, visitors]) => visitors),
    greatest.map((visitors) => written(visitors, '0')),
  )
  for (const [row, visitors, share] of await panelRows(page, title)) {
    assert.equal(visitors, written(byName.get(row), '0'), `${title}: ${row}`)
    assert.equal(share, written(byName.get(row) / total.visitors, share), `${title}: the share of ${row}`)
  }
}

/** Holds the sessions that reached each goal, and their share. */
async function holdGoals(page, total, goals, reached) {
  await eventually(async () => (await panelRows(page, 'Goals')).length, goals.length)
  const rows = await panelRows(page, 'Goals')
  assert.deepEqual(rows.map(([name]) => name).sort(), goals.map(({ name }) => name).sort())
  for (const [name, sessions, rate] of rows) {
    const counted = reached[name]?.sessions ?? 0
    assert.equal(sessions, written(counted, '0'), `${name}: sessions`)
    assert.equal(rate, written(counted / total.sessions, rate), `${name}: rate`)
  }
}

/**
 * Reads the overview of all whole days that were simulated, then of one source of visitors alone by a click on its row, then of all again.
 * @param goals of the site
 */
export async function holdScreenAgainst(truth, { browser, polku, site, goals }) {
  const { from, timezone, wholeDays } = truth
  const { total, by } = wholeDays
  const day = (time) => new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(time)
  const page = await signIn(browser, polku, `/sites/${site}?from=${day(Date.parse(from))}&to=${day(Date.parse(wholeDays.to) - 1)}`)
  const regions = await page.evaluate(
    (codes) => Object.fromEntries(codes.map((code) => [code, new Intl.DisplayNames('en-GB', { type: 'region' }).of(code)])),
    Object.keys(by.country),
  )

  await holdFigures(page, total, 'the key figures')
  for (const [title, { dimension }] of Object.entries(PANELS)) {
    await holdPanel(page, title, total, by[dimension], regions)
  }
  await holdGoals(page, total, goals, wholeDays.goals)

  const sources = Object.entries(by.source).sort(([, a], [, b]) => b.visitors - a.visitors)
  const [source, ofSource] = sources[0]
  const row = page.locator('#sources').getByRole('button', { name: PANELS.Sources.name(source), exact: true })
  await row.click()
  await page.waitForURL((url) => url.searchParams.get('f') === `is:source:${source}`)
  await holdFigures(page, ofSource, `the key figures of ${source}`)
  await holdPanel(page, 'Sources', ofSource, { [source]: ofSource }, regions)

  await page.goBack()
  await holdFigures(page, total, 'the key figures without the filter')
  await page.context().close()
}
