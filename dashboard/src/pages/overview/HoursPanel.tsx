import { useCallback, useMemo } from 'preact/hooks';
import type { Condition, PlainMetric, Query, Site } from '../../api/records';
import { Card } from '../../elements/card/Card';
import { WeekGrid, type Slot } from '../../elements/grid/WeekGrid';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { valueName } from '../../format/names';
import { isAmount } from '../../format/metrics';
import { axisFigure, figure } from '../../format/numbers';
import { t } from '../../i18n';
import { useQuery } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { isPicked } from '../report/rows';
import { PanelFoot } from './PanelFoot';

interface HoursPanelProps {
  site: Site;
  view: View;
  metric: PlainMetric;
  period: ResolvedPeriod;
}

/** When in the week it happens, by the site's clock. */
export function HoursPanel({ site, view, metric, period }: HoursPanelProps) {
  const shown = isAmount(metric) ? metric : 'visitors';
  const query: Query = {
    metrics: [shown],
    dateRange: period.range,
    filters: [...view.filters],
    dimensions: ['weekday', 'hour'],
    orderBy: [
      ['weekday', 'asc'],
      ['hour', 'asc'],
    ],
    limit: 7 * 24,
  };
  const asked = useQuery(site.id, query);
  const values = useMemo(
    () => new Map(asked.value?.answer.rows.map((row) => [row.dimensions.join(' '), row.metrics[0] ?? 0])),
    [asked.value],
  );
  const valueOf = useCallback((slot: Slot) => values.get(`${slot.day} ${twoDigits(slot.hour)}`) ?? 0, [values]);
  const answered = asked.value?.query.metrics[0] as PlainMetric | undefined;
  const currency = asked.value?.answer.meta.currency ?? site.currency;
  const name = t('panel.hours', { metric: t(`metric.${shown}`) });
  return (
    <Card anchor="hours" title={name}>
      {asked.problem !== null && asked.problem.status !== 0 ? (
        <ProblemNotice problem={asked.problem} retry={asked.retry} />
      ) : answered === undefined ? (
        <div class="panel-week">
          <Skeleton height="100%" />
        </div>
      ) : (
        <WeekGrid
          label={name}
          legend={t(`metric.${answered}`)}
          valueOf={valueOf}
          format={(value) => axisFigure(answered, value, currency)}
          words={(value) => `${figure(answered, value, currency)} (${t(`metric.${answered}`)})`}
          hourName={(hour) => valueName('hour', twoDigits(hour))}
          picked={(slot) => isPicked(view.filters, conditions(slot))}
          onPick={(slot) => pick(view, slot)}
          stale={!asked.fresh}
        />
      )}
      <PanelFoot site={site} view={view} period={period} anchor="hours" what={name} report={null} query={query} search={null} />
    </Card>
  );
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}

function conditions({ day, hour }: Slot): Condition[] {
  return [
    ['is', 'weekday', [String(day)]],
    ['is', 'hour', [twoDigits(hour)]],
  ];
}

/** One slot at a time: another one takes the place of the last, the same one is let go. */
function pick(view: View, slot: Slot): void {
  const wanted = conditions(slot);
  const rest = view.filters.filter((filter) => filter[1] !== 'weekday' && filter[1] !== 'hour');
  changeView({ filters: isPicked(view.filters, wanted) ? rest : [...rest, ...wanted] });
}
