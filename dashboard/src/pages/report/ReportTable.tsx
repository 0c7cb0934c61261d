import { Fragment } from 'preact';
import type { Dimension, Figure, PlainMetric, Query, QueryAnswer, Row, Site } from '../../api/records';
import { ChangeMark } from '../../elements/change/ChangeMark';
import { isLink, WatchLink } from '../../elements/breakdown/Breakdown';
import { Icon } from '../../elements/icon/Icon';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { dimensionName } from '../../format/names';
import { isAmount, isRate } from '../../format/metrics';
import { change, figure, NOTHING, share } from '../../format/numbers';
import { isChance, isChanceOfRates, isFew } from '../../format/samples';
import { t } from '../../i18n';
import { changeView } from '../../state/current';
import type { View } from '../../state/view';
import { watchRow } from '../replays/address';
import { hasShare, type Order } from './columns';
import { conditions, isPicked, rowName, toggledAll } from './rows';

interface ReportTableProps {
  site: Site;
  view: View;
  dimension: Dimension;
  query: Query;
  rows: readonly Row[];
  answer: QueryAnswer;
  /** The figures of all rows together, whatever is searched for. */
  whole: readonly Figure[];
  order: Order;
  stale: boolean;
  onOrder: (order: Order) => void;
}

/** A wide table; a click on a column's name orders by it, a click on a row filters by it. */
export function ReportTable({ site, view, dimension, query, rows, answer, whole, order, stale, onOrder }: ReportTableProps) {
  const metrics = query.metrics as PlainMetric[];
  const dimensions = query.dimensions ?? [];
  const { currency } = answer.meta;
  const before = answer.comparison === null ? null : new Map(answer.comparison.rows.map((row) => [row.dimensions.join(' '), row]));
  // The figure in front: its share and its change stand beside it.
  const front = Math.max(0, metrics.findIndex((metric) => metric === order.by));
  const at = isAmount(metrics[front]!) ? front : 0;
  const longest = Math.max(1e-9, ...answer.rows.map((row) => row.metrics[at] ?? 0));
  const largest = metrics.map((_, column) => Math.max(...answer.rows.map((row) => row.metrics[column] ?? 0)));
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
                {column === at && hasShare(dimension) && (
                  <th scope="col" class="report-figure">
                    {t('panel.share')}
                  </th>
                )}
                {column === front && before !== null && (
                  <th scope="col" class="report-figure">
                    {t('report.change')}
                  </th>
                )}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody data-list="button">
          {rows.map((row) => {
            const value = row.dimensions.join(' ');
            const wanted = conditions(dimensions, row);
            const picked = isPicked(view.filters, wanted);
            const name = rowName(dimensions, row);
            const watch = watchRow(site, view, name, wanted);
            return (
              <tr key={value} class={`breakdown-row breakdown-pickable${picked ? ' breakdown-picked' : ''}`} onClick={(event) => !isLink(event) && changeView({ filters: toggledAll(view.filters, wanted) })}>
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
                  {watch !== undefined && <WatchLink {...watch} />}
                </th>
                {metrics.map((metric, column) => (
                  <Fragment key={metric}>
                    <td class="report-figure">
                      {figure(metric, row.metrics[column] ?? null, currency, largest[column])}
                    </td>
                    {column === at && hasShare(dimension) && (
                      <td class="report-figure report-soft">
                        {share(row.metrics[at] ?? null, whole[at] ?? null)}
                      </td>
                    )}
                    {column === front && before !== null && (
                      <td class="report-figure">
                        <Moved metrics={metrics} column={column} now={row} before={before.get(value)} />
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

interface MovedProps {
  metrics: readonly PlainMetric[];
  column: number;
  now: Row;
  /** Absent where there was none: its amounts were 0. */
  before: Row | undefined;
}

function Moved({ metrics, column, now, before }: MovedProps) {
  const metric = metrics[column]!;
  const of = (row: Row | undefined, wanted: PlainMetric): number => row?.metrics[metrics.indexOf(wanted)] ?? 0;
  const earlier = before?.metrics[column] ?? (isAmount(metric) ? 0 : null);
  const moved = change(metric, now.metrics[column] ?? null, earlier);
  if (moved === null) return <>{NOTHING}</>;
  // Money comes with few of the sessions.
  const behind = metric === 'revenue' && metrics.includes('conversions') ? 'conversions' : 'sessions';
  const few = isFew(of(now, behind), of(before, behind));
  return <ChangeMark change={moved} few={few} noise={!few && isWithinChance(metric, now.metrics[column] ?? 0, earlier ?? 0, of(now, 'sessions'), of(before, 'sessions'))} />;
}

/** What can be told from the numbers at hand: counts and rates. Of money and time nobody knows how much they vary. */
function isWithinChance(metric: PlainMetric, now: number, before: number, sessionsNow: number, sessionsBefore: number): boolean {
  if (isRate(metric)) return isChanceOfRates(now, before, sessionsNow, sessionsBefore);
  return isAmount(metric) && metric !== 'revenue' && isChance(now, before);
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
