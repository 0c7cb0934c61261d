// The snippet's queue: calls made before the tracker has loaded are kept and answered when it has.
window.polku = window.polku || function () { (window.polku.q = window.polku.q || []).push(arguments); };

/** Sends a custom event; `revenue` is {amount, currency}. */
export function track(name, props, revenue) {
  window.polku('event', name, revenue ? { props, revenue } : { props });
}
