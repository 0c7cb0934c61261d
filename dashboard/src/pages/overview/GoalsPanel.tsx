import type { Filter, Goal, Metric, Query, Site } from '../../api/records';
import { Breakdown } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { dimensionName } from '../../format/names';
import { figure } from '../../format/numbers';
import { t } from '../../i18n';
import { useQueries } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { sameFilter, toggled, type View } from '../../state/view';

interface GoalsPanelProps {
  site: Site;
  goals: readonly Goal[];
  view: View;
  period: ResolvedPeriod;
}

/** Each goal with its conversions and the share of sessions that reached it. */
export function GoalsPanel({ site, goals, view, period }: GoalsPanelProps) {
  const asked = useQueries(site.id, goalQueries(goals, view, period));
  if (asked.value === null) return null;
  const figures = new Map(
    asked.value.flatMap(({ query, answer }) => query.metrics.map((metric, at) => [metric, answer.totals[at] ?? null] as const)),
  );
  const of = (metric: Metric): number | null => figures.get(metric) ?? null;
  const rows = goals
    .map((goal) => ({ goal, count: of(`conversions:${goal.id}`), rate: of(`conversionRate:${goal.id}`) }))
    .sort((one, other) => (other.count ?? 0) - (one.count ?? 0));
  const longest = Math.max(1, ...rows.map((row) => row.count ?? 0));
  return (
    <Card title={t('panel.goals')} padded={false}>
      <Breakdown
        caption={t('panel.goals')}
        nameColumn={dimensionName('goal')}
        columns={[t('metric.conversions'), t('panel.rate')]}
        stale={!asked.fresh}
        rows={rows.map(({ goal, count, rate }) => {
          const filter: Filter = ['is', 'goal', [goal.id]];
          return {
            key: goal.id,
            name: goal.name,
            weight: (count ?? 0) / longest,
            figures: [
              figure('conversions', count, site.currency),
              figure('conversionRate', rate, site.currency),
            ],
            picked: view.filters.some((other) => sameFilter(other, filter)),
            onPick: () => changeView({ filters: toggled(view.filters, filter) }),
          };
        })}
      />
    </Card>
  );
}

/** The API takes twenty metrics at once, and each goal needs two. */
const GOALS_AT_ONCE = 10;

function goalQueries(goals: readonly Goal[], view: View, period: ResolvedPeriod): Query[] {
  const queries: Query[] = [];
  for (let at = 0; at < goals.length; at += GOALS_AT_ONCE) {
    queries.push({
      metrics: goals
        .slice(at, at + GOALS_AT_ONCE)
        .flatMap((goal): Metric[] => [`conversions:${goal.id}`, `conversionRate:${goal.id}`]),
      dateRange: period.range,
      filters: [...view.filters],
    });
  }
  return queries;
}
