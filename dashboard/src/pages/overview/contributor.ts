import type { Row } from '../../api/records';

/** A source that explains most of how the visitors changed. */
export interface Contributor {
  value: string;
  /** Visitors more than before; negative where fewer came. */
  moved: number;
}

/** A smaller part of the change than this explains little. */
const MOST = 0.5;

/**
 * The source that moved in the direction of the whole and makes up most of its change; null where no single one does. Both
 * sides are rows of a source with its visitors; a source that is missing on one side had none there.
 */
export function contributor(now: readonly Row[], before: readonly Row[], change: number): Contributor | null {
  const moved = new Map<string, number>();
  for (const { dimensions, metrics } of now) moved.set(dimensions[0]!, metrics[0] ?? 0);
  for (const { dimensions, metrics } of before) moved.set(dimensions[0]!, (moved.get(dimensions[0]!) ?? 0) - (metrics[0] ?? 0));
  let largest: Contributor | null = null;
  for (const [value, by] of moved) {
    if (Math.sign(by) === Math.sign(change) && Math.abs(by) > Math.abs(largest?.moved ?? 0)) largest = { value, moved: by };
  }
  return largest !== null && Math.abs(largest.moved) >= MOST * Math.abs(change) ? largest : null;
}
