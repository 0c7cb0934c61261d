import type { PlainMetric, Row } from '../../api/records';
import { isAmount, isRate } from '../../format/metrics';
import { isChance, isChanceOfAmounts, isChanceOfRates, isFew } from '../../format/samples';

/** A row that moved. */
export interface Mover {
  dimensions: string[];
  now: number;
  before: number;
}

/** What is asked of each side: a figure that is no amount comes with the sessions behind it. */
export function moverMetrics(metric: PlainMetric): PlainMetric[] {
  return isAmount(metric) ? [metric] : [metric, 'sessions'];
}

/** Smaller parts of the larger whole are not worth a row where chance cannot be told. */
const LEAST = 0.01;

/**
 * The rows that make up most of a difference, the largest first; without those whose difference is within chance. Both sides are rows
 * with {@link moverMetrics}; `spread` is how much an amount varies, null where nobody knows. An amount that is missing on one side was 0 there; of any other figure nothing is known then.
 */
export function movers(metric: PlainMetric, now: readonly Row[], before: readonly Row[], most: number, spread: number | null = null): Mover[] {
  const amount = isAmount(metric);
  const earlier = new Map(before.map((row) => [key(row), row]));
  const later = new Set(now.map(key));
  const pairs = now.map((row) => [row, earlier.get(key(row))] as const);
  const gone = before.filter((row) => !later.has(key(row))).map((row) => [undefined, row] as const);
  const least = LEAST * Math.max(sum(now), sum(before));

  const found: (Mover & { weight: number })[] = [];
  for (const [one, other] of [...pairs, ...gone]) {
    const dimensions = (one ?? other!).dimensions;
    const values = { now: one?.metrics[0] ?? null, before: other?.metrics[0] ?? null };
    if (!amount && (values.now === null || values.before === null)) continue;
    const moved = { dimensions, now: values.now ?? 0, before: values.before ?? 0 };
    const size = Math.abs(moved.now - moved.before);
    const [sessionsNow, sessionsBefore] = [one?.metrics[1] ?? 0, other?.metrics[1] ?? 0];
    if (size === 0 || isLeftOut(metric, moved, { sessionsNow, sessionsBefore, least, spread })) continue;
    found.push({ ...moved, weight: amount ? size : size * (sessionsNow + sessionsBefore) });
  }
  return found
    .sort((one, other) => other.weight - one.weight)
    .slice(0, most)
    .map(({ weight: _, ...mover }) => mover);
}

interface Behind {
  sessionsNow: number;
  sessionsBefore: number;
  least: number;
  spread: number | null;
}

function isLeftOut(metric: PlainMetric, { now, before }: Mover, { sessionsNow, sessionsBefore, least, spread }: Behind): boolean {
  if (metric === 'revenue') return spread === null ? Math.abs(now - before) < least : isChanceOfAmounts(now, before, spread);
  if (isAmount(metric)) return isChance(now, before, spread);
  if (isFew(sessionsNow, sessionsBefore)) return true;
  return isRate(metric) && isChanceOfRates(now, before, sessionsNow, sessionsBefore);
}

function key(row: Row): string {
  return row.dimensions.join(' ');
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((all, row) => all + (row.metrics[0] ?? 0), 0);
}
