import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fullDay, monthName, weekdayName } from '../../format/dates';
import { t } from '../../i18n';
import { isoDay, plusMonths, type Day } from '../../state/zone';
import { IconButton } from '../button/Button';
import { dayByKey, isBefore, monthOf, weeksOf } from './months';
import './calendar.css';

interface CalendarProps {
  /** The chosen days, both included; the end is open while only the first is chosen. */
  from: Day;
  to: Day | null;
  /** Later days are not here yet and cannot be chosen. */
  today: Day;
  onPick: (day: Day) => void;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** Two months side by side, one where there is no room. Arrows, Home, End and the page keys move by day, week and month. */
export function Calendar({ from, to, today, onPick }: CalendarProps) {
  const [cursor, setCursor] = useState(to ?? from);
  const [last, setLast] = useState(monthOf(to ?? from));
  const root = useRef<HTMLDivElement>(null);
  const moved = useRef(false);

  // The day that a key led to takes the focus once it stands there.
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    root.current?.querySelector<HTMLElement>(`[data-day="${isoDay(cursor)}"]`)?.focus();
  }, [cursor]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = dayByKey(event.key, cursor);
    if (next === null) return;
    event.preventDefault();
    const day = isBefore(today, next) ? today : next;
    moved.current = true;
    setCursor(day);
    const month = monthOf(day);
    if (isBefore(last, month)) setLast(month);
    else if (isBefore(month, plusMonths(last, -1))) setLast(plusMonths(month, 1));
  };

  const turn = (months: number): void => {
    setLast(plusMonths(last, months));
    setCursor(plusMonths(cursor, months));
  };

  return (
    <div class="calendar" ref={root}>
      <div class="calendar-turn">
        <IconButton icon="left" label={t('calendar.earlier')} onClick={() => turn(-1)} />
        <IconButton icon="right" label={t('calendar.later')} disabled={!isBefore(last, monthOf(today))} onClick={() => turn(1)} />
      </div>
      {[plusMonths(last, -1), last].map((month) => (
        <table key={isoDay(month)} class="calendar-month" role="grid" aria-label={monthName(month)} onKeyDown={onKeyDown}>
          <caption>{monthName(month)}</caption>
          <thead>
            <tr>
              {WEEKDAYS.map((weekday) => (
                <th key={weekday} scope="col" abbr={weekdayName(weekday)}>
                  {weekdayName(weekday, 'short').slice(0, 2)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week, at) => (
              <tr key={at}>
                {week.map((day, column) => (
                  <td key={column} class={day === null ? '' : cellClass(day, from, to)} aria-selected={day !== null && isIn(day, from, to)}>
                    {day !== null && (
                      <button
                        type="button"
                        data-day={isoDay(day)}
                        aria-label={fullDay(day)}
                        aria-current={isoDay(day) === isoDay(today) ? 'date' : undefined}
                        disabled={isBefore(today, day)}
                        tabIndex={isoDay(day) === isoDay(cursor) ? 0 : -1}
                        onClick={() => {
                          setCursor(day);
                          onPick(day);
                        }}
                      >
                        {day.day}
                      </button>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function isIn(day: Day, from: Day, to: Day | null): boolean {
  return !isBefore(day, from) && !isBefore(to ?? from, day);
}

function cellClass(day: Day, from: Day, to: Day | null): string {
  if (!isIn(day, from, to)) return '';
  const classes = ['calendar-in'];
  if (isoDay(day) === isoDay(from)) classes.push('calendar-first');
  if (isoDay(day) === isoDay(to ?? from)) classes.push('calendar-last');
  return classes.join(' ');
}
