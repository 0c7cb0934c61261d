import type { Condition, PlainMetric, Site } from '../../api/records';
import { MapSkeleton, WorldMap } from '../../elements/map/WorldMap';
import { ProblemNotice } from '../../elements/notice/Notice';
import { valueName } from '../../format/names';
import { axisFigure, figure, share } from '../../format/numbers';
import { t } from '../../i18n';
import { useQuery } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { sameFilter, toggled, type View } from '../../state/view';
import { panelQuery } from './panels';

/** More than there are countries. */
const COUNTRIES = 300;

interface MapBodyProps {
  site: Site;
  view: View;
  period: ResolvedPeriod;
  metrics: readonly PlainMetric[];
}

export function MapBody({ site, view, period, metrics }: MapBodyProps) {
  const asked = useQuery(site.id, panelQuery(view, { dimension: 'country', metrics, period, limit: COUNTRIES }));
  if (asked.problem !== null && asked.problem.status !== 0) return <ProblemNotice problem={asked.problem} retry={asked.retry} />;
  if (asked.value === null) {
    return (
      <div class="panel-map">
        <MapSkeleton />
      </div>
    );
  }
  const { answer } = asked.value;
  const { currency } = answer.meta;
  const [metric, second] = metrics;
  const filterOf = (code: string): Condition => ['is', 'country', [code]];
  return (
    <div class="panel-map" aria-busy={!asked.fresh}>
      <WorldMap
        label={t('panel.map.label', { metric: t(`metric.${metric!}`) })}
        legend={t(`metric.${metric!}`)}
        format={(value) => axisFigure(metric!, value, currency)}
        countries={answer.rows
          .filter((row) => row.dimensions[0] !== '' && (row.metrics[0] ?? 0) > 0)
          .map((row) => ({
            code: row.dimensions[0]!,
            name: valueName('country', row.dimensions[0]!),
            value: row.metrics[0] ?? 0,
            figures: [
              figure(metric!, row.metrics[0] ?? null, currency),
              second === undefined ? share(row.metrics[0] ?? null, answer.totals[0] ?? null) : figure(second, row.metrics[1] ?? null, currency),
            ].join(' · '),
            picked: view.filters.some((other) => sameFilter(other, filterOf(row.dimensions[0]!))),
          }))}
        onPick={(code) => changeView({ filters: toggled(view.filters, filterOf(code)) })}
      />
    </div>
  );
}
