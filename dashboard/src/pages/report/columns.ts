import { PLAIN_DIMENSIONS, type Dimension, type PlainMetric } from '../../api/records';

/** Rows of these leave out the events without a value, so that they are parts of no whole. */
const PARTIAL: readonly Dimension[] = ['outbound', 'download', 'search', 'status'];

/** Whether the rows of the dimension add up to something that they have a share of. */
export function hasShare(dimension: Dimension): boolean {
  return !PARTIAL.includes(dimension);
}

export interface SiteTraits {
  goals: boolean;
  revenue: boolean;
}

/** Values that events carry, rather than pages or sessions. */
const OF_EVENTS: readonly Dimension[] = ['event', ...PARTIAL];
const OF_PAGES: readonly Dimension[] = ['page', 'title', 'hostname', 'pageGroup'];
const OF_TIME: readonly Dimension[] = ['weekday', 'hour'];

/** The dimension of this name; null for none. */
export function knownDimension(name: string): Dimension | null {
  if (name.startsWith('prop:') && name.length > 5) return name as Dimension;
  return PLAIN_DIMENSIONS.find((known) => known === name) ?? null;
}

/** The figures that say something about a row of the dimension; the first one orders the rows unless told otherwise. */
export function metricsOf(dimension: Dimension, has: SiteTraits): PlainMetric[] {
  if (OF_EVENTS.includes(dimension) || dimension.startsWith('prop:')) return ['events', 'visitors', 'sessions'];
  if (OF_PAGES.includes(dimension)) return ['visitors', 'sessions', 'pageviews', 'bounceRate', 'engagedTime'];
  const metrics: PlainMetric[] = ['visitors', 'sessions', 'pageviews'];
  if (!OF_TIME.includes(dimension)) metrics.push('bounceRate', 'engagedTime');
  if (has.goals) metrics.push('conversions', 'conversionRate');
  if (has.revenue) metrics.push('revenue');
  return metrics;
}

/** The figure in front stands first, where a narrow screen shows it; the others keep their order. */
export function inFront(metrics: readonly PlainMetric[], front: PlainMetric): PlainMetric[] {
  return metrics.includes(front) ? [front, ...metrics.filter((metric) => metric !== front)] : [...metrics];
}

/** The order of the rows: a column and its direction, written `visitors` or `-visitors` for the largest first. */
export interface Order {
  by: string;
  descending: boolean;
}

/** What the address says of the order, where that is a column of the page; else the largest of the first figure first. */
export function orderFrom(text: string | undefined, dimension: Dimension, metrics: readonly PlainMetric[]): Order {
  const by = text?.replace(/^-/, '');
  const known = by === dimension || metrics.some((metric) => metric === by);
  return known ? { by: by!, descending: text!.startsWith('-') } : { by: metrics[0]!, descending: true };
}

export function formatOrder({ by, descending }: Order): string {
  return `${descending ? '-' : ''}${by}`;
}
