import type { Figure, PlainMetric } from '../../api/records';
import { shortDay } from '../../format/dates';
import { isAmount, isDuration, isRate } from '../../format/metrics';
import { count, figure, isMultiple, pointsSize, rate, relativeSize, times } from '../../format/numbers';
import { valueName } from '../../format/names';
import { plural, t } from '../../i18n';
import type { Period, ResolvedPeriod } from '../../state/period';
import { daysBetween } from '../../state/zone';
import type { Contributor } from './contributor';

interface Facts {
  period: Period;
  resolved: ResolvedPeriod;
  filtered: boolean;
  metric: PlainMetric;
  value: Figure;
  /** Null where nothing is compared. */
  before: Figure;
  /** So few visits stand behind one of the two that they say nothing of each other. */
  few: boolean;
  /** Whether chance alone may have made the difference. */
  noise: boolean;
  /** The source that explains most of the difference. */
  contributor: Contributor | null;
  /** The source with the most of it. */
  source: { value: string; amount: number } | null;
  currency: string;
  thisYear: number;
}

/** The main thing about the figure in front, in plain words. */
export function sentence(facts: Facts): string {
  const { period, resolved, filtered, metric, before, few, noise, contributor, thisYear } = facts;
  const when = periodWords(period, resolved, thisYear);
  const start = filtered ? t('sentence.filtered') : '';
  const value = facts.value ?? 0;
  if (metric === 'visitors' && value === 0) return `${start}${t('sentence.nobody', { period: when })}.`;
  const compared = facts.value !== null && before !== null && before > 0 ? before : null;
  const course = compared === null ? '' : courseWords(facts, value, compared, beforeWords(period, resolved));
  const told = compared !== null && !few && !isSame(value, compared) && !noise;
  const causes = told && contributor !== null ? [reason(contributor, metric)] : [];
  const source = value === 0 ? null : facts.source;
  if (source !== null && source.amount > 0 && (causes.length === 0 || source.value !== contributor!.value)) {
    causes.push(sourceWords(source, value, causes.length > 0));
  }
  return `${start}${headWords(facts, when)}${course}${causes.map((cause) => `; ${cause}`).join('')}.`;
}

function headWords({ metric, value, currency }: Facts, period: string): string {
  switch (metric) {
    case 'visitors':
    case 'sessions':
    case 'pageviews':
    case 'conversions':
      return plural(`sentence.${metric}`, value ?? 0, { period });
    default:
      return t('sentence.figure', { metric: t(`metric.${metric}`), value: figure(metric, value, currency), period });
  }
}

/** How the figure compares, and whether that says anything. */
function courseWords({ metric, few, noise }: Facts, now: number, before: number, words: string): string {
  if (few) return ` (${metric === 'visitors' ? t('sentence.few', { n: count(before), before: words }) : t('sentence.fewBehind', { before: words })})`;
  const compared = comparison(metric, now, before, words);
  return noise && !isSame(now, before) ? `, ${compared} (${t('sentence.noise')})` : `, ${compared}`;
}

function periodWords(period: Period, { days }: ResolvedPeriod, thisYear: number): string {
  if ('preset' in period) return t(`sentence.period.${period.preset}`);
  const from = shortDay(days.from, thisYear);
  if (daysBetween(days.from, days.to) === 0) return t('sentence.period.day', { from });
  return t('sentence.period.custom', { from, to: shortDay(days.to, thisYear) });
}

/** The time that is compared with, as it stands in a sentence. */
export function beforeWords(period: Period, { days, against }: ResolvedPeriod): string {
  if (against === 'year') return t('sentence.before.year');
  if ('preset' in period) return t(`sentence.before.${period.preset}`);
  return plural('sentence.before.custom', daysBetween(days.from, days.to) + 1);
}

function comparison(metric: PlainMetric, now: number, before: number, words: string): string {
  const moved = (now - before) / before;
  const counted = isAmount(metric) && metric !== 'revenue';
  if (isSame(now, before)) return t(counted ? 'sentence.same' : 'sentence.sameMuch', { before: words });
  if (isRate(metric)) return t(moved > 0 ? 'sentence.higher' : 'sentence.lower', { change: pointsSize(now - before), before: words });
  if (isMultiple(moved)) return t(counted ? 'sentence.times' : 'sentence.timesMuch', { times: times(moved), before: words });
  const change = relativeSize(moved);
  if (isDuration(metric)) return t(moved > 0 ? 'sentence.longer' : 'sentence.shorter', { change, before: words });
  if (moved > 0) return t('sentence.more', { change, before: words });
  return t(counted ? 'sentence.fewer' : 'sentence.less', { change, before: words });
}

/** Rounds to no change. */
function isSame(now: number, before: number): boolean {
  return Math.abs(now - before) / before < 0.005;
}

function reason({ value, moved }: Contributor, metric: PlainMetric): string {
  const name = valueName('source', value);
  const way = moved > 0 ? 'more' : metric === 'visitors' ? 'fewer' : 'drop';
  return name === t('value.direct') ? t(`sentence.${way}Direct`) : t(`sentence.${way}From`, { source: name });
}

/** Where the most came from; with the share where more is said beside it, or where it is no majority. */
function sourceWords({ value, amount }: { value: string; amount: number }, all: number, beside: boolean): string {
  const part = amount / all;
  const name = valueName('source', value);
  const direct = name === t('value.direct');
  if (part > 0.5 && !beside) return direct ? t('sentence.mostDirect') : t('sentence.most', { source: name });
  const words = { source: name, share: rate(part) };
  return direct ? t('sentence.biggestDirect', words) : t('sentence.biggest', words);
}
