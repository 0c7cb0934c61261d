import type { Dimension, Filter, Row } from '../../api/records';
import { rowName } from './rows';

/** Dimensions whose values are shown by names that the server does not know: they are looked through here. */
const NAMED: readonly Dimension[] = [
  'country', 'language', 'device', 'event', 'weekday', 'hour', 'source', 'referrer', 'channel', 'hostname',
  'browserVersion', 'osVersion', 'screenClass',
];

/** Whether a search of the dimension's values must look at all rows by the names that they are shown with. */
export function isSearchedHere(dimension: Dimension): boolean {
  return NAMED.includes(dimension);
}

/** The filter that leaves the values that contain `text`, in any case. */
export function searchFilter(dimension: Dimension, text: string): Filter {
  return ['matches', dimension, [`(?i)${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`]];
}

/** The rows whose last dimension, or all of it as it is shown, contains `text`. */
export function matching(rows: readonly Row[], dimensions: readonly Dimension[], text: string): Row[] {
  const wanted = text.toLocaleLowerCase();
  return rows.filter((row) => [row.dimensions.at(-1)!, rowName(dimensions, row)].some((one) => one.toLocaleLowerCase().includes(wanted)));
}
