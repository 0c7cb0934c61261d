import type { MovePoint } from '../beacon';
import { current, listen, report, when } from '../lent';
import { place, size } from '../place';
import { selector } from '../selector';

/** ms between samples: with a ping every 20 s of visible time an item holds at most 90 points in less than a minute. */
const PERIOD = 250;
/** An item fits a beacon, whatever its elements are called. */
const MOST_ELEMENTS = 30;

/** Where the pointer (no finger: that scrolls) is, four times a second while it moves. */
export function observeMoves(): void {
  let last: PointerEvent;
  let timer: unknown;
  let elements: string[] = [];
  let points: MovePoint[] = [];
  let start: number;

  function flush(): void {
    if (points[0]) {
      report({ type: 'move', at: Date.now() - Math.round(performance.now() - start), document: size(), elements, points });
    }
    elements = [];
    points = [];
  }

  function sample(): void {
    const { clientX, clientY, timeStamp } = last;
    const hit = document.elementFromPoint(clientX, clientY);
    timer = 0;
    // on pages that are excluded nothing may gather
    if (!hit || !current()) return;
    const name = selector(hit);
    const { x, y, pageX, pageY } = place(hit, clientX, clientY);
    if (elements[MOST_ELEMENTS - 1]) flush();
    if (!points[0]) start = timeStamp;
    if (!elements.includes(name)) elements.push(name);
    points.push([Math.round(timeStamp - start), elements.indexOf(name), x, y, pageX, pageY]);
  }

  listen<PointerEvent>('pointermove', event => {
    if (event.pointerType != 'mouse') return;
    last = event;
    timer = timer || setTimeout(sample, PERIOD);
  });
  when('engagement', flush);
}
