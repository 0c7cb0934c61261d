/** A day of the calendar, without a zone. */
export interface Day {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
}

const HOUR = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a clock on the wall shows at an instant, as if it were UTC, in milliseconds. */
function wall(instant: number, zone: string): number {
  const at: Record<string, number> = {};
  for (const { type, value } of clock(zone).formatToParts(instant)) at[type] = Number(value);
  return (
    Date.UTC(at['year']!, at['month']! - 1, at['day']!, at['hour']!, at['minute']!, at['second']!) +
    (((instant % 1000) + 1000) % 1000)
  );
}

/**
 * The first instant at which the zone's clocks show the given wall time. Where clocks skip it, the instant of the skip, which
 * is where the day or hour begins that would have held it.
 */
function instantOf(wallTime: number, zone: string): number {
  const before = wall(wallTime - 24 * HOUR, zone) - (wallTime - 24 * HOUR);
  const after = wall(wallTime + 24 * HOUR, zone) - (wallTime + 24 * HOUR);
  const candidates = [wallTime - before, wallTime - after].sort((a, b) => a - b);
  for (const candidate of candidates) if (wall(candidate, zone) === wallTime) return candidate;
  return transition(candidates[0]! - HOUR, candidates[1]! + HOUR, zone);
}

/** The instant in (low, high] at which the offset changes. */
function transition(low: number, high: number, zone: string): number {
  const old = wall(low, zone) - low;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wall(middle, zone) - middle === old) low = middle;
    else high = middle;
  }
  return high;
}

export function dayOf(instant: number, zone: string): Day {
  return fromUtc(wall(instant, zone));
}

/** The first instant of a day: usually midnight, later where clocks skip it. */
export function startOf(day: Day, zone: string): number {
  return instantOf(utc(day), zone);
}

/** The instant on `day` when clocks show the same time of day as they do at `instant`. */
export function sameTimeOn(day: Day, instant: number, zone: string): number {
  const sinceMidnight = wall(instant, zone) - utc(dayOf(instant, zone));
  return instantOf(utc(day) + sinceMidnight, zone);
}

function utc(day: Day): number {
  return Date.UTC(day.year, day.month - 1, day.day);
}

function fromUtc(time: number): Day {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function plusDays(day: Day, days: number): Day {
  return fromUtc(utc(day) + days * 24 * HOUR);
}

/** The same day of another month, or that month's last day where it is shorter. */
export function plusMonths(day: Day, months: number): Day {
  const first = new Date(Date.UTC(day.year, day.month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return { year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: Math.min(day.day, length) };
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / (24 * HOUR));
}

export function isoDay(day: Day): string {
  return fromDay(day).toISOString().slice(0, 10);
}

/** The day as midnight UTC, for formatting with `timeZone: 'UTC'`. */
export function fromDay(day: Day): Date {
  return new Date(utc(day));
}

/** Null for what is no day of the calendar, such as 2026-02-30. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isoDay(day) === text ? day : null;
}
