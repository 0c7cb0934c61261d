import { describe, expect, it } from 'vitest';
import { dayByKey, weekdayOf, weeksOf } from '../../src/elements/calendar/months';
import { isoDay, parseDay } from '../../src/state/zone';

const day = (text: string) => parseDay(text)!;

describe('a month of the calendar', () => {
  it('has each of its days once, under its weekday, in weeks from Monday', () => {
    for (let at = 0; at < 48; at++) {
      const month = { year: 2025 + Math.floor(at / 12), month: (at % 12) + 1, day: 15 };
      const weeks = weeksOf(month);
      const days = weeks.flat().filter((one) => one !== null);
      expect(days.map((one) => one.day)).toEqual(Array.from({ length: new Date(Date.UTC(month.year, month.month, 0)).getUTCDate() }, (_, n) => n + 1));
      for (const week of weeks) week.forEach((one, column) => one !== null && expect(weekdayOf(one)).toBe(column + 1));
    }
  });

  it.each([
    ['ArrowLeft', '2026-03-31'],
    ['ArrowDown', '2026-04-08'],
    ['Home', '2026-03-30'],
    ['End', '2026-04-05'],
    ['PageUp', '2026-03-01'],
    ['PageDown', '2026-05-01'],
  ])('is walked through with %s', (key, to) => expect(isoDay(dayByKey(key, day('2026-04-01'))!)).toBe(to));

  it('leaves other keys alone', () => expect(dayByKey('a', day('2026-04-01'))).toBeNull());
});
