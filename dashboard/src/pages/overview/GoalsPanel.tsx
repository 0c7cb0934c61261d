import type { Filter, Goal, Metric, Site } from '../../api/records';
import { Breakdown } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { dimensionName } from '../../format/names';
import { figure } from '../../format/numbers';
import { t } from '../../i18n';
import { useQuery } from '../../state/answers';
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
  const metrics = goals.flatMap((goal): Metric[] => [`conversions:${goal.id}`, `conversionRate:${goal.id}`]);
  const asked = useQuery(site.id, { metrics, dateRange: period.range, filters: [...view.filters] });
  if (asked.value === null) return null;
  const { query, answer } = asked.value;
  const of = (metric: Metric): number | null => answer.totals[query.metrics.indexOf(metric)] ?? null;
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
              figure('conversions', count, answer.meta.currency),
              figure('conversionRate', rate, answer.meta.currency),
            ],
            picked: view.filters.some((other) => sameFilter(other, filter)),
            onPick: () => changeView({ filters: toggled(view.filters, filter) }),
          };
        })}
      />
    </Card>
  );
}
