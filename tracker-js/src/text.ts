/** At most `max` UTF-16 units, without halves of surrogate pairs: the collector refuses those. */
export function cut(text: unknown, max: number): string {
  return `${text}`.slice(0, max).replace(/[\ud800-\udfff]/gu, '');
}
