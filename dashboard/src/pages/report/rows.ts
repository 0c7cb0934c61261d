import type { Condition, Dimension, Filter, Row } from '../../api/records';
import { valueName } from '../../format/names';
import { sameFilter } from '../../state/view';

/** Versions say nothing without the name of what they are versions of. */
const NAMED_BY: Partial<Record<Dimension, Dimension>> = { browserVersion: 'browser', osVersion: 'os' };

/** What the rows of a dimension are asked by: its own values, beside those of the dimension that names them. */
export function asked(dimension: Dimension): Dimension[] {
  const first = NAMED_BY[dimension];
  return first === undefined ? [dimension] : [first, dimension];
}

/** A row's values as they are shown. */
export function rowName(dimensions: readonly Dimension[], row: Row): string {
  if (dimensions.length === 1) return valueName(dimensions[0]!, row.dimensions[0]!);
  const [name, version] = row.dimensions as [string, string];
  return version === '' ? valueName(dimensions[0]!, name) : `${valueName(dimensions[0]!, name)} ${version}`;
}

/** The filters that leave just this row. */
export function conditions(dimensions: readonly Dimension[], row: Row): Condition[] {
  return dimensions.map((dimension, at) => ['is', dimension, [row.dimensions[at]!]]);
}

export function isPicked(filters: readonly Filter[], wanted: readonly Condition[]): boolean {
  return wanted.every((one) => filters.some((filter) => sameFilter(filter, one)));
}

/** Adds what is not there yet; takes all of it away where it is there already. */
export function toggledAll(filters: readonly Filter[], wanted: readonly Condition[]): Filter[] {
  const rest = filters.filter((filter) => !wanted.some((one) => sameFilter(filter, one)));
  return isPicked(filters, wanted) ? rest : [...rest, ...wanted];
}
