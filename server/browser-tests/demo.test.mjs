// The simulated visitors go the way of real ones; what comes out is what their simulator counted when it made them up.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { apiOf, eventually } from './api.mjs'
import { startPolku } from './polku.mjs'
import { holdAgainst } from './truth.mjs'

let polku

before(async () => {
  polku = await startPolku('--days', '4', '--visitors', '150', '--seed', '11')
})

after(() => polku?.stop())

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

test('what happened inside the pages, who said who they are and which robots came is what the simulator counted', async () => {
  const { ledger } = apiOf(polku)
  const truth = read()
  const metrics = await (await fetch(`${polku.management}/metrics`)).text()
  const robots = [...metrics.matchAll(/^polku_crawlers_total\{.*name="([^"]+)".*\} (\S+)/gm)].map(([, name, items]) => [name, Number(items)])
  assert.deepEqual(Object.fromEntries(robots), truth.robots)

  await eventually(async () => (await ledger()).spooled, 0)
  const past = `at < parseDateTime64BestEffort('${truth.to}', 3)`
  const [kinds, [users], status] = await polku.rows(
    `SELECT toString(kind) AS kind, count() AS rows FROM interactions WHERE ${past} GROUP BY kind`,
    `SELECT uniqExact(id) AS users FROM identities WHERE kind = 'user' AND ${past}`,
    `SELECT DISTINCT page FROM events WHERE props['status'] = '404' AND ${past} ORDER BY page`,
  )
  assert.deepEqual(Object.fromEntries(kinds.map(({ kind, rows }) => [kind, Number(rows)])), truth.interactionsByKind)
  assert.equal(Number(users.users), truth.identified)
  assert.deepEqual(status.map(({ page }) => page), ['/coffee/kesa', '/fi/coffee/kesa'])
})
