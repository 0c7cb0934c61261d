import type { Figure } from '../../api/records';
import { shortDay } from '../../format/dates';
import { count, isMultiple, rate, relativeSize, times } from '../../format/numbers';
import { isFew } from '../../format/samples';
import { valueName } from '../../format/names';
import { plural, t } from '../../i18n';
import type { Period, ResolvedPeriod } from '../../state/period';
import { daysBetween } from '../../state/zone';
import type { Contributor } from './contributor';

interface Facts {
  period: Period;
  resolved: ResolvedPeriod;
  filtered: boolean;
  visitors: number;
  /** Null where nothing is compared. */
  before: Figure;
  /** Whether chance alone may have made the difference. */
  noise: boolean;
  /** The source that explains most of the difference. */
  contributor: Contributor | null;
  /** The source with the most visitors. */
  source: { value: string; visitors: number } | null;
  thisYear: number;
}

/** The main thing in plain words. */
export function sentence(facts: Facts): string {
  const { period, resolved, filtered, visitors, before, noise, contributor, source, thisYear } = facts;
  const when = periodWords(period, resolved, thisYear);
  const start = filtered ? t('sentence.filtered') : '';
  if (visitors === 0) return `${start}${t('sentence.nobody', { period: when })}.`;
  const course = before === null || before === 0 ? '' : courseWords(visitors, before, noise, beforeWords(period, resolved));
  const told = before !== null && before > 0 && !isFew(visitors, before) && !isSame(visitors, before) && !noise;
  const cause = told && contributor !== null ? reason(contributor) : source === null || source.visitors === 0 ? '' : sourceWords(source, visitors);
  return `${start}${plural('sentence.visitors', visitors, { period: when })}${course}${cause === '' ? '' : `; ${cause}`}.`;
}

/** How the number compares, and whether that says anything. */
function courseWords(now: number, before: number, noise: boolean, words: string): string {
  if (isFew(now, before)) return ` (${t('sentence.few', { n: count(before), before: words })})`;
  const compared = comparison(now, before, words);
  return noise && !isSame(now, before) ? `, ${compared} (${t('sentence.noise')})` : `, ${compared}`;
}

function periodWords(period: Period, { days }: ResolvedPeriod, thisYear: number): string {
  if ('preset' in period) return t(`sentence.period.${period.preset}`);
  const from = shortDay(days.from, thisYear);
  if (daysBetween(days.from, days.to) === 0) return t('sentence.period.day', { from });
  return t('sentence.period.custom', { from, to: shortDay(days.to, thisYear) });
}

function beforeWords(period: Period, { days, against }: ResolvedPeriod): string {
  if (against === 'year') return t('sentence.before.year');
  if ('preset' in period) return t(`sentence.before.${period.preset}`);
  return plural('sentence.before.custom', daysBetween(days.from, days.to) + 1);
}

function comparison(now: number, before: number, words: string): string {
  const moved = (now - before) / before;
  if (isSame(now, before)) return t('sentence.same', { before: words });
  if (isMultiple(moved)) return t('sentence.times', { times: times(moved), before: words });
  const change = relativeSize(moved);
  return t(moved > 0 ? 'sentence.more' : 'sentence.fewer', { change, before: words });
}

/** Rounds to no change. */
function isSame(now: number, before: number): boolean {
  return Math.abs(now - before) / before < 0.005;
}

function reason({ value, moved }: Contributor): string {
  const name = valueName('source', value);
  const way = moved > 0 ? 'more' : 'fewer';
  return name === t('value.direct') ? t(`sentence.${way}Direct`) : t(`sentence.${way}From`, { source: name });
}

function sourceWords({ value, visitors }: { value: string; visitors: number }, all: number): string {
  const share = visitors / all;
  const name = valueName('source', value);
  const direct = name === t('value.direct');
  if (share > 0.5) return direct ? t('sentence.mostDirect') : t('sentence.most', { source: name });
  const words = { source: name, share: rate(share) };
  return direct ? t('sentence.biggestDirect', words) : t('sentence.biggest', words);
}
