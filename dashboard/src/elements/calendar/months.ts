import { fromDay, plusDays, plusMonths, type Day } from '../../state/zone';

export function monthOf(day: Day): Day {
  return { ...day, day: 1 };
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return fromDay(day).getUTCDay() || 7;
}

/** A month's days in weeks that begin on Monday; null where a week reaches into another month. */
export function weeksOf(month: Day): (Day | null)[][] {
  const first = monthOf(month);
  const next = plusMonths(first, 1);
  const weeks: (Day | null)[][] = [];
  for (let at = plusDays(first, 1 - weekdayOf(first)); isBefore(at, next); at = plusDays(at, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, offset) => {
        const day = plusDays(at, offset);
        return day.month === first.month ? day : null;
      }),
    );
  }
  return weeks;
}

export function isBefore(one: Day, other: Day): boolean {
  return fromDay(one) < fromDay(other);
}

/** The day that a key leads to from `day`; null where it is none of the calendar's keys. */
export function dayByKey(key: string, day: Day): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return plusDays(day, -1);
    case 'ArrowRight':
      return plusDays(day, 1);
    case 'ArrowUp':
      return plusDays(day, -7);
    case 'ArrowDown':
      return plusDays(day, 7);
    case 'Home':
      return plusDays(day, 1 - weekdayOf(day));
    case 'End':
      return plusDays(day, 7 - weekdayOf(day));
    case 'PageUp':
      return plusMonths(day, -1);
    case 'PageDown':
      return plusMonths(day, 1);
    default:
      return null;
  }
}
