/** From this sum on, a pick-up point costs nothing. */
export const FREE_FROM_CENTS = 4500;

const PRICES = { point: 390, home: 690, roastery: 0 };

/** What a way of delivery costs for coffee of this sum, in cents. */
export function deliveryCents(method, sumCents) {
  return method === 'point' && sumCents >= FREE_FROM_CENTS ? 0 : PRICES[method];
}
