import type { Dimension, PlainMetric, Query } from '../../api/records';
import type { Key } from '../../i18n';
import { isAmount } from '../../format/numbers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';

export interface PanelTab {
  dimension: Dimension;
  /** In the address. */
  name: string;
  title: Key;
  empty?: Key;
}

export interface PanelPlan {
  name: string;
  title: Key;
  tabs: readonly [PanelTab, ...PanelTab[]];
}

export const PANELS: readonly PanelPlan[] = [
  {
    name: 'pages',
    title: 'panel.pages',
    tabs: [
      { dimension: 'page', name: 'top', title: 'panel.pages.top' },
      { dimension: 'entryPage', name: 'entry', title: 'panel.pages.entry' },
      { dimension: 'exitPage', name: 'exit', title: 'panel.pages.exit' },
    ],
  },
  {
    name: 'sources',
    title: 'panel.sources',
    tabs: [
      { dimension: 'source', name: 'source', title: 'panel.sources.source' },
      { dimension: 'channel', name: 'channel', title: 'panel.sources.channel' },
      { dimension: 'referrer', name: 'referrer', title: 'panel.sources.referrer' },
      { dimension: 'utmCampaign', name: 'campaign', title: 'panel.sources.campaign', empty: 'panel.empty.campaign' },
    ],
  },
  {
    name: 'countries',
    title: 'panel.countries',
    tabs: [{ dimension: 'country', name: 'country', title: 'panel.countries' }],
  },
  {
    name: 'devices',
    title: 'panel.devices',
    tabs: [
      { dimension: 'device', name: 'device', title: 'panel.devices.device' },
      { dimension: 'browser', name: 'browser', title: 'panel.devices.browser' },
      { dimension: 'os', name: 'os', title: 'panel.devices.os' },
    ],
  },
];

export const MOST_ROWS = 100;

/** The first figure orders the rows and draws the bars; a second one stands beside it instead of a share. */
export function panelMetrics(metric: PlainMetric): readonly [PlainMetric, PlainMetric?] {
  return isAmount(metric) ? [metric] : ['visitors', metric];
}

/** Asks for all rows at once: one question serves both the short and the long panel. */
export function panelQuery(view: View, dimension: Dimension, metrics: readonly PlainMetric[], period: ResolvedPeriod): Query {
  return {
    metrics: [...metrics],
    dateRange: period.range,
    filters: [...view.filters],
    dimensions: [dimension],
    orderBy: [[metrics[0]!, 'desc']],
    limit: MOST_ROWS,
  };
}
