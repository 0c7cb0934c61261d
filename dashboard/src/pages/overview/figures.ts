import type { DateRange, Figure, PlainMetric, Query } from '../../api/records';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';

const ASKED: readonly PlainMetric[] = [
  'visitors',
  'sessions',
  'pageviews',
  'conversionRate',
  'revenue',
  'bounceRate',
  'sessionDuration',
  'engagedTime',
];

export interface KeyFigure {
  metric: PlainMetric;
  now: Figure;
  before: Figure;
}

export function figuresQuery(view: View, period: ResolvedPeriod): Query {
  return {
    metrics: [...ASKED],
    dateRange: period.range,
    filters: [...view.filters],
    compare: comparedWith(view, period.previousSoFar),
  };
}

export function comparedWith(view: View, range: DateRange): DateRange | null {
  return view.compare ? range : null;
}

/** The figures that say something about this site: conversion only with goals, revenue only where there is any. */
export function keyFigures(totals: readonly Figure[], before: readonly Figure[] | null, hasGoals: boolean): KeyFigure[] {
  return ASKED.map((metric, at) => ({ metric, now: totals[at] ?? null, before: before?.[at] ?? null })).filter(
    ({ metric, now, before: earlier }) => {
      if (metric === 'conversionRate') return hasGoals;
      if (metric === 'revenue') return (now ?? 0) !== 0 || (earlier ?? 0) !== 0;
      return true;
    },
  );
}
