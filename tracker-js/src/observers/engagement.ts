import type { Happening } from '../beacon';
import { guard } from '../guard';
import { listen, type Stop } from '../listen';

/** ms after the last input during which a visible page counts as active. */
const ATTENTION = 30_000;
/** ms between pings. */
const PERIOD = 20_000;
/** The longest that a ping may tell, in ms. */
const DAY = 86_400_000;

/**
 * Visible time, active time and scroll depth of the current pageview. `ping` reports what has come since the last one, if
 * anything; that is done by itself while a visitor is active. `left` is called when the page is hidden or left. `restart`
 * begins a new pageview.
 */
export function observeEngagement(
  report: (ping: Happening) => void,
  left: () => void,
): [ping: () => void, restart: () => void, stop: Stop] {
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
      visible += now - counted;
      active += Math.max(0, Math.min(now, input + ATTENTION) - counted);
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
        depth: Math.min(1000, Math.round((bottom / height) * 1000)),
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

  const undo = [
    listen('visibilitychange pagehide', ({ type }) => {
      count();
      shown = type != 'pagehide' && !document.hidden;
      if (!shown) {
        measure();
        left();
      }
    }),
    listen('pointerdown pointermove keydown scroll', ({ type }) => {
      count();
      input = counted;
      measure();
      if (type == 'scroll') bottom = Math.max(bottom, scrollY + innerHeight);
    }),
  ];
  const timer = setInterval(
    guard(() => {
      count();
      measure();
      if (active) ping();
    }),
    PERIOD,
  );
  measure();
  return [
    ping,
    restart,
    () => {
      clearInterval(timer);
      undo.forEach(each => each());
    },
  ];
}
