import { DEVICES, type Device, type ElementRow, type ElementsAnswer, type Sample } from '../../api/heatmaps';
import type { Filter, Goal } from '../../api/records';
import { filterText } from '../../elements/filterbar/words';
import { pointsSize } from '../../format/numbers';
import { chanceOfRates } from '../../format/samples';
import { t } from '../../i18n';
import type { View } from '../../state/view';
import type { Choice, Rival } from './choice';
import type { ElementMark } from './MapView';

/** The part of what is called more than chance that may be chance after all. */
const FALSE_ALARMS = 0.05;

/** An element whose click rate differs. */
export interface Difference {
  row: ElementRow;
  /** Click rates. */
  own: number;
  rival: number;
  /** The sessions that clicked it. */
  sessions: readonly [own: number, rival: number];
  pValue: number;
}

/** One element's click rates on both sides. */
export interface BothSides {
  row: ElementRow;
  /** Clicks on it, and the sessions that clicked it. */
  clicks: readonly [own: number, rival: number];
  sessions: readonly [own: number, rival: number];
  rates: readonly [own: number | null, rival: number | null];
  pValue: number | null;
}

/** How large the two sides are: what was compared with are the converters, who are a part of all; the leavers are the rest. Null where that was not asked. */
export function sidesOf({ samples, comparedSamples }: Pick<ElementsAnswer, 'samples' | 'comparedSamples'>, rival: Rival, device: Device): { own: Sample; rival: Sample } | null {
  if (comparedSamples === null) return null;
  const all = sampleOf(samples, device);
  if (rival !== 'leavers') return { own: all, rival: sampleOf(comparedSamples, isDevice(rival) ? rival : device) };
  const converted = sampleOf(comparedSamples, device);
  return { own: converted, rival: { device, pageviews: Math.max(0, all.pageviews - converted.pageviews), sessions: Math.max(0, all.sessions - converted.sessions) } };
}

/** The elements of a comparison with the figures of both sides; null where the answer has but one. */
export function bothSides(answer: ElementsAnswer, rival: Rival, device: Device): BothSides[] | null {
  const sides = sidesOf(answer, rival, device);
  if (sides === null) return null;
  return answer.rows.map((row) => (rival === 'leavers' ? ofLeavers(row, sides.own.sessions, sides.rival.sessions) : ofBoth(row)));
}

function ofBoth(row: ElementRow): BothSides {
  const { compared } = row;
  return { row, clicks: [row.clicks, compared?.clicks ?? 0], sessions: [row.sessions, compared?.sessions ?? 0], rates: [row.clickRate, compared?.clickRate ?? null], pValue: row.pValue };
}

function ofLeavers(row: ElementRow, converted: number, leavers: number): BothSides {
  const { clicks, sessions } = row.compared ?? { clicks: 0, sessions: 0 };
  const left = Math.max(0, row.sessions - sessions);
  const rateOf = (clicked: number, of: number): number | null => (of === 0 ? null : Math.min(1, clicked / of));
  return {
    row,
    clicks: [clicks, Math.max(0, row.clicks - clicks)],
    sessions: [sessions, left],
    rates: [rateOf(sessions, converted), rateOf(left, leavers)],
    pValue: converted === 0 || leavers === 0 ? null : chanceOfRates(sessions, converted, left, leavers),
  };
}

/** The elements that differ by more than chance, the largest differences first. */
export function differences(sides: readonly BothSides[]): Difference[] {
  const tested = sides.flatMap(({ row, sessions, rates: [own, rival], pValue }) => (own === null || rival === null || pValue === null ? [] : [{ row, sessions, own, rival, pValue }]));
  const sure = limitOf(tested.map(({ pValue }) => pValue));
  return tested.filter(({ pValue, own, rival }) => pValue <= sure && own !== rival).sort((one, other) => Math.abs(other.own - other.rival) - Math.abs(one.own - one.rival));
}

/**
 * The largest p-value that is still called more than chance where so many are looked at: after Benjamini and Hochberg, so that of what is
 * marked no more than one in twenty is chance, however many elements a page has. Below 0 where none is.
 */
export function limitOf(pValues: readonly number[]): number {
  const sorted = [...pValues].sort((one, other) => one - other);
  return sorted.findLast((pValue, at) => pValue <= (FALSE_ALARMS * (at + 1)) / sorted.length) ?? -1;
}

export function sampleOf(samples: readonly Sample[] | null, device: Device): Sample {
  return samples?.find((one) => one.device === device) ?? { device, pageviews: 0, sessions: 0 };
}

export function isDevice(rival: Rival): rival is Device {
  return DEVICES.some((device) => device === rival);
}

/** How each differs, with its sign, on the element itself. */
export function differenceMarks(found: readonly Difference[]): ElementMark[] {
  const most = Math.max(1e-9, ...found.map(({ own, rival }) => Math.abs(own - rival)));
  return found.map(({ row, own, rival }) => ({ element: row, text: differenceText(own - rival), weight: Math.abs(own - rival) / most, tone: own > rival ? 'good' : 'bad' }));
}

export function differenceText(moved: number): string {
  return `${moved > 0 ? '+' : '−'}${pointsSize(Math.abs(moved))}`;
}

/** What each side of the comparison is called. */
export interface SideNames {
  own: string;
  rival: string;
}

export function sideNames({ rival, versus, device }: Choice, { compare, filters }: View, goals: readonly Goal[]): SideNames {
  if (rival === 'leavers') return { own: t('heatmap.by.convertedYes'), rival: t('heatmap.by.convertedNo') };
  if (rival === 'filter') return { own: filters.length === 0 ? t('heatmap.rival.everybody') : filters.map((filter) => filterText(filter, goals)).join(', '), rival: filterText(versus!, goals) };
  if (rival !== null && isDevice(rival)) return { own: t(`device.${device}`), rival: t(`device.${rival}`) };
  return { own: t('chart.now'), rival: t(compare === 'year' ? 'heatmap.rival.year' : 'heatmap.rival.previous') };
}

const OF_EVENTS = new Set<string>(['page', 'pageGroup', 'title', 'hostname', 'event', 'outbound', 'download', 'search', 'status', 'weekday', 'hour', 'goal']);

/** Whether a filter is about events: a goal beside it would have to be reached by that very event. */
export function isOfEvents(filter: Filter): boolean {
  if (filter[0] === 'or') return filter[1].some(isOfEvents);
  return OF_EVENTS.has(filter[1]) || filter[1].startsWith('prop:');
}
