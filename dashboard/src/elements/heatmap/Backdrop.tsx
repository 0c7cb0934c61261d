import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { heatmaps, type PointElement, type Snapshot } from '../../api/heatmaps';
import { t } from '../../i18n';
import { Skeleton } from '../skeleton/Skeleton';
import { anchorsOf, type Anchor, type Anchors } from './anchors';
import { clipOf, originOf, overlap, PAGE, parentOf, type Box, type Carrier } from './carriers';
import { finderOf, type Finder } from './find';
import { rebuildIn } from './rebuilt';
import { reveal } from './reveal';
import { useScale } from './useScale';
import './backdrop.css';

/** A rebuilt page as it is laid out: a new one whenever the layout may have changed. */
export interface Layout {
  doc: Document;
  anchors: Anchors;
  /** Of the screen to the page. */
  scale: number;
}

/** Something that lies over the page, in the CSS px of what carries it. */
export interface Layer {
  key: string;
  carrier: Carrier;
  content: ComponentChildren;
}

interface BackdropProps {
  site: string;
  snapshot: Snapshot;
  label: string;
  /** Called with null where there is no page to lay anything over. */
  onLayout: (layout: Layout | null) => void;
  layers: readonly Layer[];
  /** Elements that are to be seen although the page hides them, as in closed menus; null leaves the page as it was recorded. */
  reveal?: readonly Pick<PointElement, 'selector' | 'tag' | 'text'>[] | null;
  /** Scrolled to when it becomes another one. */
  show?: Anchor | null;
  /** The innermost element under the pointer, or null where it leaves. */
  onHover?: (element: Element | null) => void;
  onPick?: (element: Element | null) => void;
  /** How far down the page is scrolled, 0–1, where several pages are to be scrolled as one. */
  linked?: { at: number; follow: (at: number) => void };
}

/**
 * A page as visitors saw it, rebuilt in a frame without scripts that is as large as their window, so that everything that goes by the
 * window is right. The frame takes no pointer and no keys: it is scrolled from here, and what lies over it is moved along.
 */
export function Backdrop({ site, snapshot, label, onLayout, layers, reveal: opened = null, show: wanted = null, onHover, onPick, linked }: BackdropProps) {
  const host = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState<Omit<Layout, 'scale'> | null>(null);
  const [broken, setBroken] = useState(false);
  const [width, height] = snapshot.viewport;
  const scale = useScale(host, width, height);
  const told = useRef(onLayout);
  told.current = onLayout;
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);

  const finder = useRef<Finder | null>(null);
  const measure = (): void => {
    const doc = frame.current?.contentDocument ?? null;
    if (doc === null) return;
    finder.current ??= finderOf(doc);
    setLayout({ doc, anchors: anchorsOf(doc, finder.current) });
  };

  const show = async (): Promise<void> => {
    const element = frame.current!;
    finder.current = null;
    stop.current();
    try {
      stop.current = await rebuildIn(element, snapshot, measure);
    } catch {
      setBroken(true);
      blank(element.contentDocument, snapshot);
    }
    if (element.contentDocument === null) told.current(null);
    measure();
  };

  useLayoutEffect(() => {
    if (layout !== null) told.current({ ...layout, scale });
  }, [layout, scale]);

  const doc = layout?.doc ?? null;
  useLayoutEffect(() => {
    if (layout === null || opened === null) return;
    layout.anchors.learn(opened);
    const close = reveal(opened.filter(layout.anchors.isHidden).map((one) => layout.anchors.element(one)!));
    measure();
    return () => {
      close();
      measure();
    };
  }, [doc, opened]);

  const byCarrier = useMemo(() => grouped(layers), [layers]);

  const move = (): void => {
    if (layout === null) return;
    const window = { left: 0, top: 0, width, height };
    const above = [...byCarrier.keys()].filter(({ kind }) => kind === 'fixed').map(({ element }) => element!.getBoundingClientRect());
    for (const [at, carrier] of [...byCarrier.keys()].entries()) {
      const outer = over.current?.children[at] as HTMLElement | undefined;
      if (outer === undefined) continue;
      const { x, y } = originOf(carrier, layout.doc);
      const clip = clipOf(carrier);
      (outer.firstElementChild as HTMLElement).style.transform = `translate(${x}px, ${y}px)`;
      outer.style.clipPath = carrier.kind === 'page' ? seenBehind(above, window) : clip === null ? '' : `path("${outline(overlap(clip, window))}")`;
    }
  };

  const follow = (): void => {
    const element = scroller.current!;
    layout?.doc.defaultView!.scrollTo({ left: element.scrollLeft / scale, top: element.scrollTop / scale, behavior: 'instant' });
    move();
  };

  useLayoutEffect(follow, [layout, scale, byCarrier]);

  // Another page that is scrolled as one with this.
  useEffect(() => {
    const element = scroller.current!;
    const range = element.scrollHeight - element.clientHeight;
    if (linked !== undefined && Math.abs(element.scrollTop - linked.at * range) > 2) element.scrollTop = linked.at * range;
  }, [linked?.at, layout, scale]);

  const shown = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const element = wanted?.element ?? null;
    if (element === shown.current || layout === null) return;
    shown.current = element;
    if (wanted === null) return;
    showInPanels(wanted);
    const { top, height: tall } = wanted.element.getBoundingClientRect();
    if (!isFixed(wanted.carrier) && (top < height * UPPER_EDGE || top + tall > height)) {
      scroller.current!.scrollTop = (layout.doc.defaultView!.scrollY + top - Math.max(height * UPPER_EDGE, (height - tall) / 2)) * scale;
    }
    follow();
  }, [wanted?.element, layout, scale]);

  const under = (event: MouseEvent): Element | null => {
    if (layout === null) return null;
    const box = frame.current!.getBoundingClientRect();
    return innermost(layout.doc, (event.clientX - box.left) / scale, (event.clientY - box.top) / scale);
  };

  const onWheel = (event: WheelEvent): void => {
    const panel = layout === null ? null : panelThatScrolls(under(event), event.deltaY);
    if (panel === null) return;
    event.preventDefault();
    panel.scrollTop += event.deltaY / scale;
    move();
  };
  const wheel = useRef(onWheel);
  wheel.current = onWheel;
  useEffect(() => {
    const listen = (event: WheelEvent): void => wheel.current(event);
    scroller.current!.addEventListener('wheel', listen, { passive: false });
    return () => scroller.current?.removeEventListener('wheel', listen);
  }, []);

  const page = layout?.anchors.page ?? { width, height };
  return (
    <div class="backdrop" ref={host}>
      {broken && <p class="backdrop-broken">{t('heatmap.broken')}</p>}
      <div
        class="backdrop-scroll"
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label={label}
        style={{ width: `${width * scale}px`, height: `${height * scale}px` }}
        onScroll={() => {
          follow();
          const { scrollTop, scrollHeight, clientHeight } = scroller.current!;
          if (linked !== undefined && scrollHeight > clientHeight) linked.follow(scrollTop / (scrollHeight - clientHeight));
        }}
        onMouseMove={(event) => onHover?.(under(event))}
        onMouseLeave={() => onHover?.(null)}
        onClick={(event) => onPick?.(under(event))}
      >
        <div class="backdrop-room" style={{ width: `${page.width * scale}px`, height: `${page.height * scale}px` }}>
          <div class="backdrop-window" style={{ width: `${width * scale}px`, height: `${height * scale}px` }}>
            <div class="backdrop-scaled" style={{ width: `${width}px`, height: `${height}px`, transform: `scale(${scale})`, '--unscale': String(1 / scale) }}>
              <iframe
                ref={frame}
                class="backdrop-frame"
                title={label}
                tabIndex={-1}
                aria-hidden="true"
                sandbox="allow-same-origin"
                referrerPolicy="no-referrer"
                src={heatmaps.backdrop(site)}
                width={width}
                height={height}
                onLoad={() => void show()}
              />
              <div class="backdrop-over" ref={over}>
                {layout !== null &&
                  [...byCarrier].map(([carrier, own]) => (
                    <div key={keyOf(carrier)} class="backdrop-clip">
                      <div class="backdrop-carried">
                        {own.map(({ key, content }) => (
                          <div key={key} class="backdrop-layer">
                            {content}
                          </div>
                        ))}
                      </div>
                    </div>
                  ))}
              </div>
            </div>
          </div>
        </div>
      </div>
      {layout === null && !broken && (
        <div class="backdrop-waiting">
          <Skeleton height="100%" />
        </div>
      )}
    </div>
  );
}

/** What stands higher in the window may lie under what sticks there. */
const UPPER_EDGE = 0.1;

function isFixed(carrier: Carrier): boolean {
  return carrier.kind === 'fixed' || (carrier.parent !== null && isFixed(carrier.parent));
}

function showInPanels({ element, carrier }: Anchor): void {
  for (let one: Carrier | null = carrier; one !== null; one = one.parent) {
    if (one.kind !== 'panel') continue;
    const panel = one.element!;
    const [box, around] = [element.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (box.top < around.top || box.bottom > around.bottom) panel.scrollTop += box.top - around.top - (around.height - box.height) / 2;
    if (box.left < around.left || box.right > around.right) panel.scrollLeft += box.left - around.left - (around.width - box.width) / 2;
  }
}

function grouped(layers: readonly Layer[]): Map<Carrier, Layer[]> {
  const found = new Map<Carrier, Layer[]>([[PAGE, []]]);
  for (const layer of layers) found.set(layer.carrier, [...(found.get(layer.carrier) ?? []), layer]);
  return found;
}

const keys = new WeakMap<Element, number>();
let lastKey = 0;

/** The same for the same element, however often it has been measured. */
function keyOf({ element, kind }: Carrier): string {
  if (element === null) return kind;
  let key = keys.get(element);
  if (key === undefined) keys.set(element, (key = ++lastKey));
  return `${kind} ${key}`;
}

/** What sticks to the window hides what lies on the page behind it; not where it is a frame over most of the window. */
function seenBehind(above: readonly Box[], window: Box): string {
  const hiding = above.map((box) => overlap(box, window)).filter((box) => box.width * box.height > 0 && box.width * box.height < (window.width * window.height) / 3);
  return hiding.length === 0 ? '' : `path(evenodd, "${[window, ...hiding].map(outline).join(' ')}")`;
}

function outline({ left, top, width, height }: Box): string {
  return `M${left} ${top}h${width}v${height}h${-width}Z`;
}

/** As long a page without anything on it, so that what lies over it has its place. */
function blank(doc: Document | null, { document: [, height] }: Snapshot): void {
  if (doc !== null) doc.documentElement.style.minHeight = `${height}px`;
}

/** Through open shadow roots. */
function innermost(doc: Document, x: number, y: number): Element | null {
  let found = doc.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const inner = found.shadowRoot.elementFromPoint(x, y);
    if (inner === null || inner === found) break;
    found = inner;
  }
  return found;
}

/** The panel around the element that still has something to show in this direction. */
function panelThatScrolls(element: Element | null, by: number): Element | null {
  for (let one = element; one !== null && one !== one.ownerDocument.documentElement; one = parentOf(one)) {
    if (one === one.ownerDocument.body) continue;
    const room = one.scrollHeight - one.clientHeight;
    if (room <= 1 || one.clientHeight === 0 || !/auto|scroll/.test(getComputedStyle(one).overflowY)) continue;
    if (by > 0 ? one.scrollTop < room - 1 : one.scrollTop > 0) return one;
  }
  return null;
}
