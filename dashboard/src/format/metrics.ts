import type { PlainMetric } from '../api/records';

type Kind = 'count' | 'rate' | 'money' | 'duration' | 'mean';

/** What the figures of a metric are. */
export const KINDS: Record<PlainMetric, Kind> = {
  visitors: 'count',
  sessions: 'count',
  pageviews: 'count',
  events: 'count',
  bounceRate: 'rate',
  sessionDuration: 'duration',
  engagedTime: 'duration',
  viewsPerSession: 'mean',
  revenue: 'money',
  conversions: 'count',
  conversionRate: 'rate',
};

export function isRate(metric: PlainMetric): boolean {
  return KINDS[metric] === 'rate';
}

export function isDuration(metric: PlainMetric): boolean {
  return KINDS[metric] === 'duration';
}

/** Whether the figures of a breakdown's rows are parts of a whole, so that a share means something. */
export function isAmount(metric: PlainMetric): boolean {
  return KINDS[metric] === 'count' || KINDS[metric] === 'money';
}
