// Polku's API as a program with a key uses it, for the first site.
import assert from 'node:assert/strict'

export function apiOf(polku) {
  const headers = { Authorization: `Bearer ${polku.key}`, 'Content-Type': 'application/json' }

  async function call(method, path, body) {
    const answer = await fetch(`${polku.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
    assert.equal(Math.floor(answer.status / 100), 2, await answer.clone().text())
    return answer.json()
  }

  const site = async () => (await call('GET', '/sites')).sites[0].id

  /** Asks about the last 24 hours where the question names no date range. */
  async function ask(path, question) {
    const now = Date.now()
    const dateRange = { from: new Date(now - 86_400_000).toISOString(), to: new Date(now + 3_600_000).toISOString() }
    return call('POST', `/sites/${await site()}/${path}`, { dateRange, ...question })
  }

  return {
    site,

    /** The general query. */
    query: (question) => ask('query', question),

    /** The points of a page. */
    heatmap: (question) => ask('heatmaps/query', question),

    /** The recorded sessions, the latest first. */
    replays: (question) => ask('replays/query', question),
    replay: async (session) => call('GET', `/sites/${await site()}/replays/${session}`),

    settings: async (changes) => call('PATCH', `/sites/${await site()}`, changes),

    snapshots: async (of) => call('GET', `/sites/${await site()}/snapshots?${new URLSearchParams(of)}`),
    snapshot: async (id, of) => call('GET', `/sites/${await site()}/snapshots/${id}?${new URLSearchParams(of)}`),

    /** A link with which an owner does something on a page. */
    link: async (draft) => call('POST', `/sites/${await site()}/links`, draft),

    goals: async () => (await call('GET', `/sites/${await site()}/goals`)).goals,

    /** How many rows are in each state: accepted, spooled, stored… */
    async ledger() {
      const text = await (await fetch(`${polku.management}/metrics`)).text()
      return Object.fromEntries(
        [...text.matchAll(/^polku_ledger_rows\{state="(\w+)"\} (\S+)/gm)].map(([, state, rows]) => [state, Number(rows)]),
      )
    },

    /** Sends server-side events. */
    async tell(events) {
      const id = await site()
      await call('POST', '/events', events.map((event) => ({ site: id, ...event })))
    },
  }
}

/** Asks until the answer is as expected, 15 seconds at most: a beacon is seen within 2. */
export async function eventually(ask, expected) {
  const end = Date.now() + 15_000
  for (;;) {
    const actual = await ask()
    try {
      assert.deepEqual(actual, expected)
      return
    } catch (difference) {
      if (Date.now() > end) throw difference
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** The first metric by the first dimension. */
export const rowsOf = (answer) => Object.fromEntries(answer.rows.map((row) => [row.dimensions[0], row.metrics[0]]))
