import type { Figure, PlainMetric } from '../api/records';
import { locale, t } from '../i18n';
import { isRate, KINDS } from './metrics';

/** What is written where there is no figure. */
export const NOTHING = '–';

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = locale.value + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) formats.set(key, (made = new Intl.NumberFormat(locale.value, options)));
  return made.format(value);
}

export function count(value: number): string {
  return format(value, { maximumFractionDigits: 0 });
}

/** Short above a million, where the last digits would only be noise. */
export function shortCount(value: number): string {
  if (Math.abs(value) < 1_000_000) return count(value);
  return format(value, { notation: 'compact', maximumSignificantDigits: 4 });
}

/** A rate of 0–1 as per cent; one decimal where it says something. */
export function rate(value: number): string {
  const decimals = value !== 0 && Math.abs(value) < 0.0995 ? 1 : 0;
  return format(value, { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Small ones as a bound: more digits than that are not known. */
export function probability(value: number): string {
  if (value < 0.001) return `< ${format(0.001, { maximumFractionDigits: 3 })}`;
  return `= ${format(value, { maximumFractionDigits: value < 0.1 ? 3 : 2 })}`;
}

/** Whole from a thousand on; `scale` is what decides, such as the largest of a column whose figures stand under each other. */
export function money(value: number, currency: string, scale = value): string {
  const decimals = Math.abs(scale) < 1000 && !Number.isInteger(value) ? {} : { maximumFractionDigits: 0 };
  return format(value, { style: 'currency', currency, ...decimals });
}

/** Of the disk, in MB or GB of 1,024 each. */
export function megabytes(bytes: number): string {
  const size = bytes / 1_048_576;
  return size >= 1024 ? `${format(size / 1024, { maximumFractionDigits: 1 })} GB` : `${format(size, { maximumFractionDigits: size < 10 ? 1 : 0 })} MB`;
}

export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = { h: Math.floor(whole / 3600), m: Math.floor((whole % 3600) / 60), s: whole % 60 };
  if (parts.h > 0) return t('duration.hours', parts);
  if (parts.m > 0) return t('duration.minutes', parts);
  return t('duration.seconds', parts);
}

/** A figure as it is read; see {@link money} for `scale`. */
export function figure(metric: PlainMetric, value: Figure, currency: string, scale?: number): string {
  if (value === null) return NOTHING;
  switch (KINDS[metric]) {
    case 'count':
      return shortCount(value);
    case 'rate':
      return rate(value);
    case 'money':
      return money(value, currency, scale);
    case 'duration':
      return duration(value);
    case 'mean':
      return mean(value);
  }
}

/** With one decimal. */
export function mean(value: number): string {
  return format(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** Like {@link figure}, as short as an axis wants it. */
export function axisFigure(metric: PlainMetric, value: number, currency: string): string {
  const kind = KINDS[metric];
  if (kind === 'count') return format(value, value < 10_000 ? {} : { notation: 'compact', maximumFractionDigits: 1 });
  if (kind === 'money') {
    return format(value, { style: 'currency', currency, notation: value < 10_000 ? 'standard' : 'compact', maximumFractionDigits: 0 });
  }
  if (kind === 'rate') return format(value, { style: 'percent', maximumFractionDigits: 1 });
  return figure(metric, value, currency);
}

/** A difference with its sign; rates in points. */
export function difference(metric: PlainMetric, moved: number, currency: string, scale?: number): string {
  if (isRate(metric)) return t('change.points', { n: points(moved) });
  const size = figure(metric, Math.abs(moved), currency, scale);
  return moved === 0 ? size : `${moved > 0 ? '+' : '−'}${size}`;
}

export function share(part: Figure, whole: Figure): string {
  if (part === null || whole === null || whole === 0) return NOTHING;
  return rate(part / whole);
}

export interface Change {
  direction: 'up' | 'down' | 'same' | 'fromNone';
  /** The size with its sign, such as +12% or −3 pts; empty where there is none. */
  size: string;
  /** The direction as a word that suits the figure. */
  word: string;
  /** Whether this is welcome; null where there is no change. */
  good: boolean | null;
}

/** How a figure moved; null where one of the two is missing. */
export function change(metric: PlainMetric, now: Figure, before: Figure): Change | null {
  if (now === null || before === null) return null;
  if (before === 0 && now !== 0 && !isRate(metric)) {
    return { direction: 'fromNone', size: '', word: t('change.fromNone'), good: null };
  }
  const moved = isRate(metric) ? now - before : before === 0 ? 0 : (now - before) / before;
  const size = isRate(metric) ? t('change.points', { n: points(moved) }) : signedPercent(moved);
  if (isUnmoved(moved)) return { direction: 'same', size: '', word: t('change.same'), good: null };
  const up = moved > 0;
  return { direction: up ? 'up' : 'down', size, word: word(metric, up), good: up !== (metric === 'bounceRate') };
}

/** Smaller than the last digit that would be shown. */
function isUnmoved(moved: number): boolean {
  return Math.abs(moved) < 0.0005;
}

/** The locale's own digits with a true minus sign, which stands as wide as the plus. */
function signed(value: number, options: Intl.NumberFormatOptions): string {
  return format(value, { signDisplay: 'exceptZero', ...options }).replace('-', '−');
}

function points(moved: number): string {
  const digits = Math.abs(moved) < 0.0995 ? 1 : 0;
  return signed(moved * 100, { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** The size of a rate's change without its sign. */
export function pointsSize(moved: number): string {
  return t('change.points', { n: points(moved).replace(/^[+−]/, '') });
}

function signedPercent(moved: number): string {
  if (isMultiple(moved)) return `×${times(moved)}`;
  return signed(moved, { style: 'percent', maximumFractionDigits: percentDigits(moved) });
}

/** The size of a relative change without its sign, for sentences that say the direction in words. */
export function relativeSize(moved: number): string {
  return format(Math.abs(moved), { style: 'percent', maximumFractionDigits: percentDigits(moved) });
}

function percentDigits(moved: number): number {
  return Math.abs(moved) < 0.0095 ? 1 : 0;
}

/** "+1,240%" is hard to grasp; a multiple is not. */
export function isMultiple(moved: number): boolean {
  return moved >= 10;
}

/** How many times as much there is now. */
export function times(moved: number): string {
  return format(moved + 1, { maximumFractionDigits: 0 });
}

function word(metric: PlainMetric, up: boolean): string {
  const kind = KINDS[metric];
  if (kind === 'count') return t(up ? 'change.more' : 'change.fewer');
  if (kind === 'money') return t(up ? 'change.more' : 'change.less');
  if (kind === 'duration') return t(up ? 'change.longer' : 'change.shorter');
  return t(up ? 'change.higher' : 'change.lower');
}
