import type { View } from '../../state/view';
import { oneOf } from '../heatmaps/choice';

/** What a row can show beside when it was, and why it might matter. */
export const COLUMNS = ['pages', 'length', 'who', 'source', 'clicks', 'frustration', 'errors', 'revenue', 'goals', 'user', 'exit', 'system', 'campaign', 'language', 'city'] as const;
export type Column = (typeof COLUMNS)[number];

export const USUAL: readonly Column[] = ['pages', 'length', 'who', 'source'];

export function columnsOf({ tabs }: View): readonly Column[] {
  const text = tabs['columns'];
  if (text === undefined) return USUAL;
  const wanted = text.split(',').map((name) => oneOf(COLUMNS, name));
  return COLUMNS.filter((column) => wanted.includes(column));
}

/** As an address has it; null for the usual ones. */
export function formatColumns(columns: readonly Column[]): string | null {
  const text = COLUMNS.filter((column) => columns.includes(column)).join(',');
  return text === USUAL.join(',') ? null : text === '' ? 'none' : text;
}
