import { useState } from 'preact/hooks';
import type { PointElement } from '../../api/heatmaps';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Button } from '../../elements/button/Button';
import { count, NOTHING, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import type { BothSides } from './differences';
import { ElementLine } from './ElementLine';
import type { Named, Unseen } from './names';

/** An element with the figures of one side or two. */
export interface PlainRow {
  element: Named;
  weight: number;
  figures: readonly string[];
  rates?: string;
}

interface PlainListProps {
  /** Null while they are not known. */
  rows: readonly PlainRow[] | null;
  /** What the figures are of. */
  columns: readonly string[];
  stale: boolean;
  empty: string;
  nameOf: (element: Named) => string;
  unseenOf: (element: Named) => Unseen | null;
  chosen: string | null;
  hovered: string | null;
  onHover: (selector: string | null) => void;
  onChoose: (selector: string) => void;
}

const FIRST = 100;

/** Every element with what the map shows of it, of one side or of two beside each other. */
export function PlainList({ rows, columns, stale, empty, nameOf, unseenOf, chosen, hovered, onHover, onChoose }: PlainListProps) {
  const [all, setAll] = useState(false);
  const shown = rows === null ? [] : all ? rows : rows.slice(0, FIRST);
  return (
    <section class="card element-list" aria-label={t('heatmap.elements')}>
      <header class="card-head">
        <h2>{t('heatmap.elements')}</h2>
        <span class="element-columns">{columns.join(' | ')}</span>
      </header>
      {rows === null ? (
        <div class="element-body">
          <BreakdownSkeleton rows={12} />
        </div>
      ) : rows.length === 0 ? (
        <p class="panel-empty">{empty}</p>
      ) : (
        <ol class="element-rows" data-list aria-busy={stale}>
          {shown.map(({ element, weight, figures, rates }) => (
            <ElementLine
              key={element.selector}
              selector={element.selector}
              name={nameOf(element)}
              weight={weight}
              figures={figures}
              {...(rates === undefined ? {} : { rates })}
              unseen={unseenOf(element)}
              chosen={chosen}
              hovered={hovered}
              onHover={onHover}
              onChoose={onChoose}
            />
          ))}
        </ol>
      )}
      {shown.length > 0 && (
        <footer class="element-foot">
          <span>{shown.length < rows!.length ? t('heatmap.elements.shown', { shown: count(shown.length), total: count(rows!.length) }) : plural('heatmap.elements.all', rows!.length)}</span>
          {shown.length < rows!.length && (
            <Button kind="quiet" onClick={() => setAll(true)}>
              {t('heatmap.elements.more')}
            </Button>
          )}
        </footer>
      )}
    </section>
  );
}

/** Of one map: how many, and their part of all. */
export function pointRows(elements: readonly PointElement[]): PlainRow[] {
  const all = elements.reduce((sum, one) => sum + one.count, 0);
  const most = Math.max(1, ...elements.map((one) => one.count));
  return elements.filter((one) => one.count > 0).map((element) => ({ element, weight: element.count / most, figures: [count(element.count), rate(element.count / all)] }));
}

/** Of two maps: how many on each, and their part of all on it. */
export function pairRows(own: readonly PointElement[], rival: readonly PointElement[]): PlainRow[] {
  const found = new Map<string, { element: Named; counts: [number, number] }>();
  for (const [side, elements] of [own, rival].entries()) {
    for (const element of elements) {
      const row = found.get(element.selector) ?? { element, counts: [0, 0] };
      row.counts[side as 0 | 1] += element.count;
      found.set(element.selector, row);
    }
  }
  const sums = [own, rival].map((elements) => elements.reduce((sum, one) => sum + one.count, 0));
  const parts = (counts: readonly number[]): number[] => counts.map((one, side) => (sums[side] === 0 ? 0 : one / sums[side]!));
  return [...found.values()]
    .filter(({ counts: [one, other] }) => one + other > 0)
    .sort((one, other) => Math.max(...parts(other.counts)) - Math.max(...parts(one.counts)))
    .map(({ element, counts }) => {
      const [mine, other] = parts(counts);
      return { element, weight: mine!, figures: counts.map(count), rates: t('heatmap.list.shares', { own: rate(mine!), rival: rate(other!) }) };
    });
}

/** Of the elements of a comparison: clicks on each side, and the part of its sessions that clicked. */
export function sidesRows(sides: readonly BothSides[]): PlainRow[] {
  const written = (part: number | null): string => (part === null ? NOTHING : rate(part));
  return [...sides]
    .sort((one, other) => Math.max(other.rates[0] ?? 0, other.rates[1] ?? 0) - Math.max(one.rates[0] ?? 0, one.rates[1] ?? 0))
    .map(({ row, clicks, rates: [own, rival] }) => ({ element: row, weight: own ?? 0, figures: clicks.map(count), rates: t('heatmap.differences.sessions', { own: written(own), rival: written(rival) }) }));
}
