// The simulated visitors go the way of real ones; what comes out is what their simulator counted when it made them up.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { apiOf, eventually } from './api.mjs'
import { startPolku } from './polku.mjs'

const METRICS = ['visitors', 'sessions', 'pageviews', 'events', 'revenue', 'bounceRate', 'sessionDuration', 'engagedTime']

let polku

before(async () => {
  polku = await startPolku('--days', '4', '--visitors', '150', '--seed', '11')
})

after(() => polku?.stop())

/** What the simulator counted, in the shape of the answer; means to the microsecond, since they are sums of fractions. */
const counted = (tally) => [
  tally.visitors,
  tally.sessions,
  tally.pageviews,
  tally.events,
  round(tally.revenue),
  round(tally.bounces / tally.sessions),
  round(tally.durationSeconds / tally.sessions),
  round(tally.engagedSeconds / tally.sessions),
]

const round = (number) => Math.round(number * 1e6) / 1e6

test('every figure of the simulated days is what the simulator counted', async () => {
  const { query } = apiOf(polku)
  const truth = JSON.parse(readFileSync(join(polku.data, 'demo-truth.json'), 'utf8'))
  const dateRange = { from: truth.from, to: truth.to }
  const answered = async (question) =>
    (await query({ metrics: METRICS, dateRange, limit: 1000, ...question })).rows.map((row) => [
      row.dimensions[0] ?? '',
      row.metrics.map(round),
    ])
  const expected = (tallies) => Object.fromEntries(Object.entries(tallies).map(([key, tally]) => [key, counted(tally)]))

  await eventually(async () => Object.fromEntries(await answered({})), { '': counted(truth.total) })
  for (const [dimension, tallies] of [['source', truth.sources], ['country', truth.countries], ['device', truth.devices]]) {
    assert.deepEqual(Object.fromEntries(await answered({ dimensions: [dimension] })), expected(tallies), dimension)
  }
  const byDay = Object.fromEntries((await answered({ interval: 'day' })).map(([start, figures]) => [start.slice(0, 10), figures]))
  // A visit over midnight is a session of both days, each with the whole of its duration: the truth counts what happened.
  const happened = (figures) => figures.slice(2, 5)
  assert.deepEqual(
    Object.fromEntries(Object.entries(byDay).map(([day, figures]) => [day, happened(figures)])),
    Object.fromEntries(Object.entries(truth.days).map(([day, tally]) => [day, happened(counted(tally))])),
  )
})

test('what happened inside the pages, who said who they are and which robots came is what the simulator counted', async () => {
  const { ledger } = apiOf(polku)
  const truth = JSON.parse(readFileSync(join(polku.data, 'demo-truth.json'), 'utf8'))
  const metrics = await (await fetch(`${polku.management}/metrics`)).text()
  const robots = [...metrics.matchAll(/^polku_crawlers_total\{.*name="([^"]+)".*\} (\S+)/gm)].map(([, name, items]) => [name, Number(items)])
  assert.deepEqual(Object.fromEntries(robots), truth.robots)

  await eventually(async () => (await ledger()).spooled, 0)
  const past = `at < parseDateTime64BestEffort('${truth.to}', 3)`
  const [kinds, [users], status] = await polku.rows(
    `SELECT toString(kind) AS kind, count() AS rows FROM interactions WHERE ${past} GROUP BY kind`,
    `SELECT uniqExact(id) AS users FROM identities WHERE kind = 'user' AND ${past}`,
    `SELECT DISTINCT page FROM events WHERE props['status'] = '404' AND ${past}`,
  )
  assert.deepEqual(Object.fromEntries(kinds.map(({ kind, rows }) => [kind, Number(rows)])), truth.interactionsByKind)
  assert.equal(Number(users.users), truth.identified)
  assert.deepEqual(status, [{ page: '/coffee/kesa' }])
})
