import { useState } from 'preact/hooks';
import type { Filter, Query, Site } from '../../api/records';
import { Breakdown, ROWS } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { dimensionName, valueName } from '../../format/names';
import { figure } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useQuery } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { sameFilter, toggled, type View } from '../../state/view';
import { MOST_ROWS } from './panels';

/** Custom events by name; nothing where there are none, since many sites have none. */
export function EventsPanel({ site, view, period }: { site: Site; view: View; period: ResolvedPeriod }) {
  const [long, setLong] = useState(false);
  const asked = useQuery(site.id, eventsQuery(view, period));
  const rows = (asked.value?.answer.rows ?? []).filter(({ dimensions: [name] }) => name !== '' && name !== 'pageview');
  if (asked.value === null || rows.length === 0) return null;
  const { currency } = asked.value.answer.meta;
  const longest = Math.max(...rows.map((row) => row.metrics[0] ?? 0));
  return (
    <Card title={t('panel.events')} padded={false}>
      <Breakdown
        caption={t('panel.events')}
        nameColumn={dimensionName('event')}
        columns={[t('metric.events'), t('metric.visitors')]}
        stale={!asked.fresh}
        rows={(long ? rows : rows.slice(0, ROWS)).map((row) => {
          const name = row.dimensions[0]!;
          const filter: Filter = ['is', 'event', [name]];
          return {
            key: name,
            name: valueName('event', name),
            weight: (row.metrics[0] ?? 0) / longest,
            figures: [figure('events', row.metrics[0] ?? null, currency), figure('visitors', row.metrics[1] ?? null, currency)],
            picked: view.filters.some((other) => sameFilter(other, filter)),
            onPick: () => changeView({ filters: toggled(view.filters, filter) }),
          };
        })}
      />
      {rows.length > ROWS && (
        <button type="button" class="panel-more" aria-expanded={long} onClick={() => setLong(!long)}>
          {long ? t('panel.less') : plural('panel.more', rows.length - ROWS)}
        </button>
      )}
    </Card>
  );
}

function eventsQuery(view: View, period: ResolvedPeriod): Query {
  return {
    metrics: ['events', 'visitors'],
    dateRange: period.range,
    filters: [...view.filters],
    dimensions: ['event'],
    orderBy: [['events', 'desc']],
    limit: MOST_ROWS,
  };
}
