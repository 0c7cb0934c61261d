import { useEffect, useState } from 'preact/hooks';
import type { Filter, PlainMetric, QueryAnswer, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton, ROWS, type BreakdownRow } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Tabs } from '../../elements/tabs/Tabs';
import { dimensionName, valueName } from '../../format/names';
import { figure, share } from '../../format/numbers';
import { plural, t, type Key } from '../../i18n';
import { useQuery } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { recall, remember } from '../../state/storage';
import { sameFilter, toggled, type View } from '../../state/view';
import { panelMetrics, panelQuery, type PanelPlan, type PanelTab } from './panels';

interface PanelProps {
  plan: PanelPlan;
  site: Site;
  view: View;
  metric: PlainMetric;
  period: ResolvedPeriod;
}

export function Panel({ plan, site, view, metric, period }: PanelProps) {
  const tab = plan.tabs.find(({ name }) => name === view.tabs[plan.name]) ?? plan.tabs[0];
  const select = (name: string): void => {
    const { [plan.name]: _, ...others } = view.tabs;
    changeView({ tabs: name === plan.tabs[0].name ? others : { ...others, [plan.name]: name } });
  };
  return (
    <Card
      title={t(plan.title)}
      padded={false}
      aside={
        plan.tabs.length > 1 && (
          <Tabs
            label={t(plan.title)}
            options={plan.tabs.map(({ name, title }) => ({ value: name, name: t(title) }))}
            value={tab.name}
            onChange={select}
          />
        )
      }
    >
      <PanelBody key={tab.name} tab={tab} site={site} view={view} metric={metric} period={period} />
    </Card>
  );
}

/** A panel with nothing in it is as high as one with so many rows. */
const FEWEST = 3;

function PanelBody({ tab, site, view, metric, period }: Omit<PanelProps, 'plan'> & { tab: PanelTab }) {
  const [long, setLong] = useState(false);
  const metrics = panelMetrics(metric).filter((one) => one !== undefined);
  const asked = useQuery(site.id, panelQuery(view, tab.dimension, metrics, period));
  const place = `rows.${site.id}.${tab.dimension}`;
  const count = asked.value?.answer.rows.length;
  useEffect(() => {
    if (count !== undefined) remember(place, String(Math.min(count, ROWS + 1)));
  }, [place, count]);
  // As many as last time, so that what is below does not move when they come.
  const expected = Number(recall(place) ?? ROWS) || FEWEST;

  if (asked.problem !== null && asked.problem.status !== 0) {
    return (
      <div class="panel-body">
        <ProblemNotice problem={asked.problem} retry={asked.retry} />
      </div>
    );
  }
  if (asked.value === null) {
    return (
      <div class="panel-body">
        <BreakdownSkeleton rows={Math.min(expected, ROWS)} />
        {expected > ROWS && <div class="panel-foot" />}
      </div>
    );
  }
  const { query, answer } = asked.value;
  const rows = answer.rows.filter((row) => (row.metrics[0] ?? 0) > 0);
  const visible = long ? rows : rows.slice(0, ROWS);
  const further = answer.meta.rowCount - answer.rows.length;
  return (
    <div class="panel-body">
      {rows.length === 0 ? (
        <p class="panel-empty">{t(tab.empty ?? 'panel.empty')}</p>
      ) : (
        <Breakdown
          caption={t(tab.title)}
          nameColumn={dimensionName(tab.dimension)}
          columns={columnsOf(query.metrics as PlainMetric[])}
          rows={breakdownRows(answer, visible, query.metrics as PlainMetric[], tab, view)}
          stale={!asked.fresh}
        />
      )}
      {rows.length > ROWS && (
        <div class="panel-foot">
          <button type="button" class="panel-more" aria-expanded={long} onClick={() => setLong(!long)}>
            {long ? t('panel.less') : plural('panel.more', rows.length - ROWS)}
          </button>
          {long && further > 0 && <span class="panel-rest">{plural('panel.rest', further)}</span>}
        </div>
      )}
    </div>
  );
}

function columnsOf([first, second]: readonly PlainMetric[]): string[] {
  return [t(`metric.${first!}`), second === undefined ? t('panel.share') : t(`column.${second}` as Key)];
}

function breakdownRows(
  answer: QueryAnswer,
  rows: QueryAnswer['rows'],
  [first, second]: readonly PlainMetric[],
  tab: PanelTab,
  view: View,
): BreakdownRow[] {
  const longest = Math.max(...answer.rows.map((row) => row.metrics[0] ?? 0));
  const { currency } = answer.meta;
  return rows.map((row) => {
    const value = row.dimensions[0]!;
    const filter: Filter = ['is', tab.dimension, [value]];
    const amount = row.metrics[0] ?? null;
    return {
      key: value,
      name: valueName(tab.dimension, value),
      weight: (amount ?? 0) / longest,
      figures: [
        figure(first!, amount, currency),
        second === undefined ? share(amount, answer.totals[0] ?? null) : figure(second, row.metrics[1] ?? null, currency),
      ],
      picked: view.filters.some((other) => sameFilter(other, filter)),
      onPick: () => changeView({ filters: toggled(view.filters, filter) }),
    };
  });
}
