// The simulated visitors go the way of real ones; what comes out is what their simulator counted when it made them up.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { apiOf, eventually } from './api.mjs'
import { openBrowser } from './dashboard.mjs'
import { startPolku } from './polku.mjs'
import { holdScreenAgainst } from './screen.mjs'
import { holdAgainst } from './truth.mjs'

let polku
let browser

before(async () => {
  polku = await startPolku('--days', '5', '--visitors', '500', '--seed', '11')
})

after(async () => {
  await browser?.close()
  await polku?.stop()
})

const read = () => JSON.parse(readFileSync(join(polku.data, 'demo-truth.json'), 'utf8'))

test('every figure, in total and by day, and every report by every value are what the simulator counted', async () => {
  const { query } = apiOf(polku)
  const truth = read()
  const dateRange = { from: truth.from, to: truth.to }
  await eventually(async () => (await query({ metrics: ['events'], dateRange })).totals, [truth.total.events])
  await holdAgainst(truth, query)
})

test('each goal is reached as often as the simulator counted', async () => {
  const { query, goals } = apiOf(polku)
  const truth = read()
  for (const { id, name } of await goals()) {
    const { totals: [conversions, rate] } = await query({
      metrics: [`conversions:${id}`, `conversionRate:${id}`],
      dateRange: { from: truth.from, to: truth.to },
    })
    const reached = truth.goals[name] ?? { conversions: 0, sessions: 0 }
    assert.equal(conversions, reached.conversions, name)
    assert.equal(Math.round(rate * truth.total.sessions), reached.sessions, name)
  }
})

test('the overview shows in Chromium what the simulator counted, and of one source alone after a click on it', async () => {
  const { site, goals } = apiOf(polku)
  browser = await openBrowser()
  await holdScreenAgainst(read(), { browser, polku, site: await site(), goals: await goals() })
})

test('planted problems that reports show are met as often as the simulator counted', async () => {
  const { query } = apiOf(polku)
  const { planted: { unknownWord, slowPage, shippingLeak, cartLoop }, from, to } = read()
  const asked = async (...filters) => (await query({ metrics: ['sessions', 'events'], dateRange: { from, to }, filters })).totals
  const steps = ['is', 'page', ['/checkout/shipping', '/fi/checkout/shipping']]
  const exits = ['is', 'exitPage', steps[2]]

  assert.ok([unknownWord, slowPage, shippingLeak, cartLoop].every(({ sessions }) => sessions > 0))
  assert.deepEqual(await asked(['is', 'search', unknownWord.what.split(', ')], ['is', 'prop:results', ['0']]), [unknownWord.sessions, unknownWord.occurrences])
  const shelf = [['is', 'country', ['EE']], ['is', 'page', ['/coffee', '/fi/coffee']], ['is', 'event', ['pageview']]]
  assert.deepEqual(await asked(...shelf), [slowPage.sessions, slowPage.occurrences])
  const phones = [steps, ['is', 'device', ['mobile']], ['is', 'event', ['pageview']]]
  assert.deepEqual(await asked(...phones), [shippingLeak.sessions, shippingLeak.occurrences])
  assert.equal((await asked(...phones, exits))[0], shippingLeak.exits)
})

test('what happened inside the pages, who said who they are and which robots came is what the simulator counted', async () => {
  const { ledger } = apiOf(polku)
  const truth = read()
  const { deadButton, paymentError } = truth.planted
  const metrics = await (await fetch(`${polku.management}/metrics`)).text()
  const robots = [...metrics.matchAll(/^polku_crawlers_total\{.*name="([^"]+)".*\} (\S+)/gm)].map(([, name, items]) => [name, Number(items)])
  assert.deepEqual(Object.fromEntries(robots), truth.robots)

  await eventually(async () => (await ledger()).spooled, 0)
  const past = `at < parseDateTime64BestEffort('${truth.to}', 3)`
  const [kinds, [users], status, [dead], [failed]] = await polku.rows(
    `SELECT toString(kind) AS kind, count() AS rows FROM interactions WHERE ${past} GROUP BY kind`,
    `SELECT uniqExact(id) AS users FROM identities WHERE kind = 'user' AND ${past}`,
    `SELECT DISTINCT page FROM events WHERE props['status'] = '404' AND ${past} ORDER BY page`,
    `SELECT count() AS rows, uniqExact(session_id) AS sessions, groupUniqArray(device) AS devices FROM interactions
     WHERE kind = 'deadClick' AND selector = '${deadButton.what}' AND ${past}`,
    `SELECT count() AS rows, uniqExact(session_id) AS sessions, any(message) AS message FROM interactions WHERE kind = 'error' AND ${past}`,
  )
  assert.deepEqual(Object.fromEntries(kinds.map(({ kind, rows }) => [kind, Number(rows)])), truth.interactionsByKind)
  assert.equal(Number(users.users), truth.identified)
  assert.deepEqual([Number(dead.rows), Number(dead.sessions), dead.devices], [deadButton.occurrences, deadButton.sessions, ['tablet']])
  assert.deepEqual([Number(failed.rows), Number(failed.sessions), failed.message], [paymentError.occurrences, paymentError.sessions, paymentError.what])
  assert.deepEqual(status.map(({ page }) => page), ['/coffee/kesa', '/fi/coffee/kesa'])
})
