import type { PlainMetric, Query, Row } from '../../api/records';
import type { TimeSeries } from '../../elements/chart/TimeChart';
import type { Asked } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { comparedWith } from './figures';

export function seriesQuery(view: View, metric: PlainMetric, period: ResolvedPeriod): Query {
  return {
    // The sessions tell whether a bucket's figure is more than chance.
    metrics: metric === 'visitors' || metric === 'sessions' ? [metric] : [metric, 'sessions'],
    dateRange: period.range,
    filters: [...view.filters],
    interval: period.interval,
    compare: comparedWith(view, period.previous),
    limit: 1000,
  };
}

/** Buckets that lie in the future have no value, rather than no visitors. */
export function timeSeries({ query, answer }: Asked, zone: string, now: number): TimeSeries {
  const starts = answer.rows.map((row) => Date.parse(row.dimensions[0]!));
  const ended = now >= Date.parse(query.dateRange.to);
  return {
    metric: query.metrics[0] as PlainMetric,
    zone,
    interval: query.interval!,
    currency: answer.meta.currency,
    runningIndex: ended ? -1 : starts.findLastIndex((start) => start <= now),
    buckets: answer.rows.map((row, index) => ({
      start: row.dimensions[0]!,
      value: starts[index]! > now ? null : (row.metrics[0] ?? null),
      sample: sampleOf(row),
    })),
    before:
      answer.comparison?.rows
        .slice(0, answer.rows.length)
        .map((row) => ({ start: row.dimensions[0]!, value: row.metrics[0] ?? null, sample: sampleOf(row) })) ?? null,
  };
}

function sampleOf({ metrics }: Row): number {
  return metrics.at(-1) ?? 0;
}
