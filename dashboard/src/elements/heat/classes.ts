/** How many shades a picture has; more could not be told apart. */
export const SHADES = 5;

/** Even steps of the value itself, or of its logarithm, which keeps one large value from leaving all others pale. */
export type Scale = 'even' | 'log';

/** The lowest value of each shade, ascending: as many as differ, where the values are few whole numbers. */
export function shadesOf(values: readonly number[], scale: Scale): number[] {
  const some = values.filter((value) => value > 0);
  if (some.length === 0) return [];
  const most = Math.max(...some);
  const least = Math.min(...some);
  const starts = Array.from({ length: SHADES }, (_, at) =>
    rounded(scale === 'log' ? least * (most / least) ** (at / SHADES) : Math.max(least, (most * at) / SHADES)),
  );
  return starts.filter((start, at) => at === 0 || start > starts[at - 1]!);
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
