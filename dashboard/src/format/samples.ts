/** Below this many, one visitor more or less moves a rate by several points: nothing worth a colour. */
const FEW = 30;

/** Whether a comparison of two samples of these sizes says little. */
export function isFew(now: number, before: number): boolean {
  return Math.min(now, before) < FEW;
}
