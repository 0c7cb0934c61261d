import { deliveryCents } from './delivery.js';

/** What codes are worth. `least`: cents of coffee that it takes; `until`: the last day, as in ISO 8601. */
const COUPONS = {
  KIITOS10: { percent: 10 },
  TERVETULOA: { cents: 500, least: 2500 },
  KEVAT25: { percent: 25, until: '2026-05-31' },
};

/** A code as it is kept: without what people type around it. */
export function tidy(code) {
  return code.trim().toUpperCase();
}

/** Why a code is of no use for coffee of this sum: 'unknown', 'over' or 'least', with what it takes to say so; null when it is good. */
export function couponProblem(code, sumCents, today = new Date()) {
  const coupon = Object.hasOwn(COUPONS, code) ? COUPONS[code] : undefined;
  if (!coupon) return { reason: 'unknown' };
  if (coupon.until && today > new Date(`${coupon.until}T23:59:59`)) return { reason: 'over', until: coupon.until };
  if (coupon.least && sumCents < coupon.least) return { reason: 'least', least: coupon.least };
  return null;
}

/**
 * What an order costs, in cents: {sum, discount, delivery, total}. A code that is no good takes nothing off. Delivery to a
 * pick-up point is free by what is paid for the coffee, not by what it cost before the coupon.
 */
export function totals(lines, code, method, today = new Date()) {
  const sum = lines.reduce((all, line) => all + line.quantity * line.cents, 0);
  const coupon = code && !couponProblem(code, sum, today) ? COUPONS[code] : {};
  const discount = coupon.percent ? Math.round((sum * coupon.percent) / 100) : Math.min(sum, coupon.cents ?? 0);
  const delivery = lines.length > 0 ? deliveryCents(method, sum - discount) : 0;
  return { sum, discount, delivery, total: sum - discount + delivery };
}
