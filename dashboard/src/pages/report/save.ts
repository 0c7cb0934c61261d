import { api } from '../../api/client';
import type { Query, Site } from '../../api/records';
import { isoDay } from '../../state/zone';
import type { ResolvedPeriod } from '../../state/period';

/** Without it Excel reads UTF-8 as if it were Latin-1. */
const BYTE_ORDER_MARK = '\ufeff';

/** Saves all rows of an answer as a file; false where the server had more than it writes. */
export async function saveAnswer(site: Site, query: Query, name: string): Promise<boolean> {
  const { text, truncated } = await api.csv(site.id, query);
  saveText(name, text);
  return !truncated;
}

export function saveText(name: string, text: string): void {
  saveFile(name, new Blob([BYTE_ORDER_MARK, text], { type: 'text/csv;charset=utf-8' }));
}

export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download begins after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What the file holds, of which site and days. */
export function fileName(site: Site, what: string, { days }: ResolvedPeriod): string {
  const plain = `${site.domain} ${what}`.replace(/[^\p{L}\p{N}.-]+/gu, '-');
  return `${plain}-${isoDay(days.from)}-${isoDay(days.to)}.csv`;
}

/** Lines of a table as CSV; texts that a spreadsheet would take for a formula begin with an apostrophe. */
export function csv(lines: readonly (readonly (string | number | null)[])[]): string {
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
