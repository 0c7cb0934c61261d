import type { DateRange, Figure, PlainMetric, Query, Significance } from '../../api/records';
import { isAmount } from '../../format/metrics';
import { isFew } from '../../format/samples';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';

const ASKED: readonly PlainMetric[] = [
  'visitors',
  'sessions',
  'pageviews',
  'conversions',
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
  /** So few sessions (or visitors) stand behind one of the two that their difference is mostly chance. */
  few: boolean;
  /** How likely chance alone makes a difference at least as large; null where nobody knows. */
  pValue: number | null;
  /** The figures are there before it is known whether their changes may be chance. */
  pending: boolean;
}

/** From here on a difference is taken for more than chance. */
const CHANCE = 0.05;

/** Whether a change may well be chance, however many stand behind it. */
export function isNoise(pValue: number | null): boolean {
  return pValue !== null && pValue >= CHANCE;
}

/** Nothing is said of such a change, which might have to be taken back. */
export function isUnsettled({ pending, few }: KeyFigure): boolean {
  return pending && !few;
}

export function figuresQuery(view: View, period: ResolvedPeriod): Query {
  return {
    metrics: [...ASKED],
    dateRange: period.range,
    filters: [...view.filters],
    compare: comparedWith(view, period.previousSoFar),
    significance: false,
  };
}

/** How sure the changes are, which takes the server longer than the figures do; null where nothing is compared. */
export function significanceQuery(view: View, period: ResolvedPeriod): Query | null {
  return view.compare === null ? null : { ...figuresQuery(view, period), significance: true };
}

export function comparedWith(view: View, range: DateRange): DateRange | null {
  return view.compare === null ? null : range;
}

/** Where the figure in front came from, for what is said of it on top; figures that are no amounts come from nowhere. */
export function sourcesQuery(view: View, period: ResolvedPeriod): Query {
  const metric = isAmount(view.metric) ? view.metric : 'visitors';
  return { metrics: [metric], dateRange: period.range, filters: [...view.filters], dimensions: ['source'], orderBy: [[metric, 'desc']], limit: 100 };
}

/** The same of the time before, as a question of its own: a comparison leaves out the sources that nobody comes from any more. */
export function sourcesBeforeQuery(view: View, period: ResolvedPeriod): Query {
  return { ...sourcesQuery(view, period), dateRange: period.previousSoFar };
}

/** Whether a site sold anything at all: the question leaves the filters out. */
export function revenueQuery(view: View, period: ResolvedPeriod): Query {
  return { metrics: ['revenue'], dateRange: period.range, compare: comparedWith(view, period.previousSoFar) };
}

/** What a site has, whatever its filters leave of it; figures must not come and go with a filter. */
export interface SiteTraits {
  goals: boolean;
  revenue: boolean;
}

/** The figures that say something about this site: conversion only with goals, revenue only where there is any. */
export function keyFigures(
  totals: readonly Figure[],
  before: readonly Figure[] | null,
  has: SiteTraits,
  significance: readonly Significance[] | 'pending' | null = null,
): KeyFigure[] {
  const sample = (metric: PlainMetric): number => ASKED.indexOf(metric === 'visitors' ? 'visitors' : 'sessions');
  const known = significance === 'pending' ? null : significance;
  const sure = (metric: PlainMetric): Significance | undefined => known?.find((one) => one.metric === metric);
  return ASKED.map((metric, at) => ({
    metric,
    now: totals[at] ?? null,
    before: before?.[at] ?? null,
    few:
      before !== null &&
      (isFew(totals[sample(metric)] ?? 0, before[sample(metric)] ?? 0) || sure(metric)?.smallSample === true),
    pValue: before === null ? null : (sure(metric)?.pValue ?? null),
    pending: before !== null && significance === 'pending',
  })).filter(({ metric }) => {
    if (metric === 'conversionRate' || metric === 'conversions') return has.goals;
    if (metric === 'revenue') return has.revenue;
    return true;
  });
}
