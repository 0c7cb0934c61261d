/** Below this many, one visitor more or less moves a rate by several points: nothing worth a colour. */
const FEW = 30;

/** Whether a comparison of two samples of these sizes says little. */
export function isFew(now: number, before: number): boolean {
  return Math.min(now, before) < FEW;
}

/** Standard deviations beyond which a difference is taken for more than chance: 95 of 100 lie within. */
const USUAL = 1.96;

/**
 * Whether two counts of equally long times differ by no more than counts of independent visitors do by chance. Real visits
 * vary more, so what is called a change here may still be chance; the totals have the server's better answer.
 */
export function isChance(now: number, before: number): boolean {
  return Math.abs(now - before) < USUAL * Math.sqrt(now + before);
}
