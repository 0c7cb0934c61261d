import type { Dimension, Filter, PlainMetric, Query } from '../../api/records';
import type { Key } from '../../i18n';
import { isAmount } from '../../format/metrics';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { asked } from '../report/rows';

export interface PanelTab {
  /** In the address. */
  name: string;
  title: Key;
  /** What the rows are; where there are several, the reader picks one, at first the first. */
  dimensions: readonly [Dimension, ...Dimension[]];
  /** Beside the view's own filters. */
  only?: readonly Filter[];
  /** Whatever figure the view is about, these are shown: others say nothing of such rows. */
  metrics?: readonly [PlainMetric, PlainMetric];
  map?: boolean;
  /** Marks rows of which some match this, with their number. */
  marked?: { filter: Filter; words: Key };
  /** Said where there is nothing. */
  empty?: Key;
}

export interface PanelPlan {
  /** In the address. */
  name: string;
  title: Key;
  tabs: readonly [PanelTab, ...PanelTab[]];
}

export const PANELS: readonly PanelPlan[] = [
  {
    name: 'pages',
    title: 'panel.pages',
    tabs: [
      { dimensions: ['page'], name: 'top', title: 'panel.pages.top' },
      { dimensions: ['entryPage'], name: 'entry', title: 'panel.pages.entry' },
      { dimensions: ['exitPage'], name: 'exit', title: 'panel.pages.exit' },
      { dimensions: ['pageGroup'], name: 'group', title: 'panel.pages.group' },
    ],
  },
  {
    name: 'sources',
    title: 'panel.sources',
    tabs: [
      { dimensions: ['source'], name: 'source', title: 'panel.sources.source' },
      { dimensions: ['channel'], name: 'channel', title: 'panel.sources.channel' },
      { dimensions: ['referrer'], name: 'referrer', title: 'panel.sources.referrer' },
      {
        dimensions: ['utmCampaign', 'utmSource', 'utmMedium', 'utmTerm', 'utmContent'],
        name: 'campaign',
        title: 'panel.sources.campaign',
        empty: 'panel.empty.campaign',
      },
    ],
  },
  {
    name: 'countries',
    title: 'panel.countries',
    tabs: [
      { dimensions: ['country'], name: 'country', title: 'panel.countries.country' },
      { dimensions: ['country'], name: 'map', title: 'panel.countries.map', map: true },
      { dimensions: ['region'], name: 'region', title: 'panel.countries.region', empty: 'panel.empty.places' },
      { dimensions: ['city'], name: 'city', title: 'panel.countries.city', empty: 'panel.empty.places' },
      { dimensions: ['language'], name: 'language', title: 'panel.countries.language' },
    ],
  },
  {
    name: 'devices',
    title: 'panel.devices',
    tabs: [
      { dimensions: ['device'], name: 'device', title: 'panel.devices.device' },
      { dimensions: ['browser', 'browserVersion'], name: 'browser', title: 'panel.devices.browser' },
      { dimensions: ['os', 'osVersion'], name: 'os', title: 'panel.devices.os' },
      { dimensions: ['screenClass'], name: 'screen', title: 'panel.devices.screen' },
    ],
  },
];

export const LINKS: PanelPlan = {
  name: 'links',
  title: 'panel.links',
  tabs: [
    { dimensions: ['outbound'], name: 'outbound', title: 'panel.links.outbound', metrics: ['events', 'visitors'], empty: 'panel.empty.outbound' },
    { dimensions: ['download'], name: 'download', title: 'panel.links.download', metrics: ['events', 'visitors'], empty: 'panel.empty.download' },
    {
      dimensions: ['search'],
      name: 'search',
      title: 'panel.links.search',
      metrics: ['events', 'visitors'],
      marked: { filter: ['is', 'prop:results', ['0']], words: 'panel.nothingFound' },
      empty: 'panel.empty.search',
    },
    {
      dimensions: ['page'],
      name: 'missing',
      title: 'panel.links.missing',
      only: [['is', 'status', ['404']]],
      metrics: ['pageviews', 'visitors'],
      empty: 'panel.empty.missing',
    },
  ],
};

export const MOST_ROWS = 100;

/** The first figure orders the rows and draws the bars; a second one stands beside it instead of a share. */
export function panelMetrics(metric: PlainMetric, tab?: PanelTab): PlainMetric[] {
  if (tab?.metrics !== undefined) return [...tab.metrics];
  return isAmount(metric) ? [metric] : ['visitors', metric];
}

interface Asked {
  dimension: Dimension;
  metrics: readonly PlainMetric[];
  period: ResolvedPeriod;
  only?: readonly Filter[] | undefined;
  limit?: number;
}

/** Asks for more rows than a panel shows: one question serves both the short and the long panel. */
export function panelQuery(view: View, { dimension, metrics, period, only = [], limit = MOST_ROWS }: Asked): Query {
  return {
    metrics: [...metrics],
    dateRange: period.range,
    filters: [...view.filters, ...only],
    dimensions: asked(dimension),
    orderBy: [[metrics[0]!, 'desc']],
    limit,
  };
}
