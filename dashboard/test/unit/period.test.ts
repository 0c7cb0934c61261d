import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PRESETS, resolve } from '../../src/state/period';
import { dayOf, daysBetween, isoDay, parseDay, plusDays, plusMonths, sameTimeOn, startOf } from '../../src/state/zone';

const starts = JSON.parse(readFileSync(new URL('fixtures/day-starts.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;

const day = (text: string) => parseDay(text)!;
const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');

describe('a day of a zone', () => {
  for (const [zone, days] of Object.entries(starts)) {
    it.each(Object.entries(days))(`begins in ${zone} on %s when zoneinfo says so`, (text, instant) => {
      expect(iso(startOf(day(text), zone))).toBe(instant);
    });
  }

  it('holds its first instant and not the one before, for every day of three years in every awkward zone', () => {
    for (const zone of Object.keys(starts)) {
      for (let at = day('2025-01-01'); at.year < 2028; at = plusDays(at, 1)) {
        const start = startOf(at, zone);
        expect(isoDay(dayOf(start, zone))).toBe(isoDay(at));
        expect(isoDay(dayOf(start - 1, zone))).toBe(isoDay(plusDays(at, -1)));
      }
    }
  });

  it('has 23 hours where clocks go forward and 25 where they go back', () => {
    const length = (text: string): number =>
      (startOf(plusDays(day(text), 1), 'Europe/Helsinki') - startOf(day(text), 'Europe/Helsinki')) / 3_600_000;
    expect([length('2026-03-28'), length('2026-03-29'), length('2026-10-25')]).toEqual([24, 23, 25]);
  });

  it('knows the same time of another day across a clock change', () => {
    const noon = Date.parse('2026-10-26T10:00:00Z');
    expect(iso(sameTimeOn(day('2026-10-24'), noon, 'Europe/Helsinki'))).toBe('2026-10-24T09:00:00Z');
  });

  it('is clamped to the month where months differ in length', () => {
    expect(isoDay(plusMonths(day('2026-03-31'), -1))).toBe('2026-02-28');
    expect(isoDay(plusMonths(day('2028-03-31'), -1))).toBe('2028-02-29');
    expect(isoDay(plusMonths(day('2026-01-15'), -11))).toBe('2025-02-15');
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', ''])('is not read from %s', (text) => {
    expect(parseDay(text)).toBeNull();
  });
});

describe('a period', () => {
  const zone = 'Europe/Helsinki';
  // Tuesday 2026-10-27, 15:32:10 in Helsinki, two days after the clocks went back.
  const now = Date.parse('2026-10-27T13:32:10Z');

  it('of seven days ends with today and is compared with the seven days before up to the same time', () => {
    const period = resolve({ preset: '7d' }, zone, now);
    expect(period.range).toEqual({ from: '2026-10-20T21:00:00Z', to: '2026-10-27T22:00:00Z' });
    expect(period.previous).toEqual({ from: '2026-10-13T21:00:00Z', to: '2026-10-20T21:00:00Z' });
    expect(period.previousSoFar).toEqual({ from: '2026-10-13T21:00:00Z', to: '2026-10-20T12:30:00Z' });
    expect(period.interval).toBe('day');
  });

  it('of today is compared with yesterday up to the same time of day', () => {
    const period = resolve({ preset: 'today' }, zone, now);
    expect(period.range).toEqual({ from: '2026-10-26T22:00:00Z', to: '2026-10-27T22:00:00Z' });
    expect(period.previousSoFar).toEqual({ from: '2026-10-25T22:00:00Z', to: '2026-10-26T13:30:00Z' });
    expect(period.interval).toBe('hour');
  });

  it('that is over is compared with all of the time before', () => {
    const period = resolve({ preset: 'yesterday' }, zone, now);
    expect(period.range).toEqual({ from: '2026-10-25T22:00:00Z', to: '2026-10-26T22:00:00Z' });
    // The Sunday of the clock change has 25 hours.
    expect(period.previousSoFar).toEqual({ from: '2026-10-24T21:00:00Z', to: '2026-10-25T22:00:00Z' });
    expect(period.previousSoFar).toEqual(period.previous);
  });

  it('of last month is compared with the month before it, however long', () => {
    const period = resolve({ preset: 'lastMonth' }, 'UTC', Date.parse('2026-03-15T00:00:00Z'));
    expect(period.range).toEqual({ from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' });
    expect(period.previous).toEqual({ from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' });
  });

  it('of this month on the 31st is compared with the whole of a shorter month', () => {
    const period = resolve({ preset: 'month' }, 'UTC', Date.parse('2026-07-31T12:00:00Z'));
    expect(period.range).toEqual({ from: '2026-07-01T00:00:00Z', to: '2026-08-01T00:00:00Z' });
    expect(period.previous).toEqual({ from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z' });
    expect(period.previousSoFar).toEqual({ from: '2026-06-01T00:00:00Z', to: '2026-06-30T12:00:00Z' });
  });

  it('of twelve months begins with a month and is drawn by months', () => {
    const period = resolve({ preset: '12m' }, 'UTC', Date.parse('2026-10-27T00:00:00Z'));
    expect(period.range).toEqual({ from: '2025-11-01T00:00:00Z', to: '2026-10-28T00:00:00Z' });
    expect(period.previous.from).toBe('2024-11-01T00:00:00Z');
    expect(period.interval).toBe('month');
  });

  it('of picked days includes the last one', () => {
    const period = resolve({ from: day('2026-10-24'), to: day('2026-10-25') }, zone, now);
    expect(period.range).toEqual({ from: '2026-10-23T21:00:00Z', to: '2026-10-25T22:00:00Z' });
    expect(period.previous).toEqual({ from: '2026-10-21T21:00:00Z', to: '2026-10-23T21:00:00Z' });
  });

  it('is what the site’s clock says, not the reader’s', () => {
    const newYear = Date.parse('2026-12-31T23:30:00Z');
    expect(resolve({ preset: 'today' }, 'Pacific/Kiritimati', newYear).days.from).toEqual(day('2027-01-01'));
    expect(resolve({ preset: 'today' }, 'Pacific/Niue', newYear).days.from).toEqual(day('2026-12-31'));
  });

  it('never overlaps the time it is compared with, and both are never empty, at any hour of a year', () => {
    for (const place of ['Europe/Helsinki', 'Africa/Cairo', 'America/Havana', 'Asia/Kathmandu']) {
      for (let at = Date.parse('2026-01-01T00:00:00Z'); at < Date.parse('2027-01-01T00:00:00Z'); at += 31 * 3_600_000) {
        for (const preset of PRESETS) {
          const { range, previous, previousSoFar, days } = resolve({ preset }, place, at);
          expect(Date.parse(previous.from)).toBeLessThan(Date.parse(previousSoFar.to));
          expect(Date.parse(previousSoFar.to)).toBeLessThanOrEqual(Date.parse(previous.to));
          expect(Date.parse(previous.to)).toBeLessThanOrEqual(Date.parse(range.from));
          expect(daysBetween(days.from, days.to)).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it('since a day ends with today, also when that day is still to come', () => {
    const resolved = resolve({ since: day('2026-10-01') }, zone, now);
    expect([isoDay(resolved.days.from), isoDay(resolved.days.to)]).toEqual(['2026-10-01', '2026-10-27']);
    expect(isoDay(dayOf(Date.parse(resolved.previous.from), zone))).toBe('2026-09-04');
    const future = resolve({ since: day('2026-12-24') }, zone, now);
    expect(isoDay(future.days.to)).toBe('2026-12-24');
  });

  it.each([
    ['7d', '2025-10-21', '2025-10-28', '2025-10-27T13:30:00Z'],
    ['month', '2025-10-01', '2025-10-28', '2025-10-27T13:30:00Z'],
    ['lastMonth', '2025-09-01', '2025-10-01', '2025-09-30T21:00:00Z'],
  ] as const)('of %s is compared with the same dates a year before, up to the same time of day', (preset, from, end, soFar) => {
    const resolved = resolve({ preset }, zone, now, 'year');
    expect(resolved.against).toBe('year');
    expect(isoDay(dayOf(Date.parse(resolved.previous.from), zone))).toBe(from);
    expect(isoDay(dayOf(Date.parse(resolved.previous.to), zone))).toBe(end);
    expect(resolved.previousSoFar.to).toBe(soFar);
  });

  it('of a leap February is compared with the whole shorter one', () => {
    const march = Date.parse('2028-03-10T10:00:00Z');
    const resolved = resolve({ preset: 'lastMonth' }, zone, march, 'year');
    expect(isoDay(dayOf(Date.parse(resolved.previous.to) - 1, zone))).toBe('2027-02-28');
  });
});
