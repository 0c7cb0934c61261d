import type { Dimension, Goal } from '../api/records';
import { locale, t, type Key } from '../i18n';
import { weekdayName } from './dates';
import { domainName } from './domains';

const DEVICES: Record<string, Key> = {
  desktop: 'device.desktop',
  mobile: 'device.mobile',
  tablet: 'device.tablet',
  other: 'device.other',
};

const EVENTS: Record<string, Key> = {
  outbound: 'event.outbound',
  download: 'event.download',
  pageview: 'event.pageview',
};

export function dimensionName(dimension: Dimension | 'goal'): string {
  return dimension.startsWith('prop:') ? dimension.slice(5) : t(`dim.${dimension}` as Key);
}

/** By the width of the screen, in CSS pixels. */
const SCREENS: Record<string, Key> = {
  xs: 'screen.xs',
  sm: 'screen.sm',
  md: 'screen.md',
  lg: 'screen.lg',
  xl: 'screen.xl',
  xxl: 'screen.xxl',
};

/** A dimension's value in the reader's language. */
export function valueName(dimension: Dimension | 'goal', value: string, goals: readonly Goal[] = []): string {
  switch (dimension) {
    case 'country':
      return value === '' ? t('value.unknown') : regionName(value);
    case 'language':
      return value === '' ? t('value.unknown') : languageName(value);
    case 'device': {
      const key = DEVICES[value.toLowerCase()];
      return key === undefined ? value || t('value.unknown') : t(key);
    }
    case 'event': {
      const key = EVENTS[value];
      return key === undefined ? value : t(key);
    }
    case 'source':
    case 'referrer':
      return value === '' || value === 'Direct' ? t('value.direct') : domainName(value);
    case 'hostname':
      return domainName(value) || t('value.unknown');
    case 'page':
    case 'entryPage':
    case 'exitPage':
      // Pages of other domains than the site's main one begin with theirs.
      return value.replace(/^[^/]+/, domainName) || t('value.none');
    case 'weekday':
      return /^[1-7]$/.test(value) ? weekdayName(Number(value)) : value;
    case 'hour':
      return /^\d\d$/.test(value) ? `${value}:00–${value}:59` : value;
    case 'region':
    case 'city':
      return value || t('value.unknown');
    case 'goal':
      return goals.find((goal) => goal.id === value)?.name ?? value;
    case 'screenClass':
      return SCREENS[value] === undefined ? value || t('value.unknown') : t(SCREENS[value]);
    case 'browser':
    case 'os':
      return value || t('value.unknown');
    default:
      return value || t('value.none');
  }
}

function regionName(code: string): string {
  try {
    return new Intl.DisplayNames(locale.value, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale.value, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
