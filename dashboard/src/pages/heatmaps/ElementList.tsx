import type { ElementRow, ElementsAnswer } from '../../api/heatmaps';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Button } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { ProblemNotice } from '../../elements/notice/Notice';
import { count, duration, mean, NOTHING, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import type { Answer } from '../../state/answers';
import { chooseTab } from '../../state/current';
import type { View } from '../../state/view';
import { ELEMENT_ORDERS, type ElementOrder } from '../../api/heatmaps';
import type { Goal } from '../../api/records';
import type { Choice } from './choice';
import { ElementLine } from './ElementLine';
import { GoalPicker } from './GoalPicker';
import type { Unseen } from './names';
import { orderOf, usualOrder } from './useMap';

interface ElementListProps {
  answer: Answer<ElementsAnswer>;
  view: View;
  choice: Choice;
  goals: readonly Goal[];
  nameOf: (row: ElementRow) => string;
  unseenOf: (row: ElementRow) => Unseen | null;
  chosen: string | null;
  hovered: string | null;
  onHover: (selector: string | null) => void;
  onChoose: (selector: string) => void;
  /** Where those who clicked an element can be watched; null where nothing is recorded. */
  watch: ((row: ElementRow) => string) | null;
  /** Asks for all elements; null where that has been done. */
  onAll: (() => void) | null;
}

/** Every element that was clicked, or clicked in vain where the map shows that: the order picks the figure that stands beside its clicks. */
export function ElementList({ answer, view, choice, goals, nameOf, unseenOf, chosen, hovered, onHover, onChoose, watch, onAll }: ElementListProps) {
  const order = orderOf(view.tabs['sort'], choice.kind);
  // Clicks, or those that were so judged.
  const own = usualOrder(choice.kind) as 'clicks' | 'rageClicks' | 'deadClicks' | 'errorClicks';
  const rows = (answer.value?.rows ?? []).filter((row) => row[own] > 0);
  const total = own === 'clicks' ? (answer.value?.meta.total ?? 0) : rows.length;
  const most = Math.max(1, ...rows.map((row) => row[own]));
  const shown = rows.reduce((sum, row) => sum + row[own], 0);
  const sortBy = (by: ElementOrder, descending: boolean): void => chooseTab('sort', by === own && descending ? null : `${descending ? '' : '-'}${by}`);
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
      {order.by === 'conversionRateAfter' && <GoalPicker goals={goals} goal={choice.goal} />}
      {answer.problem !== null && answer.problem.status !== 0 ? (
        <ProblemNotice problem={answer.problem} retry={answer.retry} />
      ) : answer.value === null ? (
        <div class="element-body">
          <BreakdownSkeleton rows={12} />
        </div>
      ) : rows.length === 0 ? (
        <p class="panel-empty">{t(`heatmap.none.${choice.kind}`)}</p>
      ) : (
        <ol class="element-rows" data-list="button" aria-busy={!answer.fresh}>
          {rows.map((row) => (
            <ElementLine
              key={row.selector}
              selector={row.selector}
              name={nameOf(row)}
              weight={row[own] / most}
              figures={[figureOf(row, order.by), order.by !== own ? count(row[own]) : own === 'clicks' ? figure(row.share) : figure(shown === 0 ? null : row[own] / shown)]}
              {...troublesOf(row, own)}
              unseen={unseenOf(row)}
              watch={watch?.(row) ?? null}
              chosen={chosen}
              hovered={hovered}
              onHover={onHover}
              onChoose={onChoose}
            />
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

function figure(part: number | null): string {
  return part === null ? NOTHING : rate(part);
}

/** What went wrong on the element besides what the list is of, in words: never by colour alone. */
function troublesOf(row: ElementRow, own: ElementOrder): { troubles?: string } {
  const parts = [
    own !== 'rageClicks' && row.rageClicks > 0 && plural('heatmap.count.rageClick', row.rageClicks),
    own !== 'deadClicks' && row.deadClicks > 0 && plural('heatmap.count.deadClick', row.deadClicks),
    own !== 'errorClicks' && row.errorClicks > 0 && plural('heatmap.count.errorClick', row.errorClicks),
  ].filter((part) => part !== false);
  return parts.length === 0 ? {} : { troubles: parts.join(' · ') };
}
