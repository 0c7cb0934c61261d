import { anchorsOf, placed, type Placed } from '../../dashboard/src/elements/heatmap/anchors';
import { clipOf, originOf, type Carrier } from '../../dashboard/src/elements/heatmap/carriers';
import { densityOf, painted, RADIUS } from '../../dashboard/src/elements/heatmap/density';
import { sheetOf } from '../../dashboard/src/elements/heatmap/sheets';
import { ask, type Answer, type Kind } from './ask';
import { device } from './device';
import { KINDS, openPanel } from './panel';

const TAG = 'polku-overlay';
/** ms that the page's layout must have stood still before the map is drawn anew. */
const CALM = 300;

interface Sheet {
  carrier: Carrier;
  left: number;
  top: number;
  frame: HTMLElement;
  canvas: HTMLCanvasElement;
}

/**
 * The entry of `o.js`: the page's map over the page itself, for whoever came by an owner's link. It draws with what the dashboard draws
 * with, into elements that take no clicks; the page goes on working below.
 */
export function v1({ endpoint }: { endpoint: string }, token: string): void {
  if (document.querySelector(TAG)) return;
  // what the dashboard showed: `#polku=TOKEN=deadClick=7`
  const [, , shownKind, shownDays] = location.hash.split('=');
  let kind = (KINDS.includes(shownKind as Kind) ? shownKind : 'click') as Kind;
  let days = +shownDays! || 30;
  // the link is not to be sent on by accident
  history.replaceState(history.state, '', location.pathname + location.search);
  const host = document.documentElement.appendChild(document.createElement(TAG));
  host.style.cssText = 'all:initial;position:fixed;inset:0;overflow:hidden;pointer-events:none;z-index:2147483646';
  const ending = new AbortController();
  const { signal } = ending;
  const sheets: Sheet[] = [];
  let answer: Answer | undefined;
  let asked = '';
  let timer = 0;

  const panel = openPanel(kind, days, {
    changed(toKind, toDays) {
      [kind, days] = [toKind, toDays];
      void show();
    },
    closed() {
      ending.abort();
      observer.disconnect();
      clearTimeout(timer);
      host.remove();
    },
  });
  const observer = new ResizeObserver(later);
  observer.observe(document.documentElement);
  addEventListener('scroll', follow, { capture: true, passive: true, signal });
  addEventListener('resize', later, { passive: true, signal });
  void show();

  async function show(): Promise<void> {
    panel.busy();
    const question = { token, kind, days, device: (asked = device()) };
    try {
      const came = await ask(endpoint, question);
      // a window of another class, or another choice, has been asked for since
      if (question.kind != kind || question.days != days || question.device != asked) return;
      answer = came;
      draw();
    } catch (failure) {
      panel.failed(String((failure as Error).message));
    }
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => (device() == asked ? draw() : void show()), CALM);
  }

  function draw(): void {
    if (!answer) return;
    const map = placed(answer.elements, answer.points, anchorsOf(document));
    const most = paint(map);
    const { pageviews = 0, sessions = 0 } = answer.samples.find(each => each.device == asked) ?? {};
    panel.shown({ interactions: answer.interactions, unseen: map.unanchored + map.hidden, pageviews, sessions, most });
  }

  function paint({ groups }: Placed): number {
    sheets.splice(0).forEach(({ frame }) => frame.remove());
    const fields = groups.map(group => {
      const { left, top, width, height } = sheetOf(group, document, RADIUS);
      const field = densityOf(group.x.map(each => each - left), group.y.map(each => each - top), group.count, width, height);
      return { carrier: group.carrier, left, top, field };
    });
    const most = Math.max(0, ...fields.map(({ field }) => field.most));
    for (const { carrier, left, top, field } of fields) {
      const frame = host.appendChild(document.createElement('div'));
      frame.style.cssText = 'position:absolute;inset:0;overflow:hidden';
      const canvas = frame.appendChild(document.createElement('canvas'));
      canvas.width = field.columns;
      canvas.height = field.rows;
      canvas.style.cssText = `position:absolute;left:0;top:0;width:${field.columns * field.cell}px;height:${field.rows * field.cell}px`;
      canvas.getContext('2d')!.putImageData(painted(field, most, 'heat'), 0, 0);
      sheets.push({ carrier, left, top, frame, canvas });
    }
    follow();
    return most;
  }

  /** Scrolling moves what was drawn. */
  function follow(): void {
    for (const { carrier, left, top, frame, canvas } of sheets) {
      const { x, y } = originOf(carrier, document);
      const clip = clipOf(carrier);
      canvas.style.transform = `translate(${x + left}px,${y + top}px)`;
      frame.style.clipPath = clip
        ? `inset(${clip.top}px ${innerWidth - clip.left - clip.width}px ${innerHeight - clip.top - clip.height}px ${clip.left}px)`
        : '';
    }
  }
}
