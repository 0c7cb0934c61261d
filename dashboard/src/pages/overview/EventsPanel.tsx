import { useEffect } from 'preact/hooks';
import type { Condition, Dimension, Filter, PlainMetric, Query, Site } from '../../api/records';
import { api } from '../../api/client';
import { Breakdown, BreakdownSkeleton, ROWS } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { Icon } from '../../elements/icon/Icon';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Tabs } from '../../elements/tabs/Tabs';
import { dimensionName, valueName } from '../../format/names';
import { figure } from '../../format/numbers';
import { t } from '../../i18n';
import { useAnswer, useQuery } from '../../state/answers';
import { changeView } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { recall, remember } from '../../state/storage';
import { sameFilter, toggled, type View } from '../../state/view';
import { PanelFoot } from './PanelFoot';
import { panelQuery } from './panels';

interface EventsPanelProps {
  site: Site;
  view: View;
  period: ResolvedPeriod;
}

const METRICS: readonly PlainMetric[] = ['events', 'visitors'];
const NO_PAGEVIEWS: Filter = ['isNot', 'event', ['pageview']];

/** Custom events by name, and behind each its properties with their values. Which one is open is in the address. */
export function EventsPanel({ site, view, period }: EventsPanelProps) {
  const event = view.tabs['event'];
  return event === undefined ? (
    <Events site={site} view={view} period={period} />
  ) : (
    <OneEvent key={event} site={site} view={view} period={period} event={event} />
  );
}

function open(view: View, tabs: { event?: string; property?: string }): void {
  const { event: _, property: __, ...others } = view.tabs;
  changeView({ tabs: { ...others, ...tabs } });
}

function Events({ site, view, period }: EventsPanelProps) {
  const asked = useQuery(site.id, panelQuery(view, { dimension: 'event', metrics: METRICS, period }));
  const properties = useProperties(site, period);
  const withProperties = new Set(properties?.flatMap(({ events }) => events.map(({ event }) => event)));
  const rows = (asked.value?.answer.rows ?? []).filter(({ dimensions: [name] }) => name !== '' && name !== 'pageview');
  const place = `rows.${site.id}.event`;
  const count = asked.value === null ? undefined : rows.length;
  useEffect(() => {
    if (count !== undefined) remember(place, String(Math.min(count, ROWS)));
  }, [place, count]);
  return (
    <Card anchor="events" title={t('panel.events')} padded={false}>
      {asked.problem !== null && asked.problem.status !== 0 ? (
        <ProblemNotice problem={asked.problem} retry={asked.retry} />
      ) : asked.value === null ? (
        <BreakdownSkeleton rows={Number(recall(place) ?? ROWS) || 3} />
      ) : rows.length === 0 ? (
        <p class="panel-empty">{t('panel.empty.events')}</p>
      ) : (
        <Rows
          caption={t('panel.events')}
          dimension="event"
          query={asked.value.query}
          rows={rows.map((row) => ({
            value: row.dimensions[0]!,
            figures: row.metrics,
            open: withProperties.has(row.dimensions[0]!)
              ? {
                  label: t('panel.events.open', { event: valueName('event', row.dimensions[0]!) }),
                  onOpen: () => open(view, { event: row.dimensions[0]! }),
                }
              : undefined,
          }))}
          view={view}
          currency={asked.value.answer.meta.currency}
          stale={!asked.fresh}
        />
      )}
      <PanelFoot
        site={site}
        view={view}
        period={period}
        anchor="events"
        what={dimensionName('event')}
        report={{ dimension: 'event', only: [NO_PAGEVIEWS] }}
        query={panelQuery(view, { dimension: 'event', metrics: METRICS, period, only: [NO_PAGEVIEWS] })}
        search={null}
      />
    </Card>
  );
}

function OneEvent({ site, view, period, event }: EventsPanelProps & { event: string }) {
  const properties = useProperties(site, period);
  const names = properties?.filter(({ events }) => events.some((one) => one.event === event)).map(({ name }) => name) ?? null;
  const name = names?.find((one) => one === view.tabs['property']) ?? names?.[0];
  const dimension: Dimension | null = name === undefined ? null : `prop:${name}`;
  const only: Filter[] = [['is', 'event', [event]]];
  const query = dimension === null ? null : panelQuery(view, { dimension, metrics: METRICS, period, only });
  const asked = useQuery(site.id, query);
  const rows = asked.value?.answer.rows ?? [];
  return (
    <Card
      anchor="events"
      title={valueName('event', event)}
      padded={false}
      aside={
        <button type="button" class="panel-back" onClick={() => open(view, {})}>
          <Icon name="back" size={16} />
          {t('panel.events.all')}
        </button>
      }
    >
      {names !== null && names.length > 0 && (
        <div class="panel-which">
          <Tabs
            label={t('panel.events.properties', { event: valueName('event', event) })}
            options={names.map((value) => ({ value, name: value }))}
            value={name!}
            onChange={(property) => open(view, { event, property })}
          />
        </div>
      )}
      {asked.problem !== null && asked.problem.status !== 0 ? (
        <ProblemNotice problem={asked.problem} retry={asked.retry} />
      ) : names !== null && names.length === 0 ? (
        <p class="panel-empty">{t('panel.events.plain')}</p>
      ) : asked.value === null ? (
        <BreakdownSkeleton rows={5} />
      ) : rows.length === 0 ? (
        <p class="panel-empty">{t('panel.empty')}</p>
      ) : (
        <Rows
          caption={name ?? ''}
          dimension={asked.value.query.dimensions![0]!}
          query={asked.value.query}
          rows={rows.map((row) => ({ value: row.dimensions[0]!, figures: row.metrics }))}
          view={view}
          currency={asked.value.answer.meta.currency}
          stale={!asked.fresh}
        />
      )}
      <PanelFoot
        site={site}
        view={view}
        period={period}
        anchor="events"
        what={name === undefined ? event : `${event} ${name}`}
        report={dimension === null ? null : { dimension, only }}
        query={query}
        search={null}
      />
    </Card>
  );
}

interface RowsProps {
  caption: string;
  dimension: Dimension;
  query: Query;
  rows: readonly { value: string; figures: readonly (number | null)[]; open?: { label: string; onOpen: () => void } | undefined }[];
  view: View;
  currency: string;
  stale: boolean;
}

function Rows({ caption, dimension, query, rows, view, currency, stale }: RowsProps) {
  const longest = Math.max(1, ...rows.map(({ figures }) => figures[0] ?? 0));
  return (
    <Breakdown
      caption={caption}
      nameColumn={dimensionName(dimension)}
      columns={[t('metric.events'), t('metric.visitors')]}
      stale={stale}
      rows={rows.slice(0, ROWS).map(({ value, figures, open }) => {
        const filter: Condition = ['is', dimension, [value]];
        return {
          key: value,
          name: valueName(dimension, value),
          weight: (figures[0] ?? 0) / longest,
          figures: query.metrics.map((metric, at) => figure(metric as PlainMetric, figures[at] ?? null, currency)),
          picked: view.filters.some((other) => sameFilter(other, filter)),
          onPick: () => changeView({ filters: toggled(view.filters, filter) }),
          open,
        };
      })}
    />
  );
}

/** The properties that events carried in the period, whatever the filters; null until they are known. */
function useProperties(site: Site, period: ResolvedPeriod) {
  return useAnswer(`${site.id} properties ${JSON.stringify(period.range)}`, () => api.properties(site.id, period.range), { scope: site.id }).value;
}
