import { api } from '../../api/client';
import type { Dimension, Filter, PlainMetric, Site } from '../../api/records';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { Icon } from '../../elements/icon/Icon';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Tabs } from '../../elements/tabs/Tabs';
import { dimensionName, valueName } from '../../format/names';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { changeView, without } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { PanelBody } from './PanelBody';
import { PanelFoot } from './PanelFoot';
import { panelQuery } from './panels';
import { useSearch } from './useSearch';

interface EventsPanelProps {
  site: Site;
  view: View;
  period: ResolvedPeriod;
}

const METRICS: readonly [PlainMetric, PlainMetric] = ['events', 'visitors'];
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
  changeView({ tabs: { ...without(view.tabs, 'event', 'property', 'search.events'), ...tabs } });
}

function Events({ site, view, period }: EventsPanelProps) {
  const search = useSearch('events');
  const properties = useProperties(site, period);
  const withProperties = new Set(properties.value?.flatMap(({ events }) => events.map(({ event }) => event)));
  const only = [NO_PAGEVIEWS];
  return (
    <Card anchor="events" title={t('panel.events')} padded={false}>
      <PanelBody
        site={site}
        view={view}
        period={period}
        tab={{ name: 'events', title: 'panel.events', dimensions: ['event'], only, metrics: METRICS, empty: 'panel.empty.events' }}
        dimension="event"
        metrics={METRICS}
        search={search.asked}
        open={(event) =>
          withProperties.has(event)
            ? { label: t('panel.events.open', { event: valueName('event', event) }), onOpen: () => open(view, { event }) }
            : undefined
        }
      />
      <PanelFoot
        site={site}
        view={view}
        period={period}
        anchor="events"
        what={dimensionName('event')}
        report={{ dimension: 'event', only }}
        query={panelQuery(view, { dimension: 'event', metrics: METRICS, period, only })}
        search={search}
      />
    </Card>
  );
}

function OneEvent({ site, view, period, event }: EventsPanelProps & { event: string }) {
  const search = useSearch('events');
  const properties = useProperties(site, period);
  const names = properties.value?.filter(({ events }) => events.some((one) => one.event === event)).map(({ name }) => name) ?? null;
  const name = names?.find((one) => one === view.tabs['property']) ?? names?.[0];
  const dimension: Dimension | null = name === undefined ? null : `prop:${name}`;
  const only: Filter[] = [['is', 'event', [event]]];
  const place = { site, view, period };
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
      {names !== null && name !== undefined && (
        <div class="panel-which">
          <Tabs
            label={t('panel.events.properties', { event: valueName('event', event) })}
            options={names.map((value) => ({ value, name: value }))}
            value={name}
            onChange={(property) => open(view, { event, property })}
          />
        </div>
      )}
      {properties.problem !== null && properties.problem.status !== 0 ? (
        <ProblemNotice problem={properties.problem} retry={properties.retry} />
      ) : names === null ? (
        <BreakdownSkeleton rows={5} />
      ) : dimension === null ? (
        <p class="panel-empty">{t('panel.events.plain')}</p>
      ) : (
        <PanelBody
          key={dimension}
          {...place}
          tab={{ name: event, title: 'panel.events', dimensions: [dimension], only, metrics: METRICS }}
          dimension={dimension}
          metrics={METRICS}
          search={search.asked}
        />
      )}
      <PanelFoot
        {...place}
        anchor="events"
        what={name === undefined ? event : `${event} ${name}`}
        report={dimension === null ? null : { dimension, only }}
        query={dimension === null ? null : panelQuery(view, { dimension, metrics: METRICS, period, only })}
        search={dimension === null ? null : search}
      />
    </Card>
  );
}

/** The properties that events carried in the period, whatever the filters. */
function useProperties(site: Site, period: ResolvedPeriod) {
  return useAnswer(`${site.id} properties ${JSON.stringify(period.range)}`, () => api.properties(site.id, period.range), { scope: site.id });
}
