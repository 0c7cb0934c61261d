import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';
import { Icon } from '../icon/Icon';
import { MiddleCut } from '../middlecut/MiddleCut';
import { Skeleton } from '../skeleton/Skeleton';
import './breakdown.css';

export interface BreakdownRow {
  key: string;
  name: string;
  /** A few words beside the name. */
  remark?: string | undefined;
  /** The length of the bar, 0–1 of the longest. */
  weight: number;
  /** Whether the bar stands for something welcome or not; absent where it is a plain amount. */
  tone?: 'good' | 'bad';
  /** The figures, as many as there are columns. */
  figures: ComponentChildren[];
  /** Absent where a click does nothing. */
  onPick?: () => void;
  picked?: boolean;
  /** What lies behind the row, where there is something: a button at its end. */
  open?: { label: string; onOpen: () => void } | undefined;
  /** Where the sessions behind the row can be watched. */
  watch?: Watch | undefined;
}

export interface Watch {
  label: string;
  href: string;
}

/** A column's name, with a sentence about it where the name alone might be misread. */
export type BreakdownColumn = string | { name: string; about: string };

interface BreakdownProps {
  caption: string;
  nameColumn: string;
  columns: readonly BreakdownColumn[];
  rows: readonly BreakdownRow[];
  /** The rows are of an older question. */
  stale?: boolean;
}

/** How many rows a panel has room for before "show more". */
export const ROWS = 8;

/** A table with a bar in every row; a click anywhere in a row picks it, its button being the keyboard's way to the same. */
export function Breakdown({ caption, nameColumn, columns, rows, stale = false }: BreakdownProps) {
  const opens = rows.some(({ open }) => open !== undefined);
  return (
    <table class="breakdown" aria-busy={stale} data-list="button">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{nameColumn}</th>
          {columns.map((column) => {
            const { name, about } = typeof column === 'string' ? { name: column, about: undefined } : column;
            return (
              <th key={name} scope="col" class="breakdown-figure" title={about}>
                {name}
              </th>
            );
          })}
          {opens && <td class="breakdown-open" />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} opens={opens} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, opens }: { row: BreakdownRow; opens: boolean }) {
  const { name, remark, onPick, open, watch, picked = false } = row;
  const classes = ['breakdown-row'];
  if (picked) classes.push('breakdown-picked');
  if (onPick !== undefined) classes.push('breakdown-pickable');
  return (
    <tr class={classes.join(' ')} onClick={onPick === undefined ? undefined : (event) => !isLink(event) && onPick()}>
      <th scope="row" class="breakdown-name">
        <span class={row.tone === 'bad' ? 'breakdown-bar breakdown-bar-bad' : 'breakdown-bar'} style={{ width: `${Math.max(0, Math.min(1, row.weight)) * 100}%` }} />
        {onPick === undefined ? (
          <span class="breakdown-label">
            <MiddleCut text={name} />
            {remark !== undefined && <span class="breakdown-remark">{remark}</span>}
          </span>
        ) : (
          <button
            type="button"
            class="breakdown-label breakdown-pick"
            aria-pressed={picked}
            title={t(picked ? 'filter.unfilter' : 'filter.by', { value: name })}
          >
            <MiddleCut text={name} />
            {picked && <Icon name="close" size={14} />}
            {remark !== undefined && <span class="breakdown-remark">{remark}</span>}
          </button>
        )}
        {watch !== undefined && <WatchLink {...watch} />}
      </th>
      {row.figures.map((figure, column) => (
        <td key={column} class="breakdown-figure">
          {figure}
        </td>
      ))}
      {opens && (
        <td class="breakdown-open">
          {open !== undefined && (
            <button
              type="button"
              class="breakdown-opener"
              aria-label={open.label}
              title={open.label}
              onClick={(event) => {
                event.stopPropagation();
                open.onOpen();
              }}
            >
              <Icon name="right" size={16} />
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

/** Whether a click in a row was on a link in it, which leads elsewhere. */
export function isLink({ target }: Event): boolean {
  return target instanceof Element && target.closest('a') !== null;
}

/** At the end of a row's name, where the pointer or the keyboard is. */
export function WatchLink({ label, href }: Watch) {
  return (
    <a class="breakdown-watch" href={href} aria-label={label} title={label}>
      <Icon name="replay" size={16} />
    </a>
  );
}

const WIDTHS = ['62%', '48%', '55%', '36%', '44%', '30%', '40%', '26%'];

export function BreakdownSkeleton({ rows = ROWS }: { rows?: number }) {
  return (
    <div class="breakdown-skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row}>
          <Skeleton width={WIDTHS[row % WIDTHS.length]!} height="14px" />
          <Skeleton width="44px" height="14px" />
        </div>
      ))}
    </div>
  );
}
