/** How many shades a picture has; more could not be told apart. */
export const SHADES = 5;

/**
 * The lowest value of each shade, ascending: even steps of the logarithm, so that one large value does not leave all others
 * pale. As many as differ, where the values are few whole numbers.
 */
export function shadesOf(values: readonly number[]): number[] {
  const most = Math.max(0, ...values);
  const least = Math.min(...values.filter((value) => value > 0));
  if (most <= 0) return [];
  const starts = Array.from({ length: SHADES }, (_, at) => rounded(least * (most / least) ** (at / SHADES)));
  return [...new Set(starts)].filter((start, at, all) => at === 0 || start > all[at - 1]!);
}

/** The shade of a value, 1 to {@link SHADES}, the last of `starts` being the strongest; 0 for nothing. */
export function shadeOf(value: number, starts: readonly number[]): number {
  if (value <= 0 || starts.length === 0) return 0;
  const at = Math.max(0, starts.findLastIndex((start) => value >= start));
  return SHADES - starts.length + at + 1;
}

/** Two digits, downwards, so that the least value lies in the first shade. */
function rounded(value: number): number {
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / scale + 1e-9) * scale;
}
