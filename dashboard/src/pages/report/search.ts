import type { Dimension, Filter, Row } from '../../api/records';
import { valueName } from '../../format/names';

/** Dimensions whose values are shown by names that the server does not know: they are looked through here. */
const NAMED: readonly Dimension[] = ['country', 'language', 'device', 'event', 'weekday', 'hour', 'source', 'referrer', 'channel', 'hostname'];

/** Whether a search of the dimension's values must look at all rows by the names that they are shown with. */
export function isSearchedHere(dimension: Dimension): boolean {
  return NAMED.includes(dimension);
}

/** The filter that leaves the values that contain `text`, in any case. */
export function searchFilter(dimension: Dimension, text: string): Filter {
  return ['matches', dimension, [`(?i)${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`]];
}

/** The rows whose first dimension, as it is shown, contains `text`. */
export function matching(rows: readonly Row[], dimension: Dimension, text: string): Row[] {
  const wanted = text.toLocaleLowerCase();
  return rows.filter(({ dimensions: [value] }) =>
    [value!, valueName(dimension, value!)].some((one) => one.toLocaleLowerCase().includes(wanted)),
  );
}
