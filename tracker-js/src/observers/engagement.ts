import type { Happening } from '../beacon';
import type { Tap } from '../core';
import type { Listen } from '../listen';

/** ms after the last input during which a visible page counts as active. */
const ATTENTION = 30_000;
/** ms between pings, at least; a visitor who does nothing sends none. */
const PERIOD = 20_000;
/** The longest that a ping may tell, in ms. */
const DAY = 86_400_000;

/**
 * Visible time, active time and scroll depth of the current pageview. `ping` reports what has come since the last one, if
 * anything; that is done by itself while a visitor is active. `left` is called when the page is hidden or left. `restart`
 * begins a new pageview. `sign` tells of a visitor who is there, where that is not heard here (type '': nothing to measure). `taps` are told every stretch of active time, in ms, at its end and before what ended it shows.
 */
export function observeEngagement(
  listen: Listen,
  report: (ping: Happening) => void,
  left: () => void,
  taps: Tap[],
): [ping: () => void, restart: () => void, sign: (of: { type: string }) => void] {
  let shown = false;
  let counted = 0;
  let input = 0;
  let visible = 0;
  let active = 0;
  let bottom = 0;
  let height = 1;

  function count(): void {
    const now = performance.now();
    if (shown) {
      const more = Math.max(0, Math.min(now, input + ATTENTION) - counted);
      visible += now - counted;
      active += more;
      taps.forEach(tap => tap(undefined, more, height));
    }
    counted = now;
  }

  /** At the start of an event, before the page's own handlers touch the document: then its layout is fresh and costs nothing. */
  function measure(): void {
    height = document.documentElement.scrollHeight;
  }

  function ping(): void {
    count();
    const whole = Math.round(visible);
    if (whole) {
      report({
        type: 'engagement',
        visible: Math.min(whole, DAY),
        active: Math.round(active),
        depth: Math.round(1000 * Math.min(1, bottom / height)),
      });
    }
    visible = active = 0;
  }

  function restart(): void {
    count();
    input = counted;
    visible = active = 0;
    shown = !document.hidden;
    // not scrollY: a router scrolls to the top only after it has changed the address
    bottom = innerHeight;
  }

  function sign({ type }: { type: string }): void {
    count();
    if (type) measure();
    shown = type != 'pagehide' && !document.hidden;
    if (!shown) left();
    else if (type[0] != 'v') input = counted;
    if (type == 'scroll') bottom = Math.max(bottom, scrollY + innerHeight);
    if (visible > PERIOD) ping();
  }

  listen('visibilitychange pagehide pointerdown keydown scroll', sign);
  measure();
  return [ping, restart, sign];
}
