import type { ElementRow, ElementsAnswer } from '../../api/heatmaps';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Button } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { ProblemNotice } from '../../elements/notice/Notice';
import { count, duration, mean, NOTHING, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import type { Answer } from '../../state/answers';
import { chooseTab } from '../../state/current';
import type { View } from '../../state/view';
import { ELEMENT_ORDERS, type ElementOrder } from '../../api/heatmaps';
import { orderOf } from './useMap';

interface ElementListProps {
  answer: Answer<ElementsAnswer>;
  view: View;
  nameOf: (row: ElementRow) => string;
  chosen: string | null;
  hovered: string | null;
  onHover: (selector: string | null) => void;
  onChoose: (selector: string) => void;
  /** Asks for all elements; null where that has been done. */
  onAll: (() => void) | null;
}

/** Every element that was clicked: the order picks the figure that stands beside its clicks. */
export function ElementList({ answer, view, nameOf, chosen, hovered, onHover, onChoose, onAll }: ElementListProps) {
  const order = orderOf(view.tabs['sort']);
  const rows = answer.value?.rows ?? [];
  const total = answer.value?.meta.total ?? 0;
  const most = Math.max(1, ...rows.map(({ clicks }) => clicks));
  const sortBy = (by: ElementOrder, descending: boolean): void => chooseTab('sort', by === 'clicks' && descending ? null : `${descending ? '' : '-'}${by}`);
  return (
    <section class="card element-list" aria-label={t('heatmap.elements')}>
      <header class="card-head">
        <h2>{t('heatmap.elements')}</h2>
        <span class="element-order">
          <span class="select">
            <select class="control" aria-label={t('heatmap.order')} value={order.by} onChange={(event) => sortBy(event.currentTarget.value as ElementOrder, true)}>
              {ELEMENT_ORDERS.map((by) => (
                <option key={by} value={by} selected={by === order.by}>
                  {t(`heatmap.order.${by}`)}
                </option>
              ))}
            </select>
            <Icon name="down" size={16} />
          </span>
          <button type="button" class="icon-button" aria-label={t('heatmap.order.turn')} title={t('heatmap.order.turn')} aria-pressed={!order.descending} onClick={() => sortBy(order.by, !order.descending)}>
            <span aria-hidden="true" class="element-arrow">{order.descending ? '▼' : '▲'}</span>
          </button>
        </span>
      </header>
      {answer.problem !== null && answer.problem.status !== 0 ? (
        <ProblemNotice problem={answer.problem} retry={answer.retry} />
      ) : answer.value === null ? (
        <div class="element-body">
          <BreakdownSkeleton rows={12} />
        </div>
      ) : rows.length === 0 ? (
        <p class="panel-empty">{t('heatmap.elements.none')}</p>
      ) : (
        <ol class="element-rows" data-list aria-busy={!answer.fresh}>
          {rows.map((row) => (
            <li key={row.selector}>
              <button
                type="button"
                class={`element-row${row.selector === hovered ? ' element-hovered' : ''}`}
                aria-pressed={row.selector === chosen}
                title={row.selector}
                onMouseEnter={() => onHover(row.selector)}
                onMouseLeave={() => onHover(null)}
                onFocus={() => onHover(row.selector)}
                onBlur={() => onHover(null)}
                onClick={() => onChoose(row.selector)}
              >
                <span class="breakdown-bar" style={{ width: `${(row.clicks / most) * 100}%` }} />
                <span class="element-name">
                  <MiddleCut text={nameOf(row)} />
                </span>
                <span class="element-figure">{figureOf(row, order.by)}</span>
                <span class="element-soft">{order.by === 'clicks' ? (row.share === null ? NOTHING : rate(row.share)) : count(row.clicks)}</span>
                <Troubles row={row} />
              </button>
            </li>
          ))}
        </ol>
      )}
      {answer.value !== null && rows.length > 0 && (
        <footer class="element-foot">
          <span>{rows.length < total ? t('heatmap.elements.shown', { shown: count(rows.length), total: count(total) }) : plural('heatmap.elements.all', total)}</span>
          {rows.length < total && onAll !== null && (
            <Button kind="quiet" onClick={onAll}>
              {t('heatmap.elements.more')}
            </Button>
          )}
        </footer>
      )}
    </section>
  );
}

function figureOf(row: ElementRow, by: ElementOrder): string {
  switch (by) {
    case 'hesitationSeconds':
      return row.hesitationSeconds === null ? NOTHING : row.hesitationSeconds < 10 ? t('heatmap.seconds', { n: mean(row.hesitationSeconds) }) : duration(row.hesitationSeconds);
    case 'clickRate':
    case 'conversionRateAfter':
      return row[by] === null ? NOTHING : rate(row[by]);
    default:
      return count(row[by]);
  }
}

/** What went wrong on the element, in words: never by colour alone. */
function Troubles({ row }: { row: ElementRow }) {
  const parts = [
    row.rageClicks > 0 && plural('heatmap.count.rageClick', row.rageClicks),
    row.deadClicks > 0 && plural('heatmap.count.deadClick', row.deadClicks),
    row.errorClicks > 0 && plural('heatmap.count.errorClick', row.errorClicks),
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : <span class="element-troubles">{parts.join(' · ')}</span>;
}
