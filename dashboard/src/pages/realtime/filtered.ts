import { api } from '../../api/client';
import type { Dimension, Filter, Query, QueryAnswer, Realtime } from '../../api/records';

const MINUTE = 60_000;
const SHOWN = 10;

export interface Narrowed extends Omit<Realtime, 'events'> {
  /** Events by their names, where single ones cannot be told apart by the filters. */
  names: { name: string; visitors: number }[];
}

/** The last half hour of those who match the filters: the questions of a report, asked of the present. */
export async function narrowed(site: string, filters: readonly Filter[], now: number): Promise<Narrowed> {
  const end = (Math.floor(now / MINUTE) + 1) * MINUTE;
  const ask = (minutes: number, more: Partial<Query>): Promise<QueryAnswer> =>
    api.query(site, {
      metrics: ['visitors'],
      dateRange: { from: instant(end - minutes * MINUTE), to: instant(end) },
      filters: [...filters],
      ...more,
    });
  const top = (dimension: Dimension): Promise<QueryAnswer> =>
    ask(30, { dimensions: [dimension], orderBy: [['visitors', 'desc']], limit: SHOWN });
  const [five, thirty, pages, sources, countries, names] = await Promise.all([
    ask(5, {}),
    ask(30, { metrics: ['visitors', 'pageviews'], interval: 'minute' }),
    top('page'),
    top('source'),
    top('country'),
    top('event'),
  ]);
  const rows = ({ rows: found }: QueryAnswer): { value: string; visitors: number }[] =>
    found.map((row) => ({ value: row.dimensions[0]!, visitors: row.metrics[0] ?? 0 })).filter((row) => row.visitors > 0);
  return {
    visitors5: five.totals[0] ?? 0,
    visitors30: thirty.totals[0] ?? 0,
    perMinute: thirty.rows.map((row) => ({ start: row.dimensions[0]!, visitors: row.metrics[0] ?? 0, pageviews: row.metrics[1] ?? 0 })),
    pages: rows(pages).map(({ value, visitors }) => ({ page: value, visitors })),
    sources: rows(sources).map(({ value, visitors }) => ({ source: value, visitors })),
    countries: rows(countries).map(({ value, visitors }) => ({ country: value, visitors })),
    names: rows(names).map(({ value, visitors }) => ({ name: value, visitors })),
  };
}

function instant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
