import { useEffect } from 'preact/hooks';
import type { Dimension, Figure, PlainMetric, Row, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton, ROWS, type BreakdownRow } from '../../elements/breakdown/Breakdown';
import { ProblemNotice } from '../../elements/notice/Notice';
import { dimensionName } from '../../format/names';
import { figure, share } from '../../format/numbers';
import { plural, t, type Key } from '../../i18n';
import { useQuery, type Asked } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { recall, remember } from '../../state/storage';
import type { View } from '../../state/view';
import { watchRow } from '../replays/address';
import { conditions, isPicked, rowName, toggledAll } from '../report/rows';
import { isSearchedHere, matching, searchFilter } from '../report/search';
import { panelQuery, type PanelTab } from './panels';

interface PanelBodyProps {
  site: Site;
  view: View;
  period: ResolvedPeriod;
  tab: PanelTab;
  dimension: Dimension;
  metrics: readonly PlainMetric[];
  /** Null where nothing is searched for. */
  search: string | null;
  /** What lies behind a row, where there is something. */
  open?: (value: string) => BreakdownRow['open'];
}

/** A panel with nothing in it is as high as one with so many rows. */
const FEWEST = 3;
/** The most rows that the API gives at once. */
const ALL = 1000;

export function PanelBody({ site, view, period, tab, dimension, metrics, search, open }: PanelBodyProps) {
  const text = search?.trim() ?? '';
  const here = isSearchedHere(dimension);
  const ask = { dimension, metrics, period, only: tab.only };
  const whole = useQuery(site.id, panelQuery(view, ask));
  const found = useQuery(
    site.id,
    text === ''
      ? null
      : here
        ? panelQuery(view, { ...ask, limit: ALL })
        : panelQuery(view, { ...ask, only: [...(tab.only ?? []), searchFilter(dimension, text)] }),
  );
  const marks = useQuery(
    site.id,
    tab.marked === undefined ? null : panelQuery(view, { ...ask, only: [...(tab.only ?? []), tab.marked.filter], limit: ALL }),
  );
  const asked = text === '' ? whole : found;

  const place = `rows.${site.id}.${tab.name}.${dimension}`;
  const count = whole.value?.answer.rows.length;
  useEffect(() => {
    if (count !== undefined) remember(place, String(Math.min(count, ROWS)));
  }, [place, count]);

  if (asked.problem !== null && asked.problem.status !== 0) return <ProblemNotice problem={asked.problem} retry={asked.retry} />;
  if (asked.value === null || whole.value === null) {
    // As many as last time, so that what is below does not move when they come.
    return <BreakdownSkeleton rows={Number(recall(place) ?? ROWS) || FEWEST} />;
  }

  const stale = !asked.fresh || !whole.fresh;
  const filled = whole.value.answer.rows.some((row) => row.dimensions.at(-1) !== '' && (row.metrics[0] ?? 0) > 0);
  if (!filled && (tab.empty !== undefined || whole.value.answer.rows.length === 0)) {
    return <p class="panel-empty" aria-busy={stale}>{t(tab.empty ?? 'panel.empty')}</p>;
  }
  const all = asked.value.answer.rows.filter((row) => (row.metrics[0] ?? 0) > 0);
  const rows = (text === '' ? all : matching(all, asked.value.query.dimensions ?? [], text)).slice(0, ROWS);
  if (rows.length === 0) return <p class="panel-empty" aria-busy={stale}>{text === '' ? t('panel.empty') : t('panel.notFound', { text })}</p>;
  return (
    <Breakdown
      caption={t(tab.title)}
      nameColumn={dimensionName(dimension)}
      columns={columnsOf(metrics, tab)}
      rows={breakdownRows(rows, whole.value, { site, tab, metrics, view, marks: marksOf(marks.value), open })}
      stale={stale}
    />
  );
}

function columnsOf([first, second]: readonly PlainMetric[], tab: PanelTab): string[] {
  if (tab.metrics !== undefined) return tab.metrics.map((metric) => t(`metric.${metric}`));
  return [t(`metric.${first!}`), second === undefined ? t('panel.share') : t(`column.${second}` as Key)];
}

function marksOf(asked: Asked | null): Map<string, Figure> {
  return new Map(asked?.answer.rows.map((row) => [row.dimensions[0]!, row.metrics[0] ?? null]));
}

interface Look {
  site: Site;
  tab: PanelTab;
  metrics: readonly PlainMetric[];
  view: View;
  marks: ReadonlyMap<string, Figure>;
  open: PanelBodyProps['open'];
}

function breakdownRows(rows: readonly Row[], { query, answer }: Asked, { site, tab, metrics, view, marks, open }: Look): BreakdownRow[] {
  const dimensions = query.dimensions ?? [];
  const longest = Math.max(...answer.rows.map((row) => row.metrics[0] ?? 0));
  const { currency } = answer.meta;
  const [first, second] = metrics;
  return rows.map((row) => {
    const value = row.dimensions[0]!;
    const wanted = conditions(dimensions, row);
    const amount = row.metrics[0] ?? null;
    const marked = marks.get(value) ?? 0;
    return {
      key: row.dimensions.join(' '),
      name: rowName(dimensions, row),
      remark: marked > 0 ? plural(tab.marked!.words, marked) : undefined,
      weight: (amount ?? 0) / longest,
      figures: [
        figure(first!, amount, currency, longest),
        second === undefined ? share(amount, answer.totals[0] ?? null) : figure(second, row.metrics[1] ?? null, currency),
      ],
      picked: isPicked(view.filters, wanted),
      onPick: () => changeView({ filters: toggledAll(view.filters, wanted) }),
      open: open?.(value),
      watch: watchRow(site, view, rowName(dimensions, row), dimensions[0] === 'event' ? wanted : [...(tab.only ?? []), ...wanted]),
    };
  });
}
