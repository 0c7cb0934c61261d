import type { Interval } from '../api/records';
import { locale } from '../i18n';
import { fromDay, type Day } from '../state/zone';

const formats = new Map<string, Intl.DateTimeFormat>();

function make(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale.value + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) formats.set(key, (made = new Intl.DateTimeFormat(locale.value, options)));
  return made;
}

const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };

/** The start of a bucket as an axis wants it. */
export function axisTime(start: string, interval: Interval, zone: string): string {
  const at = Date.parse(start);
  if (interval === 'hour' || interval === 'minute') return make({ ...TIME, timeZone: zone }).format(at);
  if (interval === 'month') return make({ month: 'short', timeZone: zone }).format(at);
  return make({ day: 'numeric', month: 'short', timeZone: zone }).format(at);
}

/** The bucket in full. */
export function bucketName(start: string, interval: Interval, zone: string): string {
  const at = Date.parse(start);
  if (interval === 'hour' || interval === 'minute') {
    return make({ weekday: 'short', day: 'numeric', month: 'short', ...TIME, timeZone: zone }).format(at);
  }
  if (interval === 'month') return make({ month: 'long', year: 'numeric', timeZone: zone }).format(at);
  if (interval === 'week') {
    const last = at + 6.5 * 24 * 3_600_000;
    return make({ day: 'numeric', month: 'short', timeZone: zone }).formatRange(at, last);
  }
  return make({ weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(at);
}

export function day(value: Day): string {
  return make({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(fromDay(value));
}

/** Two days as one short text, with what they share said once. */
export function days(from: Day, to: Day): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
  return make(options).formatRange(fromDay(from), fromDay(to));
}

/** A day of a year that goes without saying is said without it. */
export function shortDay(value: Day, thisYear: number): string {
  if (value.year !== thisYear) return day(value);
  return make({ day: 'numeric', month: 'short', timeZone: 'UTC' }).format(fromDay(value));
}

export function moment(instant: string, zone: string): string {
  return make({ dateStyle: 'medium', timeStyle: 'medium', timeZone: zone }).format(Date.parse(instant));
}

export function timeOfDay(instant: string): string {
  return make(TIME).format(Date.parse(instant));
}

/** The time of day with its seconds. */
export function clockTime(instant: string, zone: string): string {
  return make({ ...TIME, second: '2-digit', timeZone: zone }).format(Date.parse(instant));
}

export function date(instant: string): string {
  return make({ dateStyle: 'medium' }).format(Date.parse(instant));
}

/** Monday is 1, Sunday 7. */
export function weekdayName(weekday: number, width: 'long' | 'short' = 'long'): string {
  // 5 January 1970 was a Monday.
  return make({ weekday: width, timeZone: 'UTC' }).format(Date.UTC(1970, 0, 4 + weekday));
}

/** A month with its year, for the head of a calendar. */
export function monthName(value: Day): string {
  return make({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(fromDay(value));
}

/** A day in full, as those who listen want it. */
export function fullDay(value: Day): string {
  return make({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(fromDay(value));
}
