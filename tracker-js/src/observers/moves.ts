import type { MovePoint } from '../beacon';
import { current, report, when } from '../lent';
import { place, size } from '../place';
import { selector } from '../selector';

/** An item fits a beacon, whatever its elements are called; with a ping every 20 s of visible time it holds at most 90 points. */
const MOST_ELEMENTS = 30;

/** Where the pointer (no finger: that scrolls) is. */
export function observeMoves(): void {
  // a name holds until the next flush, so that a pointer that stays costs next to nothing
  let names = new Map<Element, string>();
  let points: MovePoint[] = [];
  let start: number;

  function flush(): void {
    if (points[0]) {
      report({ type: 'move', at: Date.now() - Math.round(performance.now() - start), document: size(), elements: [...names.values()], points });
    }
    names = new Map();
    points = [];
  }

  when('engagement', flush);
  when('pointer', (_, hit, { clientX, clientY, timeStamp, pointerType }) => {
    // on pages that are excluded nothing may gather
    if (pointerType != 'mouse' || !current()) return;
    const { x, y, pageX, pageY } = place(hit, clientX, clientY);
    if (!names.has(hit)) {
      if (names.size == MOST_ELEMENTS) flush();
      names.set(hit, selector(hit));
    }
    if (!points[0]) start = timeStamp;
    points.push([Math.round(timeStamp - start), [...names.keys()].indexOf(hit), x, y, pageX, pageY]);
  });
}
