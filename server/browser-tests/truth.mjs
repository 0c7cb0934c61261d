// What the simulator counted when it made its visitors up, beside what the API answers.
import assert from 'node:assert/strict'

const METRICS = [
  'visitors', 'sessions', 'pageviews', 'events', 'revenue', 'bounceRate', 'sessionDuration', 'engagedTime', 'viewsPerSession', 'conversions',
  'conversionRate',
]
const MOST_ROWS = 1000

const share = (part, of) => (of ? part / of : null)
/** Two ways to the same fraction may differ by what a computer's numbers cannot hold, and by no more. */
const isSame = (a, b) => a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)))

/** What the simulator counted, in the shape of the answer. Zeros are left out of the file. */
const counted = ({
  visitors = 0, sessions = 0, entries = 0, bounces = 0, pageviews = 0, events = 0, revenue = 0, conversions = 0, converted = 0,
  durationSeconds = 0, engagedSeconds = 0,
}) => [
  visitors, sessions, pageviews, events, revenue, share(bounces, entries), share(durationSeconds, sessions),
  share(engagedSeconds, sessions), share(pageviews, sessions), conversions, share(converted, sessions),
]

/** What the simulator counted, by the names of the metrics. */
export const figuresOf = (tally) => named(counted(tally))

const named = (figures) => Object.fromEntries(METRICS.map((metric, index) => [metric, figures[index]]))
/** The figures, but for those that are the same as `expected`, which they are replaced by. */
const near = (figures, expected) => figures.map((figure, index) => (isSame(figure, expected[index]) ? expected[index] : figure))

function hold(figures, tally, what) {
  const expected = counted(tally)
  assert.deepEqual(named(near(figures, expected)), named(expected), what)
}
const isNothing = (figures) => figures.every((figure) => !figure)

/**
 * Holds every figure against the truth: in total and by day; and by each dimension, in total and by day.
 * @param ask a question to the query API, to its answer
 */
export async function holdAgainst(truth, ask) {
  async function all({ to = truth.to, ...question }) {
    const dateRange = { from: truth.from, to }
    const rows = []
    let cursor = null
    do {
      const answer = await ask({ metrics: METRICS, dateRange, limit: MOST_ROWS, ...question, ...(cursor && { cursor }) })
      rows.push(...answer.rows)
      cursor = answer.meta.nextCursor
    } while (cursor)
    return rows
  }

  const [{ metrics: total }] = await all({})
  hold(total, truth.total, 'in total')
  const { wholeDays } = truth
  const [{ metrics: ofWholeDays }] = await all({ to: wholeDays.to })
  hold(ofWholeDays, wholeDays.total, 'in whole days')
  const days = await all({ interval: 'day' })
  assert.equal(days.length, Object.keys(truth.days).length)
  for (const { dimensions: [start], metrics } of days) {
    hold(metrics, truth.days[start.slice(0, 10)], start)
  }

  for (const [dimension, values] of Object.entries(truth.by)) {
    const question = { dimensions: [dimension] }
    // of what only some events have, the others have a row of their own that says nothing
    const about = ({ dimensions }) => !dimension.startsWith('prop:') || dimensions.at(-1) !== ''
    const rows = (await all(question)).filter(about)
    assert.deepEqual(rows.map(({ dimensions: [value] }) => value).sort(), Object.keys(values).sort(), dimension)
    for (const { dimensions: [value], metrics } of rows) {
      hold(metrics, values[value], `${dimension} ${value}`)
    }
    const inWholeDays = (await all({ ...question, to: wholeDays.to })).filter(about)
    assert.deepEqual(inWholeDays.map(({ dimensions: [value] }) => value).sort(), Object.keys(wholeDays.by[dimension]).sort(), dimension)
    for (const { dimensions: [value], metrics } of inWholeDays) {
      hold(metrics, wholeDays.by[dimension][value], `${dimension} ${value} in whole days`)
    }
    const told = (await all({ ...question, interval: 'day' })).filter(about).filter(({ metrics }) => !isNothing(metrics))
    const expected = Object.values(truth.byDay[dimension]).reduce((sum, byDate) => sum + Object.keys(byDate).length, 0)
    assert.equal(told.length, expected, `${dimension} by day`)
    for (const { dimensions: [start, value], metrics } of told) {
      const day = start.slice(0, 10)
      hold(metrics, truth.byDay[dimension][value]?.[day] ?? {}, `${dimension} ${value} on ${day}`)
    }
  }
}
