// The snippet's queue: calls made before the tracker has loaded are kept and answered when it has.
window.polku = window.polku || function () { (window.polku.q = window.polku.q || []).push(arguments); };

/** Sends a custom event; `more` holds `props`, `items`, and `revenue` as {amount, currency}. */
export function track(name, more) {
  window.polku('event', name, more);
}

/** A line of the cart as reports on products want it. */
export function item(line) {
  return {
    id: line.slug,
    name: line.name,
    category: line.roast,
    variant: line.size,
    price: line.cents / 100,
    quantity: line.quantity,
  };
}

/** 'granted' or 'denied', for 'analytics', 'replay', or both when none is named. */
export function consent(decision, ...purpose) {
  window.polku('consent', decision, ...purpose);
}

/**
 * Says who the customer is, by a number of the shop's own that tells nobody who it is. The tracker sends it for those only who
 * consented.
 */
export async function identify(email) {
  const bytes = new TextEncoder().encode(`paahto:${email.trim().toLowerCase()}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const number = [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  window.polku('identify', `c-${number}`);
}
