import { guard } from '../guard';
import { sign, taps } from '../lent';

/** ms between two looks at a pointer that moves. */
const PERIOD = 250;

/**
 * Tells that a pointer moves, and where it is, four times a second. It is heard once, and again after a while, since it would call
 * sixty times a second; where it came to rest is told when it moves on.
 */
export function observePointer(): void {
  const heard = guard((move: PointerEvent) => {
    setTimeout(hear, PERIOD);
    // a pointer alone changes no height, and to look it up would cost a layout each time
    sign({ type: '' });
    taps.forEach(tap => tap({ type: 'pointer' }, move.composedPath()[0] as Element, move));
  });
  const hear = (): void => addEventListener('pointermove', heard, { capture: true, once: true, passive: true });
  hear();
}
