import type { Device, ElementRow, ElementsAnswer, Sample } from '../../api/heatmaps';
import type { Filter } from '../../api/records';
import { pointsSize } from '../../format/numbers';
import { chanceOfRates } from '../../format/samples';
import { t } from '../../i18n';
import type { Rival } from './choice';
import type { ElementMark } from './MapView';

/** Below this probability a difference is called more than chance. */
const SURE = 0.05;

/** An element whose click rate differs. */
export interface Difference {
  row: ElementRow;
  /** Click rates. */
  own: number;
  rival: number;
  pValue: number;
}

/** The elements that differ by more than chance, the largest differences first. */
export function differences({ rows, samples, comparedSamples }: ElementsAnswer, rival: Rival, device: Device): Difference[] {
  const sides = rows.map((row) => (rival === 'leavers' ? ofLeavers(row, sessionsOf(samples, device), sessionsOf(comparedSamples, device)) : ofBoth(row)));
  return sides
    .filter((side) => side !== null)
    .filter(({ pValue, own, rival: other }) => pValue < SURE && own !== other)
    .sort((one, other) => Math.abs(other.own - other.rival) - Math.abs(one.own - one.rival));
}

function ofBoth(row: ElementRow): Difference | null {
  const rival = row.compared?.clickRate ?? null;
  return row.clickRate === null || rival === null || row.pValue === null ? null : { row, own: row.clickRate, rival, pValue: row.pValue };
}

/** What was compared with are the converters, who are a part of all: the leavers are the rest. */
function ofLeavers(row: ElementRow, all: number, converted: number): Difference | null {
  const clicked = row.compared?.sessions ?? 0;
  const leavers = all - converted;
  if (converted === 0 || leavers <= 0) return null;
  const left = Math.max(0, row.sessions - clicked);
  return { row, own: Math.min(1, clicked / converted), rival: Math.min(1, left / leavers), pValue: chanceOfRates(clicked, converted, left, leavers) };
}

function sessionsOf(samples: readonly Sample[] | null, device: Device): number {
  return samples?.find((one) => one.device === device)?.sessions ?? 0;
}

/** How each differs, with its sign, on the element itself. */
export function differenceMarks(found: readonly Difference[]): ElementMark[] {
  const most = Math.max(1e-9, ...found.map(({ own, rival }) => Math.abs(own - rival)));
  return found.map(({ row, own, rival }) => ({ element: row, text: differenceText(own - rival), weight: Math.abs(own - rival) / most, tone: own > rival ? 'good' : 'bad' }));
}

export function differenceText(moved: number): string {
  return `${moved > 0 ? '+' : '−'}${pointsSize(Math.abs(moved))}`;
}

export function rivalName(rival: Rival, against: 'previous' | 'year'): string {
  if (rival === 'period') return t(against === 'year' ? 'heatmap.rival.year' : 'heatmap.rival.previous');
  return rival === 'leavers' ? t('heatmap.by.convertedNo') : t(`device.${rival}`);
}

export function ownName(rival: Rival, device: Device): string {
  if (rival === 'period') return t('chart.now');
  return rival === 'leavers' ? t('heatmap.by.convertedYes') : t(`device.${device}`);
}

const OF_EVENTS = new Set<string>(['page', 'pageGroup', 'title', 'hostname', 'event', 'outbound', 'download', 'search', 'status', 'weekday', 'hour', 'goal']);

/** Whether a filter is about events: a goal beside it would have to be reached by that very event. */
export function isOfEvents(filter: Filter): boolean {
  if (filter[0] === 'or') return filter[1].some(isOfEvents);
  return OF_EVENTS.has(filter[1]) || filter[1].startsWith('prop:');
}
