const KEY = 'paahto.cart';

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
    same.quantity = Math.min(20, same.quantity + line.quantity);
  } else {
    kept.push(line);
  }
  keep(kept);
}

/** Sets a line's quantity; 0 removes it. */
export function change(line, quantity) {
  const kept = lines();
  const same = kept.find((other) => sameLine(other, line));
  if (same) same.quantity = Math.max(0, Math.min(20, quantity));
  keep(kept.filter((other) => other.quantity > 0));
}

export function clear() {
  keep([]);
}

export function count() {
  return lines().reduce((sum, line) => sum + line.quantity, 0);
}

export function sumCents() {
  return lines().reduce((sum, line) => sum + line.quantity * line.cents, 0);
}

function sameLine(a, b) {
  return a.slug === b.slug && a.size === b.size && a.grind === b.grind;
}

function keep(kept) {
  localStorage.setItem(KEY, JSON.stringify(kept));
  dispatchEvent(new Event('cart:changed'));
}
