const KEY = 'paahto.cart';
const COUPON = 'paahto.coupon';
const MOST = 20;

/** The cart's lines: [{slug, name, roast, size, grind, cents, quantity}]. A spoilt store is an empty cart. */
export function lines() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** Adds a line, or raises the quantity of the one with the same coffee, size and grind. */
export function add(line) {
  const kept = lines();
  const same = kept.find((other) => sameLine(other, line));
  if (same) {
    same.quantity = Math.min(MOST, same.quantity + line.quantity);
  } else {
    kept.push(line);
  }
  keep(kept);
}

/** Sets a line's quantity; 0 removes it. */
export function change(line, quantity) {
  const kept = lines();
  const same = kept.find((other) => sameLine(other, line));
  if (same) same.quantity = Math.max(0, Math.min(MOST, quantity));
  keep(kept.filter((other) => other.quantity > 0));
}

/** Empties it; a coupon is used up. */
export function clear() {
  localStorage.removeItem(COUPON);
  keep([]);
}

export function count() {
  return lines().reduce((sum, line) => sum + line.quantity, 0);
}

/** The code that was entered, empty for none. */
export function coupon() {
  return localStorage.getItem(COUPON) ?? '';
}

export function useCoupon(code) {
  if (code) localStorage.setItem(COUPON, code);
  else localStorage.removeItem(COUPON);
  dispatchEvent(new Event('cart:changed'));
}

function sameLine(a, b) {
  return a.slug === b.slug && a.size === b.size && a.grind === b.grind;
}

function keep(kept) {
  localStorage.setItem(KEY, JSON.stringify(kept));
  dispatchEvent(new Event('cart:changed'));
}
