import { render } from 'preact';
import type { PointElement, Points, Snapshot } from '../../../src/api/heatmaps';
import { placed, type Placed } from '../../../src/elements/heatmap/anchors';
import { Backdrop, type Layer, type Layout } from '../../../src/elements/heatmap/Backdrop';
import { densityOf, painted } from '../../../src/elements/heatmap/density';
import { stamped } from '../../../src/elements/heatmap/confetti';
import { dotLayers, heatField, heatLayers } from '../../../src/elements/heatmap/layers';
import { zonesOf } from '../../../src/elements/heatmap/zones';
import { learn } from '../../../src/i18n';
// What names the elements on visitors' pages.
import { selector } from '../../../../tracker-js/src/selector';
import '../../../src/styles/tokens.css';
import '../../../src/styles/base.css';

/** A click as the tracker tells it, with the mark of the element that it was on. */
export interface Click {
  known: string;
  element: Pick<PointElement, 'selector' | 'tag' | 'text'>;
  x: number;
  y: number;
  pageX: number;
  pageY: number;
  documentWidth: number;
}

const INK = '#ff00ff';
const place = document.getElementById('lab')!;
let current: Layout | null = null;
let found: Placed | null = null;

/** Shows a recorded page; resolves once it is laid out. */
async function show(snapshot: Snapshot, layersOf: (layout: Layout) => readonly Layer[] = () => []): Promise<void> {
  await learn();
  render(null, place);
  current = null;
  await new Promise<void>((done) => {
    const paint = (layers: readonly Layer[]): void =>
      render(
        <Backdrop
          key={snapshot.id}
          site="paahto000001"
          snapshot={snapshot}
          label="Page"
          layers={layers}
          onLayout={(layout) => {
            current = layout;
            // Not while the page before is still being put in place.
            queueMicrotask(() => {
              paint(layout === null ? [] : layersOf(layout));
              done();
            });
          }}
        />,
        place,
      );
    paint([]);
  });
  // Pictures that come later move what is below them; what is drawn follows within a moment.
  const images = [...(current as Layout | null)!.doc.images];
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
  const { height } = document.querySelector('iframe')!.contentDocument!.documentElement.getBoundingClientRect();
  while (Math.abs(current!.anchors.page.height - height) > 1 && height > current!.doc.defaultView!.innerHeight) await new Promise(requestAnimationFrame);
  await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
}

type Named = Pick<PointElement, 'selector' | 'tag' | 'text'>;

/** Opens what hides these on the page that is shown; null closes it again. */
async function open(snapshot: Snapshot, elements: readonly Named[] | null): Promise<void> {
  render(<Backdrop key={snapshot.id} site="paahto000001" snapshot={snapshot} label="Page" layers={[]} reveal={elements} onLayout={(layout) => (current = layout)} />, place);
}

function seen(elements: readonly Named[]): ('shown' | 'hidden' | 'gone')[] {
  return elements.map((one) => (current!.anchors.of(one) !== null ? 'shown' : current!.anchors.isHidden(one) ? 'hidden' : 'gone'));
}

/** Clicks on all elements that carry `data-known`, as the tracker would tell them of the page that is shown. */
function clicks(places: readonly number[]): Click[] {
  const { doc } = current!;
  const known: Element[] = [];
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.hasAttribute('data-known')) known.push(element);
      if (element.shadowRoot !== null) look(element.shadowRoot);
    }
  };
  look(doc);
  return known.flatMap((element) => {
    const box = element.getBoundingClientRect();
    const text = element.querySelector('input') === null && element.localName !== 'input' ? element.textContent!.replace(/\s+/g, ' ').trim().slice(0, 64) : '';
    return places.flatMap((x) =>
      places.map((y) => ({
        known: element.getAttribute('data-known')!,
        element: { selector: named(element), tag: element.localName, text },
        x: Math.round(x * 32767),
        y: Math.round(y * 32767),
        pageX: Math.round(box.left + x * box.width + doc.defaultView!.scrollX),
        pageY: Math.round(box.top + y * box.height + doc.defaultView!.scrollY),
        documentWidth: doc.documentElement.scrollWidth,
      })),
    );
  });
}

/** The tracker asks for the body of its own document, which here is the frame's. */
function named(element: Element): string {
  const own = Object.getOwnPropertyDescriptor(Document.prototype, 'body')!;
  Object.defineProperty(document, 'body', { configurable: true, get: () => own.get!.call(element.ownerDocument) });
  try {
    return selector(element);
  } finally {
    delete (document as { body?: unknown }).body;
  }
}

/** Draws the clicks as dots, one element a dot after the other. */
async function draw(snapshot: Snapshot, all: readonly Click[]): Promise<void> {
  const elements: PointElement[] = [];
  const points: Points = { element: [], x: [], y: [], pageX: [], pageY: [], documentWidth: [], count: [] };
  for (const click of all) {
    let at = elements.findIndex((one) => one.selector === click.element.selector);
    if (at < 0) at = elements.push({ ...click.element, count: 0 }) - 1;
    elements[at]!.count++;
    points.element.push(at);
    for (const column of ['x', 'y', 'pageX', 'pageY', 'documentWidth'] as const) points[column].push(click[column]);
    points.count.push(1);
  }
  await show(snapshot, (layout) => {
    found = placed(elements, points, layout.anchors);
    return dotLayers(found, layout, [INK], () => 0);
  });
}

/** Whether what is drawn on the screen at this place of the frame's window is a dot. */
function isInk(x: number, y: number): boolean {
  const frame = document.querySelector('iframe')!.getBoundingClientRect();
  const scale = frame.width / document.querySelector('iframe')!.clientWidth;
  for (const canvas of document.querySelectorAll('canvas')) {
    const box = canvas.getBoundingClientRect();
    const column = Math.round(((frame.left + x * scale - box.left) / box.width) * canvas.width);
    const row = Math.round(((frame.top + y * scale - box.top) / box.height) * canvas.height);
    // The edge of a dot beside it may lie over its middle.
    const { data } = canvas.getContext('2d')!.getImageData(column - 2, row - 2, 5, 5);
    for (let at = 0; at < data.length; at += 4) if (data[at]! > 200 && data[at + 1]! < 40 && data[at + 2]! > 200 && data[at + 3]! > 200) return true;
  }
  return false;
}

/** How many of the clicks are drawn at their places in the boxes of the elements that they were on; the marks of those that are not. */
function drawnInside(all: readonly Click[]): { inside: number; missed: string[] } {
  const { doc } = current!;
  const byMark = new Map<string, Element>();
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      const mark = element.getAttribute('data-known');
      if (mark !== null) byMark.set(mark, element);
      if (element.shadowRoot !== null) look(element.shadowRoot);
    }
  };
  look(doc);
  const missed = all.filter(({ known, x, y }) => {
    const box = byMark.get(known)!.getBoundingClientRect();
    return !isInk(box.left + (x / 32767) * box.width, box.top + (y / 32767) * box.height);
  });
  return { inside: all.length - missed.length, missed: [...new Set(missed.map(({ known }) => known))] };
}

/** The frame's window, scrolled as a reader would. */
async function scroll(to: number): Promise<void> {
  const scroller = document.querySelector('.backdrop-scroll')!;
  scroller.scrollTop = to;
  const { contentWindow, clientWidth } = document.querySelector('iframe')!;
  const scale = document.querySelector('iframe')!.getBoundingClientRect().width / clientWidth;
  // The browser tells of scrolling when it gets to it.
  for (let frame = 0; frame < 200 && Math.abs(contentWindow!.scrollY * scale - scroller.scrollTop) > 1; frame++) await new Promise(requestAnimationFrame);
}

/** Milliseconds that heat and dots of so many points take on a long page; the best of several tries. */
function times(count: number): { heat: number; dots: number } {
  const [width, height] = [1440, 6000];
  const xs = Float32Array.from({ length: count }, () => Math.random() * width);
  const ys = Float32Array.from({ length: count }, () => Math.random() * height);
  const ones = new Uint8Array(count).fill(1);
  const colour = Uint8Array.from({ length: count }, () => Math.floor(Math.random() * 7));
  const canvas = document.createElement('canvas');
  const timed = (paint: () => ImageData): number =>
    Math.min(
      ...Array.from({ length: 7 }, () => {
        const begin = performance.now();
        const image = paint();
        canvas.width = image.width;
        canvas.height = image.height;
        canvas.getContext('2d')!.putImageData(image, 0, 0);
        return performance.now() - begin;
      }),
    );
  return {
    heat: timed(() => {
      const field = densityOf(xs, ys, ones, width, height);
      return painted(field, field.most, 'heat');
    }),
    dots: timed(() => stamped({ x: xs, y: ys, count: ones, colour }, ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', '#f0e442'], { width, height, pixels: 1, size: 1 })),
  };
}

async function heat(snapshot: Snapshot, count: number): Promise<void> {
  const { doc } = current!;
  const size = doc.documentElement;
  const column = (most: number): number[] => Array.from({ length: count }, () => Math.floor(Math.random() * most));
  const points = { element: new Array<number>(count).fill(0), x: [], y: [], pageX: column(size.scrollWidth), pageY: column(size.scrollHeight), documentWidth: new Array<number>(count).fill(size.scrollWidth), count: new Array<number>(count).fill(1) };
  await show(snapshot, (layout) => {
    const field = heatField(placed([{ selector: 'main>no-such', tag: 'no-such', text: '', count }], points, layout.anchors), layout);
    return heatLayers(field, field.most);
  });
}

const lab = {
  show, open, seen, clicks, draw, drawnInside, scroll, times, heat, isInk,
  unanchored: () => found!.unanchored,
  hidden: () => found!.hidden,
  zones: () => zonesOf(current!.doc).map(({ name, top, bottom, alwaysInView }) => ({ name, top, bottom, alwaysInView })),
  page: () => current!.anchors.page,
};
export type Lab = typeof lab;
(globalThis as unknown as { lab: Lab }).lab = lab;
