import { useMemo, useState } from 'preact/hooks';
import type { PlainMetric, Site } from '../../api/records';
import { IconButton } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { SeriesTable, TimeChart } from '../../elements/chart/TimeChart';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { t } from '../../i18n';
import { useQuery } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { seriesQuery, timeSeries } from './timeseries';

interface SeriesCardProps {
  site: Site;
  view: View;
  metric: PlainMetric;
  period: ResolvedPeriod;
}

export function SeriesCard({ site, view, metric, period }: SeriesCardProps) {
  const [asTable, setAsTable] = useState(false);
  const asked = useQuery(site.id, seriesQuery(view, metric, period));
  const series = useMemo(
    () => (asked.value === null ? null : timeSeries(asked.value, site.timezone, Date.now())),
    [asked.value, site.timezone],
  );

  const title = t(`overview.chart.${period.interval}`, { metric: t(`metric.${metric}`) });
  return (
    <Card
      title={title}
      aside={
        <div class="series-aside">
          <Legend compared={view.compare !== null} />
          <IconButton
            icon={asTable ? 'overview' : 'table'}
            label={t(asTable ? 'chart.showChart' : 'chart.showTable')}
            onClick={() => setAsTable(!asTable)}
          />
        </div>
      }
    >
      <div class="series" aria-busy={series !== null && !asked.fresh}>
        {asked.problem !== null && asked.problem.status !== 0 ? (
          <ProblemNotice problem={asked.problem} retry={asked.retry} />
        ) : series === null ? (
          <Skeleton height="100%" />
        ) : asTable ? (
          <SeriesTable series={series} caption={title} />
        ) : (
          <TimeChart series={series} label={title} />
        )}
      </div>
    </Card>
  );
}

function Legend({ compared }: { compared: boolean }) {
  if (!compared) return null;
  return (
    <span class="series-legend">
      <span class="chart-key" /> {t('chart.now')}
      <span class="chart-key chart-key-before" /> {t('chart.before')}
    </span>
  );
}
