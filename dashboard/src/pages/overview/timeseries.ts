import type { DateRange, Interval, PlainMetric, Query, Row } from '../../api/records';
import type { Bucket, TimeSeries } from '../../elements/chart/TimeChart';
import type { Asked } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { dayOf, daysBetween, plusDays, plusMonths, startOf } from '../../state/zone';
import { comparedWith } from './figures';

/** The intervals that make a picture of a period: at least two steps, and no more than can be told apart. */
export function intervalsFor({ days, interval }: ResolvedPeriod): Interval[] {
  const length = daysBetween(days.from, days.to) + 1;
  const fitting: Record<string, boolean> = { hour: length <= 31, day: length > 1, week: length > 7, month: length > 31 };
  return (['hour', 'day', 'week', 'month'] as const).filter((one) => one === interval || fitting[one]);
}

/** The interval that the reader picked, where it suits the period. */
export function intervalOf(view: View, period: ResolvedPeriod): Interval {
  return intervalsFor(period).find((one) => one === view.tabs['interval']) ?? period.interval;
}

export function seriesQuery(view: View, metric: PlainMetric, period: ResolvedPeriod): Query {
  return {
    // The sessions tell whether a bucket's figure is more than chance.
    metrics: metric === 'visitors' || metric === 'sessions' ? [metric] : [metric, 'sessions'],
    dateRange: period.range,
    filters: [...view.filters],
    interval: intervalOf(view, period),
    compare: comparedWith(view, period.previous),
    limit: 1000,
  };
}

/** Buckets that lie in the future have no value, rather than no visitors. */
export function timeSeries({ query, answer }: Asked, zone: string, now: number): TimeSeries {
  const starts = answer.rows.map((row) => Date.parse(row.dimensions[0]!));
  const ended = now >= Date.parse(query.dateRange.to);
  const interval = query.interval!;
  const bucket = (row: Row, range: DateRange, value: number | null): Bucket => ({
    start: row.dimensions[0]!,
    value,
    sample: row.metrics.at(-1) ?? 0,
    cut: isCut(Date.parse(row.dimensions[0]!), interval, range, zone),
  });
  return {
    metric: query.metrics[0] as PlainMetric,
    zone,
    interval,
    currency: answer.meta.currency,
    runningIndex: ended ? -1 : starts.findLastIndex((start) => start <= now),
    buckets: answer.rows.map((row, index) => bucket(row, query.dateRange, starts[index]! > now ? null : (row.metrics[0] ?? null))),
    before:
      answer.comparison?.rows
        .slice(0, answer.rows.length)
        .map((row) => bucket(row, answer.comparison!.dateRange, row.metrics[0] ?? null)) ?? null,
  };
}

/** Whether the period holds only a part of the week or month that begins at `start`. */
function isCut(start: number, interval: Interval, { from, to }: DateRange, zone: string): boolean {
  if (interval !== 'week' && interval !== 'month') return false;
  const day = dayOf(start, zone);
  const end = startOf(interval === 'week' ? plusDays(day, 7) : plusMonths(day, 1), zone);
  return start < Date.parse(from) || end > Date.parse(to);
}
