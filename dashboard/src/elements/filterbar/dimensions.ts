import { OPERATORS, type Dimension, type Goal, type Operator, type PlainDimension, type Property } from '../../api/records';
import { dimensionName } from '../../format/names';
import { t, type Key } from '../../i18n';

export interface DimensionGroup {
  name: string;
  options: { value: Dimension | 'goal'; name: string }[];
}

/** Every dimension once, in the order in which they are looked for. */
const GROUPS: readonly (readonly [Key, readonly PlainDimension[]])[] = [
  ['filter.group.pages', ['page', 'entryPage', 'exitPage', 'pageGroup', 'title', 'hostname', 'status']],
  [
    'filter.group.sources',
    ['source', 'channel', 'referrer', 'utmSource', 'utmMedium', 'utmCampaign', 'utmTerm', 'utmContent'],
  ],
  ['filter.group.visitors', ['country', 'region', 'city', 'language']],
  ['filter.group.devices', ['device', 'browser', 'browserVersion', 'os', 'osVersion', 'screenClass']],
  ['filter.group.actions', ['event', 'search', 'outbound', 'download']],
  ['filter.group.time', ['weekday', 'hour']],
];

/** What can be filtered by. `current` is among it even where nothing of it was seen. */
export function dimensionGroups(
  goals: readonly Goal[],
  properties: readonly Property[],
  current: Dimension | 'goal',
): DimensionGroup[] {
  const option = (value: Dimension | 'goal'): DimensionGroup['options'][number] => ({ value, name: dimensionName(value) });
  const groups = GROUPS.map(([title, dimensions]) => ({ name: t(title), options: dimensions.map(option) }));
  if (goals.length > 0 || current === 'goal') groups[4]!.options.unshift(option('goal'));
  const names: Dimension[] = properties.map(({ name }) => `prop:${name}` as const);
  if (current.startsWith('prop:') && !names.some((known) => known === current)) names.push(current as Dimension);
  if (names.length > 0) groups.push({ name: t('filter.group.properties'), options: names.map(option) });
  return groups;
}

export function operatorsOf(dimension: Dimension | 'goal'): readonly Operator[] {
  return dimension === 'goal' || CODED.has(dimension) ? ['is', 'isNot'] : OPERATORS;
}

/** Stored as codes that nobody types: their few values are searched here, by the names that people know. */
const CODED = new Set<string>(['country', 'language', 'device', 'weekday', 'hour']);
const NAMED = new Set<string>([...CODED, 'event', 'channel', 'source', 'screenClass']);

/** Whether values are found by their names in the reader's language rather than as they are stored. */
export function isNamed(dimension: Dimension | 'goal'): boolean {
  return NAMED.has(dimension);
}

const NEVER_EMPTY = new Set<string>(['goal', 'page', 'entryPage', 'exitPage', 'pageGroup', 'event', 'hostname', 'weekday', 'hour', 'device', 'channel']);
const ONLY_FULL = new Set<string>(['outbound', 'download', 'search', 'status', 'title']);

/** Whether a session or event may have none, which can be asked for too. */
export function mayBeEmpty(dimension: Dimension | 'goal'): boolean {
  return !NEVER_EMPTY.has(dimension) && !ONLY_FULL.has(dimension);
}
