import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Query, QueryAnswer, Row } from '../../src/api/records';
import { shadeOf, shadesOf } from '../../src/elements/heat/classes';
import { isChance, spreadOf } from '../../src/format/samples';
import { contributor } from '../../src/pages/overview/contributor';
import { isNoise, isUnsettled, keyFigures } from '../../src/pages/overview/figures';
import { movers } from '../../src/pages/overview/movers';
import { intervalsFor, timeSeries } from '../../src/pages/overview/timeseries';
import { inFront, metricsOf, orderFrom } from '../../src/pages/report/columns';
import { resolve, type Period } from '../../src/state/period';
import { parseDay } from '../../src/state/zone';
import { pretendBrowser } from './browser';

const rows = (values: Record<string, number>): Row[] => Object.entries(values).map(([name, n]) => ({ dimensions: [name], metrics: [n] }));

describe('the source that made a change', () => {
  it('is the one that moved most, in the direction of the whole', () => {
    expect(contributor(rows({ Google: 230, Newsletter: 90 }), rows({ Google: 220, Newsletter: 20 }), 80)).toEqual({ value: 'Newsletter', moved: 70 });
  });

  it('may be one that nobody comes from any more', () => {
    expect(contributor(rows({ Google: 200 }), rows({ Google: 205, Radio: 60 }), -65)).toEqual({ value: 'Radio', moved: -60 });
  });

  it('is none where several share it, or where the biggest moved the other way', () => {
    expect(contributor(rows({ a: 20, b: 20, c: 20 }), rows({}), 60)).toBeNull();
    expect(contributor(rows({ a: 0, b: 10 }), rows({ a: 90 }), 5)).toEqual({ value: 'b', moved: 10 });
    expect(contributor(rows({ a: 0 }), rows({ a: 90 }), 5)).toBeNull();
  });
});

describe('a change', () => {
  it('is noise from the usual five of a hundred on, and nothing is said where nobody knows', () => {
    expect([isNoise(0.049), isNoise(0.05), isNoise(null)]).toEqual([false, true, false]);
  });

  it('takes its p-value from the answer, and none where nothing is compared', () => {
    const significance = [{ metric: 'visitors', pValue: 0.2, smallSample: false }];
    expect(keyFigures([10], [12], { goals: false, revenue: false }, significance)[0]!.pValue).toBe(0.2);
    expect(keyFigures([10], null, { goals: false, revenue: false }, significance)[0]!.pValue).toBeNull();
  });

  it('is not settled before its p-value is there, unless so few stand behind it that it needs none', () => {
    const visitors = (now: number) => keyFigures([now], [40], { goals: false, revenue: false }, 'pending')[0]!;
    expect([isUnsettled(visitors(50)), isUnsettled(visitors(5))]).toEqual([true, false]);
  });

  it('of a row may be chance while it is smaller than two counts usually differ', () => {
    expect([isChance(100, 140), isChance(100, 150), isChance(0, 0)]).toEqual([true, false, false]);
  });
});

describe('shades', () => {
  it('go up in even steps, or by the logarithm where values differ much', () => {
    expect(shadesOf([0, 3, 50, 100], 'even')).toEqual([3, 20, 40, 60, 80]);
    expect(shadesOf([1, 100_000], 'log')).toEqual([1, 10, 100, 1000, 10_000]);
  });

  it('are as few as there are different values, the strongest for the most', () => {
    expect(shadesOf([1, 1], 'even')).toEqual([1]);
    expect([shadeOf(1, [1]), shadeOf(0, [1]), shadeOf(5, [])]).toEqual([5, 0, 0]);
  });

  it('leave no value out, whatever it is rounded to', () => {
    for (const scale of ['even', 'log'] as const) {
      const values = [0.4, 1.37, 2.9, 13.7, 19.94, 1937.5];
      const starts = shadesOf(values, scale);
      for (const value of values) expect(shadeOf(value, starts)).toBeGreaterThan(0);
      expect(starts[0]).toBeLessThanOrEqual(0.4);
    }
  });
});

describe('intervals', () => {
  const NOW = Date.parse('2026-11-19T13:40:00Z');
  const of = (period: Period): string[] => intervalsFor(resolve(period, 'Europe/Helsinki', NOW));

  it('are those that make a picture of the period', () => {
    expect(of({ preset: 'today' })).toEqual(['hour']);
    expect(of({ preset: '7d' })).toEqual(['hour', 'day']);
    expect(of({ preset: '30d' })).toEqual(['hour', 'day', 'week']);
    expect(of({ preset: '12m' })).toEqual(['day', 'week', 'month']);
    expect(of({ from: parseDay('2026-11-01')!, to: parseDay('2026-11-01')! })).toEqual(['hour']);
  });
});

describe('weeks and months', () => {
  // 1 October 2026 was a Thursday; the clocks of Helsinki went back on the 25th.
  const query: Query = {
    metrics: ['visitors'],
    dateRange: { from: '2026-09-30T21:00:00Z', to: '2026-10-31T22:00:00Z' },
    interval: 'week',
  };
  const answerOf = (starts: string[]) =>
    ({ rows: starts.map((start) => ({ dimensions: [start], metrics: [5] })), comparison: null, meta: { currency: 'EUR' } }) as unknown as QueryAnswer;
  const cuts = (interval: 'week' | 'month' | 'day', starts: string[]) =>
    timeSeries({ query: { ...query, interval }, answer: answerOf(starts) }, 'Europe/Helsinki', Date.parse('2026-11-19T12:00:00Z')).buckets.map(({ cut }) => cut);

  it('are cut where the period begins or ends inside of them', () => {
    expect(cuts('week', ['2026-09-28T00:00:00+03:00', '2026-10-05T00:00:00+03:00', '2026-10-19T00:00:00+03:00', '2026-10-26T00:00:00+02:00'])).toEqual([
      true, false, false, true,
    ]);
    expect(cuts('month', ['2026-10-01T00:00:00+03:00'])).toEqual([false]);
    expect(cuts('day', ['2026-10-01T00:00:00+03:00', '2026-10-31T00:00:00+02:00'])).toEqual([false, false]);
  });
});

describe('the page of all rows', () => {
  it('shows what says something about a row: money only where the site sells, rates only of sessions and pages', () => {
    expect(metricsOf('source', { goals: true, revenue: true })).toEqual(expect.arrayContaining(['bounceRate', 'conversionRate', 'revenue']));
    expect(metricsOf('source', { goals: false, revenue: false })).not.toContain('revenue');
    expect(metricsOf('prop:plan', { goals: true, revenue: true })).toEqual(['events', 'visitors', 'sessions']);
  });

  it('is ordered by a column that it has, whatever the address says', () => {
    expect(orderFrom('-sessions', 'page', ['visitors', 'sessions'])).toEqual({ by: 'sessions', descending: true });
    expect(orderFrom('page', 'page', ['visitors'])).toEqual({ by: 'page', descending: false });
    expect(orderFrom('revenue', 'page', ['visitors'])).toEqual({ by: 'visitors', descending: true });
    expect(orderFrom(undefined, 'page', ['visitors'])).toEqual({ by: 'visitors', descending: true });
    expect(inFront(['visitors', 'sessions', 'revenue'], 'revenue')).toEqual(['revenue', 'visitors', 'sessions']);
    expect(inFront(['visitors', 'sessions'], 'revenue')).toEqual(['visitors', 'sessions']);
  });
});

describe('a saved file', async () => {
  pretendBrowser();
  const { csv, fileName } = await import('../../src/pages/report/save');

  it('quotes what has commas, and disarms what a spreadsheet would compute', () => {
    expect(csv([['a, "b"', 1.5, null], ['=1+1', -2, '-x']])).toBe('"a, ""b""",1.5,\r\n\'=1+1,-2,\'-x\r\n');
  });

  it('is named by site, content and days', () => {
    const period = resolve({ preset: 'lastMonth' }, 'UTC', Date.parse('2026-11-19T13:40:00Z'));
    expect(fileName({ domain: 'paahto.example' } as never, 'Etsintä: sivu/polku', period)).toBe('paahto.example-Etsintä-sivu-polku-2026-10-01-2026-10-31.csv');
  });
});

describe('a search', () => {
  let search: typeof import('../../src/pages/report/search');
  beforeAll(async () => {
    pretendBrowser();
    search = await import('../../src/pages/report/search');
    await (await import('../../src/i18n')).learn();
  });

  it('takes what is typed by the letter, in any case', () => {
    expect(search.searchFilter('page', '/a.b*(c)')).toEqual(['matches', 'page', ['(?i)/a\\.b\\*\\(c\\)']]);
  });

  it('finds values by the names that they are shown with', () => {
    const found = search.matching(rows({ FI: 1, SE: 2, '': 3 }), ['country'], 'finl');
    expect(found.map(({ dimensions }) => dimensions[0])).toEqual(['FI']);
    expect(search.matching(rows({ '': 1, Google: 2 }), ['source'], 'direct')).toHaveLength(1);
  });
});

describe('versions', () => {
  it('are named by what they are versions of, and picked with it', async () => {
    const { asked, conditions, rowName, toggledAll } = await import('../../src/pages/report/rows');
    const row = { dimensions: ['Firefox', '142'], metrics: [3] };
    const dimensions = asked('browserVersion');
    expect(rowName(dimensions, row)).toBe('Firefox 142');
    const picked = toggledAll([['is', 'country', ['FI']]], conditions(dimensions, row));
    expect(picked).toEqual([['is', 'country', ['FI']], ['is', 'browser', ['Firefox']], ['is', 'browserVersion', ['142']]]);
    expect(toggledAll(picked, conditions(dimensions, row))).toEqual([['is', 'country', ['FI']]]);
  });
});

describe('the map of the world', () => {
  const text = readFileSync(new URL('../../src/elements/map/world.json', import.meta.url), 'utf8');
  const world = JSON.parse(text) as { width: number; height: number; steps: number; land: { code: string; path: string; dot: [number, number] | null }[] };

  it('knows every country once, by shape or by dot, and is small', () => {
    const codes = world.land.map(({ code }) => code).filter((code) => code !== '');
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(expect.arrayContaining(['FI', 'EE', 'US', 'XK', 'SG', 'MT', 'AX', 'TW']));
    for (const { path, dot } of world.land) expect(path !== '' || dot !== null).toBe(true);
    expect(gzipSync(text).length).toBeLessThan(40 * 1024);
  });

  it('draws every shape inside of itself', () => {
    for (const { code, path } of world.land) {
      let [x, y] = [0, 0];
      let start = [0, 0];
      for (const [, command, numbers] of path.matchAll(/([mlz])([^mlz]*)/g)) {
        if (command === 'z') [x, y] = start as [number, number];
        const values = [...numbers!.matchAll(/-?\d+/g)].map(Number);
        for (let at = 0; at + 1 < values.length; at += 2) {
          x += values[at]!;
          y += values[at + 1]!;
          if (command === 'm') start = [x, y];
          expect(x >= -1 && x <= world.width * world.steps + 1 && y >= -1 && y <= world.height * world.steps + 1, code).toBe(true);
        }
      }
    }
  });
});

describe('what changed', () => {
  const side = (values: Record<string, number[]>): Row[] => Object.entries(values).map(([value, metrics]) => ({ dimensions: [value], metrics }));
  const names = (metric: Parameters<typeof movers>[0], now: Record<string, number[]>, before: Record<string, number[]>, most = 4) =>
    movers(metric, side(now), side(before), most).map(({ dimensions }) => dimensions[0]);

  it('is what moved most, up or down, also where it is new or gone', () => {
    expect(names('visitors', { Google: [1000], New: [300], Bing: [100] }, { Google: [980], Bing: [400], Gone: [250] })).toEqual(['New', 'Bing', 'Gone']);
    expect(names('visitors', { a: [900], b: [800] }, { a: [100], b: [100] }, 1)).toEqual(['a']);
  });

  it('leaves out what chance alone does', () => {
    expect(names('visitors', { Google: [1030], Few: [3] }, { Google: [1000], Few: [0] })).toEqual([]);
    expect(names('conversionRate', { a: [0.1, 100], b: [0.1, 9000] }, { a: [0.08, 100], b: [0.08, 9000] })).toEqual(['b']);
    expect(names('engagedTime', { a: [60, 20], b: [60, 200] }, { a: [90, 20], b: [50, 200] })).toEqual(['b']);
  });

  it('is as strict as the whole, where that varies more than counts do', () => {
    // A difference of 1,000 that chance makes once in twenty times is 1.96 deviations.
    const spread = spreadOf(10_000, 9_000, 0.05)!;
    expect(spread * Math.sqrt(19_000)).toBeCloseTo(1000 / 1.96, 0);
    expect(names('visitors', { Google: [3000], Launch: [1400] }, { Google: [2600], Launch: [0] })).toEqual(['Launch', 'Google']);
    expect(movers('visitors', side({ Google: [3000], Launch: [1400] }), side({ Google: [2600], Launch: [0] }), 4, spread).map(({ dimensions }) => dimensions[0])).toEqual(['Launch']);
    expect(movers('revenue', side({ a: [5000], b: [900] }), side({ a: [3000], b: [800] }), 4, 9).map(({ dimensions }) => dimensions[0])).toEqual(['a']);
  });

  it('is told by no whole that hardly moved, and none whose chance nobody knows', () => {
    expect(spreadOf(1000, 999, 0.97)).toBeNull();
    expect(spreadOf(1000, 500, null)).toBeNull();
    expect(spreadOf(0, 0, 0.01)).toBeNull();
    expect(spreadOf(1000, 500, 0)! * Math.sqrt(1500)).toBeCloseTo(100, 0);
  });

  it('compares a rate with none only where there were sessions', () => {
    expect(names('conversionRate', { New: [0.5, 1000] }, {})).toEqual([]);
  });

  it('leaves out money that is a hundredth of the whole', () => {
    expect(names('revenue', { a: [5000], b: [5049] }, { a: [3000], b: [5000] })).toEqual(['a']);
  });
});
