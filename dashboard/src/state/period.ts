import type { DateRange, Interval } from '../api/records';
import { dayOf, daysBetween, fromDay, plusDays, plusMonths, sameTimeOn, startOf, type Day } from './zone';

export const PRESETS = ['today', 'yesterday', '7d', '30d', 'week', 'lastWeek', 'month', 'lastMonth', '12m'] as const;
export type Preset = (typeof PRESETS)[number];

/** What the owner picked: a preset, days of the calendar, both included, or all days from one on, up to today. */
export type Period = { preset: Preset } | { from: Day; to: Day } | { since: Day };

/** What a period is compared with: the time right before it, or the same dates a year earlier. */
export const COMPARISONS = ['previous', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A period in instants of a site's time zone. Days are whole; every `to` is exclusive. */
export interface ResolvedPeriod {
  /** The first and the last day, both included. */
  days: { from: Day; to: Day };
  range: DateRange;
  /** What the two below are. */
  against: Comparison;
  /** The whole time before, bucket for bucket; for charts. */
  previous: DateRange;
  /** The time before, up to the same time of day as now while the period is still running; for figures that are compared. */
  previousSoFar: DateRange;
  interval: Interval;
}

/** Comparisons move on in steps of five minutes, so that people who look at the same page ask the same question. */
const STEP = 5 * 60_000;

export function resolve(period: Period, zone: string, now: number, against: Comparison = 'previous'): ResolvedPeriod {
  const today = dayOf(now, zone);
  const days = daysOf(period, today);
  const before = against === 'year' ? yearBefore(period, days) : previousDays(period, days);
  const running = daysBetween(today, days.to) >= 0 && daysBetween(days.from, today) >= 0;
  const whole = range(before, zone);
  let soFar = whole;
  if (running) {
    const back = plusDays(before.from, daysBetween(days.from, today));
    const moment = sameTimeOn(daysBetween(back, before.to) < 0 ? before.to : back, Math.floor(now / STEP) * STEP, zone);
    // At the very start of a period nothing can be compared yet: one step is the smallest range.
    soFar = { from: whole.from, to: instant(Math.min(Date.parse(whole.to), Math.max(moment, Date.parse(whole.from) + STEP))) };
  }
  return { days, range: range(days, zone), against, previous: whole, previousSoFar: soFar, interval: intervalFor(days) };
}

function daysOf(period: Period, today: Day): { from: Day; to: Day } {
  if ('preset' in period) return presetDays(period.preset, today);
  if ('since' in period) return { from: period.since, to: daysBetween(period.since, today) < 0 ? period.since : today };
  return { from: period.from, to: period.to };
}

function presetDays(preset: Preset, today: Day): { from: Day; to: Day } {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: plusDays(today, -1), to: plusDays(today, -1) };
    case '7d':
      return { from: plusDays(today, -6), to: today };
    case '30d':
      return { from: plusDays(today, -29), to: today };
    case 'week':
      return { from: monday(today), to: today };
    case 'lastWeek': {
      const from = plusDays(monday(today), -7);
      return { from, to: plusDays(from, 6) };
    }
    case 'month':
      return { from: { ...today, day: 1 }, to: today };
    case 'lastMonth': {
      const from = plusMonths({ ...today, day: 1 }, -1);
      return { from, to: plusDays({ ...today, day: 1 }, -1) };
    }
    case '12m':
      return { from: plusMonths({ ...today, day: 1 }, -11), to: today };
  }
}

/** The day on which the week of `day` begins. */
function monday(day: Day): Day {
  return plusDays(day, -((fromDay(day).getUTCDay() + 6) % 7));
}

/** Months are compared with months, weeks with weeks, everything else with as many days before. */
function previousDays(period: Period, days: { from: Day; to: Day }): { from: Day; to: Day } {
  const preset = 'preset' in period ? period.preset : null;
  if (preset === 'week') return { from: plusDays(days.from, -7), to: plusDays(days.to, -7) };
  if (preset === 'month' || preset === '12m') {
    const back = preset === 'month' ? -1 : -12;
    return { from: plusMonths(days.from, back), to: plusMonths(days.to, back) };
  }
  if (preset === 'lastMonth') return { from: plusMonths(days.from, -1), to: plusDays(days.from, -1) };
  const length = daysBetween(days.from, days.to) + 1;
  return { from: plusDays(days.from, -length), to: plusDays(days.to, -length) };
}

/** The same dates a year earlier; whole months stay whole months. */
function yearBefore(period: Period, days: { from: Day; to: Day }): { from: Day; to: Day } {
  const from = plusMonths(days.from, -12);
  if ('preset' in period && period.preset === 'lastMonth') return { from, to: plusDays(plusMonths(from, 1), -1) };
  return { from, to: plusDays(from, daysBetween(days.from, days.to)) };
}

function range(days: { from: Day; to: Day }, zone: string): DateRange {
  return { from: instant(startOf(days.from, zone)), to: instant(startOf(plusDays(days.to, 1), zone)) };
}

function instant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

function intervalFor(days: { from: Day; to: Day }): Interval {
  const length = daysBetween(days.from, days.to) + 1;
  if (length <= 2) return 'hour';
  if (length <= 100) return 'day';
  return length <= 200 ? 'week' : 'month';
}
