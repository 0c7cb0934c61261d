import { useMemo, useRef, useState } from 'preact/hooks';
import { weekdayName } from '../../format/dates';
import { shadeOf, shadesOf } from '../heat/classes';
import { HeatLegend } from '../heat/HeatLegend';
import './grid.css';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** A weekday (1 is Monday) with an hour of the day, 0–23. */
export interface Slot {
  day: number;
  hour: number;
}

interface WeekGridProps {
  label: string;
  legend: string;
  /** The value of a slot, 0 where nothing happened. */
  valueOf: (slot: Slot) => number;
  /** The value in words, with what it counts. */
  words: (value: number) => string;
  format: (value: number) => string;
  hourName: (hour: number) => string;
  picked: (slot: Slot) => boolean;
  onPick: (slot: Slot) => void;
  stale: boolean;
}

/**
 * The hours of the week in shades. One stop for the Tab key; arrows move inside, and every slot says its number. On a phone the
 * days stand side by side.
 */
export function WeekGrid({ label, legend, valueOf, words, format, hourName, picked, onPick, stale }: WeekGridProps) {
  const [active, setActive] = useState<Slot>({ day: 1, hour: 12 });
  const [tip, setTip] = useState<Slot | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const starts = useMemo(
    () => shadesOf(DAYS.flatMap((day) => HOURS.map((hour) => valueOf({ day, hour }))), 'even'),
    [valueOf],
  );

  const move = (event: KeyboardEvent): void => {
    const upright = getComputedStyle(root.current!).getPropertyValue('--upright') === '1';
    const [days, hours] = STEPS[event.key] ?? [0, 0];
    if (days === 0 && hours === 0) return;
    event.preventDefault();
    const [byDay, byHour] = upright ? [hours, days] : [days, hours];
    const next = { day: Math.max(1, Math.min(7, active.day + byDay)), hour: Math.max(0, Math.min(23, active.hour + byHour)) };
    setActive(next);
    setTip(next);
    root.current!.querySelector<HTMLElement>(`[data-slot="${next.day}-${next.hour}"]`)?.focus();
  };

  const told = tip ?? null;
  return (
    <div class="week">
      <div class="week-grid" role="grid" aria-label={label} aria-busy={stale} ref={root} onKeyDown={move} onMouseLeave={() => setTip(null)}>
        <div class="week-row" role="row">
          <span class="week-corner" role="columnheader" />
          {HOURS.map((hour) => (
            <span key={hour} class={`week-hour${hour % 3 === 0 ? '' : ' week-hour-between'}`} role="columnheader" style={{ '--hour': hour }}>
              {String(hour).padStart(2, '0')}
            </span>
          ))}
        </div>
        {DAYS.map((day) => (
          <div key={day} class="week-row" role="row">
            <span class="week-day" role="rowheader" style={{ '--day': day }} title={weekdayName(day)}>
              {weekdayName(day, 'short')}
            </span>
            {HOURS.map((hour) => {
              const slot = { day, hour };
              const value = valueOf(slot);
              const on = picked(slot);
              return (
                <span key={hour} class="week-cell" role="gridcell" aria-selected={on} style={{ '--day': day, '--hour': hour }}>
                  <button
                    type="button"
                    data-slot={`${day}-${hour}`}
                    class={`week-slot heat-${shadeOf(value, starts)}${on ? ' week-picked' : ''}`}
                    tabIndex={active.day === day && active.hour === hour ? 0 : -1}
                    aria-pressed={on}
                    aria-label={`${weekdayName(day)} ${hourName(hour)}: ${words(value)}`}
                    onMouseEnter={() => setTip(slot)}
                    onFocus={() => setActive(slot)}
                    onClick={() => onPick(slot)}
                  />
                </span>
              );
            })}
          </div>
        ))}
      </div>
      <div class="week-foot">
        <HeatLegend label={legend} starts={starts} format={format} />
        <span class="week-told" aria-hidden="true">
          {told !== null && (
            <>
              {weekdayName(told.day)} {hourName(told.hour)} <b>{words(valueOf(told))}</b>
            </>
          )}
        </span>
      </div>
    </div>
  );
}

/** Days down and hours right that a key moves, where hours stand side by side. */
const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -23],
  End: [0, 23],
};
