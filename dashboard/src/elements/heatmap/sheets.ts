import type { PlacedPoints } from './anchors';
import { sizeOf, type Box } from './carriers';

/**
 * Where the picture of a carrier's points lies, in the carrier's own CSS px: over all of a page or panel; over a box that sticks to the
 * window, and as far around it as anything that it carries was hit, since a menu or a form may hang out of a header. `room` is for what is
 * drawn around a point.
 */
export function sheetOf({ carrier, x, y }: Pick<PlacedPoints, 'carrier' | 'x' | 'y'>, doc: Document, room: number): Box {
  const { width, height } = sizeOf(carrier, doc);
  if (carrier.kind !== 'fixed') return { left: 0, top: 0, width, height };
  let [left, top, right, bottom] = [0, 0, width, height];
  for (let at = 0; at < x.length; at++) {
    left = Math.min(left, x[at]!);
    right = Math.max(right, x[at]!);
    top = Math.min(top, y[at]!);
    bottom = Math.max(bottom, y[at]!);
  }
  return { left: left - room, top: top - room, width: right - left + 2 * room, height: bottom - top + 2 * room };
}
