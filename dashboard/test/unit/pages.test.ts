import { describe, expect, it } from 'vitest';
import { timeSeries } from '../../src/pages/overview/timeseries';
import { keyFigures } from '../../src/pages/overview/figures';
import { isExposed } from '../../src/pages/signin/exposure';
import { currencies, timeZones, usualCurrency, zoneFrom } from '../../src/pages/sites/places';
import type { Query, QueryAnswer } from '../../src/api/records';
import { pretendBrowser } from './browser';

describe('a domain', async () => {
  pretendBrowser();
  const { domainFrom } = await import('../../src/pages/sites/SiteFields');

  it.each([
    ['example.org', 'example.org'],
    ['  https://Shop.Example.org/path?x#y ', 'shop.example.org'],
    ['localhost:8082', 'localhost:8082'],
    ['kahvipöytä.fi', 'kahvipöytä.fi'],
    ['example.org.', 'example.org'],
  ])('is found in %s', (text, domain) => expect(domainFrom(text)).toBe(domain));

  it.each(['', 'shop', 'exa mple.org', '-a.org', 'a..b', 'example.org:port', `${'a'.repeat(64)}.org`])(
    'is not found in %s',
    (text) => expect(domainFrom(text)).toBeNull(),
  );
});

describe('a connection', () => {
  it.each(['http://stats.example.org/', 'http://192.168.1.20:8080/', 'http://localhost.example.org/', 'http://127.example.org/'])(
    'is exposed at %s',
    (address) => expect(isExposed(new URL(address))).toBe(true),
  );

  it.each(['https://stats.example.org/', 'http://localhost:8080/', 'http://127.0.0.1:8080/', 'http://[::1]:8080/', 'http://polku.localhost/'])(
    'is not exposed at %s',
    (address) => expect(isExposed(new URL(address))).toBe(false),
  );
});

describe('places', () => {
  it('offer the current zone and currency even where the browser does not list them', () => {
    expect(timeZones('Mars/Olympus')).toContain('Mars/Olympus');
    expect(timeZones('UTC').filter((zone) => zone === 'UTC')).toHaveLength(1);
    expect(currencies('EUR', 'en')[0]).toEqual({ value: 'EUR', name: 'EUR – Euro' });
  });

  it('leave out currencies that are no more, unless the site has one', () => {
    const codes = (current: string) => currencies(current, 'en').map(({ value }) => value);
    expect(codes('EUR')).toEqual(expect.arrayContaining(['EUR', 'HUF', 'CUP', 'UYU']));
    expect(codes('EUR').filter((code) => ['HRK', 'CUC', 'ZWL', 'SLL', 'XSU'].includes(code))).toEqual([]);
    expect(codes('HRK')).toContain('HRK');
  });

  it('are called by their names of today', () => {
    const zones = timeZones('Europe/Kiev');
    expect(zones).toEqual(expect.arrayContaining(['Europe/Kyiv', 'Asia/Kolkata', 'America/Nuuk']));
    expect(zones.filter((zone) => ['Europe/Kiev', 'Asia/Calcutta', 'America/Godthab'].includes(zone))).toEqual([]);
  });

  it('are found however a zone is typed', () => {
    const zones = timeZones('UTC');
    expect(zoneFrom(' america/new york ', zones)).toBe('America/New_York');
    expect(zoneFrom('helsinki', zones)).toBe('Europe/Helsinki');
    expect(zoneFrom('new york', zones)).toBe('America/New_York');
    expect(zoneFrom('Atlantis', zones)).toBeNull();
  });

  it('guess a currency from the city, else from the region, else euros', () => {
    expect(usualCurrency('en-GB', 'Europe/Helsinki')).toBe('EUR');
    expect(usualCurrency('en-US', 'Europe/Stockholm')).toBe('SEK');
    expect(['sv-SE', 'fi-FI', 'en'].map((tag) => usualCurrency(tag, 'UTC'))).toEqual(['SEK', 'EUR', 'EUR']);
  });
});

describe('a time series', () => {
  const query: Query = {
    metrics: ['visitors'],
    dateRange: { from: '2026-10-24T21:00:00Z', to: '2026-10-27T22:00:00Z' },
    interval: 'day',
  };
  const rows = ['2026-10-25T00:00:00+03:00', '2026-10-26T00:00:00+02:00', '2026-10-27T00:00:00+02:00'].map((start, at) => ({
    dimensions: [start],
    metrics: [at * 10],
  }));
  const answer = { rows, comparison: null, meta: { currency: 'EUR' } } as unknown as QueryAnswer;

  it('knows which bucket is still running, and leaves the future open', () => {
    const series = timeSeries({ query, answer }, 'Europe/Helsinki', Date.parse('2026-10-26T09:00:00Z'));
    expect(series.runningIndex).toBe(1);
    expect(series.buckets.map((bucket) => bucket.value)).toEqual([0, 10, null]);
  });

  it('has no running bucket once it is over', () => {
    const series = timeSeries({ query, answer }, 'Europe/Helsinki', Date.parse('2026-10-27T22:00:00Z'));
    expect(series.runningIndex).toBe(-1);
    expect(series.buckets.map((bucket) => bucket.value)).toEqual([0, 10, 20]);
  });
});

describe('the key figures', () => {
  const totals = [10, 12, 30, 0.1, 0, 0.4, 60, 30];
  const names = (figures: ReturnType<typeof keyFigures>): string[] => figures.map((one) => one.metric);

  it('hold conversion only with goals, and revenue only where there was any', () => {
    expect(names(keyFigures(totals, null, { goals: false, revenue: false }))).not.toContain('conversionRate');
    expect(names(keyFigures(totals, null, { goals: false, revenue: false }))).not.toContain('revenue');
    expect(names(keyFigures(totals, null, { goals: true, revenue: true }))).toEqual(expect.arrayContaining(['conversionRate', 'revenue']));
  });

  it('are few where either time had fewer than 30 sessions, or visitors for the visitors', () => {
    const few = (now: number[], before: number[] | null): string[] =>
      keyFigures(now, before, { goals: false, revenue: false })
        .filter((one) => one.few)
        .map((one) => one.metric);
    expect(few([30, 30, 60], [30, 30, 60])).toEqual([]);
    expect(few([29, 30, 60], [300, 300, 600])).toEqual(['visitors']);
    expect(few([300, 300, 600], [29, 29, 600])).toContain('bounceRate');
    expect(few([1, 1, 1], null)).toEqual([]);
  });
});
