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
 * than the p-value that the server works out for totals, so that the two do not contradict each other.
 */
export function isChance(now: number, before: number): boolean {
  return Math.abs(now - before) < USUAL * Math.sqrt(now + before);
}

/** The same of two rates of so many sessions each: by their standard error where both were of one and the same rate. */
export function isChanceOfRates(now: number, before: number, sessionsNow: number, sessionsBefore: number): boolean {
  if (sessionsNow === 0 || sessionsBefore === 0) return true;
  const rate = (now * sessionsNow + before * sessionsBefore) / (sessionsNow + sessionsBefore);
  return Math.abs(now - before) < USUAL * Math.sqrt(rate * (1 - rate) * (1 / sessionsNow + 1 / sessionsBefore));
}
