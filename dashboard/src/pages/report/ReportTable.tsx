import { Fragment } from 'preact';
import type { Dimension, Figure, PlainMetric, Query, QueryAnswer, Row, Site } from '../../api/records';
import { ChangeMark } from '../../elements/change/ChangeMark';
import { Icon } from '../../elements/icon/Icon';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { dimensionName } from '../../format/names';
import { change, figure, isAmount, NOTHING, share } from '../../format/numbers';
import { isChance, isFew } from '../../format/samples';
import { t } from '../../i18n';
import { changeView } from '../../state/current';
import type { View } from '../../state/view';
import { hasShare, type Order } from './columns';
import { conditions, isPicked, rowName, toggledAll } from './rows';

interface ReportTableProps {
  site: Site;
  view: View;
  dimension: Dimension;
  query: Query;
  rows: readonly Row[];
  answer: QueryAnswer;
  /** The first figure of all rows together, whatever is searched for. */
  whole: Figure;
  order: Order;
  stale: boolean;
  onOrder: (order: Order) => void;
}

/** A wide table; a click on a column's name orders by it, a click on a row filters by it. */
export function ReportTable({ view, dimension, query, rows, answer, whole, order, stale, onOrder }: ReportTableProps) {
  const metrics = query.metrics as PlainMetric[];
  const dimensions = query.dimensions ?? [];
  const { currency } = answer.meta;
  const before = answer.comparison === null ? null : new Map(answer.comparison.rows.map((row) => [row.dimensions.join(' '), row.metrics[0] ?? null]));
  const barred = metrics.find((metric) => metric === order.by && isAmount(metric)) ?? metrics[0]!;
  const at = metrics.indexOf(barred);
  const longest = Math.max(1e-9, ...answer.rows.map((row) => row.metrics[at] ?? 0));
  const head = { order, onOrder };
  return (
    <div class="report-scroll" tabIndex={0} role="region" aria-label={dimensionName(dimension)}>
      <table class="report-table" aria-busy={stale}>
        <caption class="visually-hidden">{dimensionName(dimension)}</caption>
        <thead>
          <tr>
            <Sortable {...head} by={dimension} name={dimensionName(dimension)} />
            {metrics.map((metric, column) => (
              <Fragment key={metric}>
                <Sortable {...head} by={metric} name={t(`metric.${metric}`)} about={t(`metric.${metric}.about`)} />
                {column === 0 && hasShare(dimension) && (
                  <th scope="col" class="report-figure">
                    {t('panel.share')}
                  </th>
                )}
                {column === 0 && before !== null && (
                  <th scope="col" class="report-figure">
                    {t('report.change')}
                  </th>
                )}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody data-list>
          {rows.map((row) => {
            const value = row.dimensions.join(' ');
            const wanted = conditions(dimensions, row);
            const picked = isPicked(view.filters, wanted);
            const name = rowName(dimensions, row);
            return (
              <tr key={value} class={`breakdown-row breakdown-pickable${picked ? ' breakdown-picked' : ''}`} onClick={() => changeView({ filters: toggledAll(view.filters, wanted) })}>
                <th scope="row" class="breakdown-name">
                  <span class="breakdown-bar" style={{ width: `${((row.metrics[at] ?? 0) / longest) * 100}%` }} />
                  <button
                    type="button"
                    class="breakdown-label breakdown-pick"
                    aria-pressed={picked}
                    title={t(picked ? 'filter.unfilter' : 'filter.by', { value: name })}
                  >
                    <MiddleCut text={name} />
                    {picked && <Icon name="close" size={14} />}
                  </button>
                </th>
                {metrics.map((metric, column) => (
                  <Fragment key={metric}>
                    <td class="report-figure">
                      {figure(metric, row.metrics[column] ?? null, currency)}
                    </td>
                    {column === 0 && hasShare(dimension) && (
                      <td class="report-figure report-soft">
                        {share(row.metrics[0] ?? null, whole)}
                      </td>
                    )}
                    {column === 0 && before !== null && (
                      <td class="report-figure">
                        <Moved metric={metric} now={row.metrics[0] ?? null} before={before.get(value) ?? 0} />
                      </td>
                    )}
                  </Fragment>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Moved({ metric, now, before }: { metric: PlainMetric; now: Figure; before: Figure }) {
  const moved = change(metric, now, before);
  return moved === null ? <>{NOTHING}</> : <ChangeMark change={moved} few={isFew(now ?? 0, before ?? 0)} noise={isChance(now ?? 0, before ?? 0)} />;
}

interface SortableProps {
  by: string;
  name: string;
  about?: string;
  order: Order;
  onOrder: (order: Order) => void;
}

function Sortable({ by, name, about, order, onOrder }: SortableProps) {
  const on = order.by === by;
  const text = about === undefined;
  return (
    <th scope="col" class={text ? undefined : 'report-figure'} aria-sort={on ? (order.descending ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        class="report-sort"
        title={about}
        // Numbers begin with the largest, names with A.
        onClick={() => onOrder({ by, descending: on ? !order.descending : !text })}
      >
        {name}
        <span aria-hidden="true" class="report-arrow">
          {on ? (order.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}
