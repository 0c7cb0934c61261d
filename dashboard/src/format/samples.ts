/** Below this many, one visitor more or less moves a rate by several points: nothing worth a colour. */
const FEW = 30;

/** Whether a comparison of two samples of these sizes says little. */
export function isFew(now: number, before: number): boolean {
  return Math.min(now, before) < FEW;
}

/** Standard deviations of independent visitors within which a difference is left to chance. Real visits vary more than those do. */
const USUAL = 3;

/**
 * Whether two counts of equally long times are too close to tell anything: a rule of thumb for the many rows of a table, stricter
 * than the p-value that the server works out for totals, so that the two do not contradict each other; with the `spread` of the whole
 * (see {@link spreadOf}) as strict as that one is.
 */
export function isChance(now: number, before: number, spread: number | null = null): boolean {
  return Math.abs(now - before) < Math.max(USUAL, SURE * (spread ?? 0)) * Math.sqrt(now + before);
}

/** Likewise of amounts that are no counts, such as money, where only {@link spreadOf} the whole tells how much they vary. */
export function isChanceOfAmounts(now: number, before: number, spread: number): boolean {
  return Math.abs(now - before) < SURE * spread * Math.sqrt(now + before);
}

/** Standard deviations that chance exceeds once in twenty times. */
const SURE = 1.96;

/**
 * How much an amount varies, from how likely chance makes the difference of the whole: the standard deviation of a difference, for
 * each square root of the sum of its two sides. 1 for counts of things that have nothing to do with each other; more where they come
 * in crowds or lumps. The variance of a part is taken to be in proportion to the part. Null where the whole does not tell.
 */
export function spreadOf(now: number, before: number, pValue: number | null): number | null {
  if (pValue === null || now + before <= 0) return null;
  const deviations = deviationsOf(pValue);
  return deviations < LEAST_TOLD ? null : Math.abs(now - before) / deviations / Math.sqrt(now + before);
}

/** A whole that hardly moved says nothing of how much it might have. */
const LEAST_TOLD = 0.2;
const MOST_DEVIATIONS = 5;

/** The standard deviations that chance exceeds, on either side, with this probability. */
function deviationsOf(pValue: number): number {
  let [low, high] = [0, MOST_DEVIATIONS];
  for (let turn = 0; turn < 40; turn++) {
    const middle = (low + high) / 2;
    if (bothTails(middle) > pValue) low = middle;
    else high = middle;
  }
  return high;
}

/** The normal distribution beyond so many deviations; Abramowitz and Stegun 7.1.26, right to 1.5e-7. */
function bothTails(deviations: number): number {
  const x = deviations / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}

/** The same of two rates of so many sessions each: by their standard error where both were of one and the same rate. */
export function isChanceOfRates(now: number, before: number, sessionsNow: number, sessionsBefore: number): boolean {
  if (sessionsNow === 0 || sessionsBefore === 0) return true;
  const rate = (now * sessionsNow + before * sessionsBefore) / (sessionsNow + sessionsBefore);
  return Math.abs(now - before) < USUAL * Math.sqrt(rate * (1 - rate) * (1 / sessionsNow + 1 / sessionsBefore));
}

/** How likely chance makes two rates differ this much where both were of one and the same rate: `hits` of so many sessions each. */
export function chanceOfRates(hitsNow: number, sessionsNow: number, hitsBefore: number, sessionsBefore: number): number {
  const rate = (hitsNow + hitsBefore) / (sessionsNow + sessionsBefore);
  const error = Math.sqrt(rate * (1 - rate) * (1 / sessionsNow + 1 / sessionsBefore));
  return error > 0 ? bothTails(Math.abs(hitsNow / sessionsNow - hitsBefore / sessionsBefore) / error) : 1;
}
