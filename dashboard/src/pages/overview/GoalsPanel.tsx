import type { Condition, Figure, Goal, Metric, Query, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { ProblemNotice } from '../../elements/notice/Notice';
import { dimensionName } from '../../format/names';
import { figure } from '../../format/numbers';
import { t } from '../../i18n';
import { useQueries } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { sameFilter, toggled, type View } from '../../state/view';
import { watchRow } from '../replays/address';
import { csv } from '../report/save';
import { PanelFoot } from './PanelFoot';

interface GoalsPanelProps {
  site: Site;
  goals: readonly Goal[];
  view: View;
  period: ResolvedPeriod;
}

/** Each goal with the sessions that reached it and their share. Counts of events would obey a filter by page or event, which
 * leaves out other events of the same sessions; sessions and rate always agree. */
export function GoalsPanel({ site, goals, view, period }: GoalsPanelProps) {
  const asked = useQueries(site.id, goalQueries(goals, view, period));
  if (asked.value === null) {
    return (
      <Card anchor="goals" title={t('panel.goals')} padded={false}>
        {asked.problem !== null && asked.problem.status !== 0 ? (
          <ProblemNotice problem={asked.problem} retry={asked.retry} />
        ) : (
          <>
            <BreakdownSkeleton rows={goals.length} />
            <div class="panel-foot" />
          </>
        )}
      </Card>
    );
  }
  const figures = new Map(
    asked.value.flatMap(({ query, answer }) => query.metrics.map((metric, at) => [metric, answer.totals[at] ?? null] as const)),
  );
  const of = (metric: Metric): number | null => figures.get(metric) ?? null;
  const rows = goals
    .map((goal) => ({ goal, rate: of(`conversionRate:${goal.id}`) }))
    .map(({ goal, rate }) => ({ goal, rate, converted: convertedSessions(rate, of('sessions')) }))
    .map((row) => ({ ...row, worth: row.goal.value === null ? null : row.goal.value * row.converted }))
    .sort((one, other) => other.converted - one.converted);
  const valued = rows.some(({ worth }) => worth !== null);
  const longest = Math.max(1, ...rows.map((row) => row.converted));
  const dearest = Math.max(0, ...rows.map(({ worth }) => worth ?? 0));
  return (
    <Card anchor="goals" title={t('panel.goals')} padded={false}>
      <Breakdown
        caption={t('panel.goals')}
        nameColumn={dimensionName('goal')}
        columns={[{ name: t('panel.converted'), about: t('panel.converted.about') }, t('panel.rate'), ...(valued ? [{ name: t('panel.worth'), about: t('panel.worth.about') }] : [])]}
        stale={!asked.fresh}
        rows={rows.map(({ goal, converted, rate, worth }) => {
          const filter: Condition = ['is', 'goal', [goal.id]];
          return {
            key: goal.id,
            name: goal.name,
            weight: converted / longest,
            figures: [figure('sessions', converted, site.currency), figure('conversionRate', rate, site.currency), ...(valued ? [figure('revenue', worth, site.currency, dearest)] : [])],
            picked: view.filters.some((other) => sameFilter(other, filter)),
            onPick: () => changeView({ filters: toggled(view.filters, filter) }),
            watch: watchRow(site, view, goal.name, [filter]),
          };
        })}
      />
      <PanelFoot
        site={site}
        view={view}
        period={period}
        anchor="goals"
        what={t('panel.goals')}
        report={null}
        query={() =>
          csv([
            [dimensionName('goal'), t('panel.converted'), t('panel.rate'), t('panel.worth')],
            ...rows.map(({ goal, converted, rate, worth }) => [goal.name, converted, rate, worth]),
          ])
        }
        search={null}
      />
    </Card>
  );
}

/** The rate is a quotient of whole numbers, so this one comes out whole but for the last bits. */
function convertedSessions(rate: Figure, sessions: Figure): number {
  return Math.round((rate ?? 0) * (sessions ?? 0));
}

/** The API takes twenty metrics at once, and one of them is the sessions. */
const GOALS_AT_ONCE = 19;

function goalQueries(goals: readonly Goal[], view: View, period: ResolvedPeriod): Query[] {
  const queries: Query[] = [];
  for (let at = 0; at < goals.length; at += GOALS_AT_ONCE) {
    queries.push({
      metrics: ['sessions', ...goals.slice(at, at + GOALS_AT_ONCE).map((goal): Metric => `conversionRate:${goal.id}`)],
      dateRange: period.range,
      filters: [...view.filters],
    });
  }
  return queries;
}
