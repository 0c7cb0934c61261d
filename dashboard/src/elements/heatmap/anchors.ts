import type { PointElement, Points } from '../../api/heatmaps';
import { carrierFinder, originOf, PAGE, pageSize, type Box, type Carrier } from './carriers';
import { finderOf, type Finder } from './find';

/** What the tracker's places inside a box are parts of. */
const FULL = 32767;

/** An element of the rebuilt page with its box in its carrier. */
export interface Anchor {
  element: Element;
  carrier: Carrier;
  box: Box;
}

/** The elements of a rebuilt page, as they are laid out now: found once, measured whenever the layout may have changed. */
export interface Anchors {
  /** To be told all elements of an answer before any of them is asked for. */
  learn: Finder['learn'];
  of: (wanted: Pick<PointElement, 'selector' | 'tag' | 'text'>) => Anchor | null;
  /** Whether the element is there but not to be seen, as in a menu that is closed. */
  isHidden: (wanted: Pick<PointElement, 'selector' | 'tag' | 'text'>) => boolean;
  /** The element, seen or not; null where it is gone. */
  element: (wanted: Pick<PointElement, 'selector' | 'tag' | 'text'>) => Element | null;
  page: { width: number; height: number };
}

/** What has been found stays so while the page is the same; boxes do not. */
export function anchorsOf(doc: Document, finder = finderOf(doc)): Anchors {
  const carrierOf = carrierFinder(doc);
  const measured = new Map<string, Anchor | null>();
  const anchorOf: Anchors['of'] = (wanted) => {
    const known = measured.get(wanted.selector);
    if (known !== undefined) return known;
    const element = finder.find(wanted);
    const anchor = element === null ? null : anchored(element, carrierOf(element), doc);
    measured.set(wanted.selector, anchor);
    return anchor;
  };
  return {
    page: pageSize(doc),
    learn: finder.learn,
    of: anchorOf,
    element: finder.find,
    isHidden: (wanted) => anchorOf(wanted) === null && finder.find(wanted) !== null,
  };
}

/** Null where the element is there but takes no room, or cannot be seen. */
export function anchored(element: Element, carrier: Carrier, doc: Document): Anchor | null {
  if (!element.checkVisibility({ visibilityProperty: true }) || isFaded(element)) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return null;
  const origin = originOf(carrier, doc);
  return { element, carrier, box: { left: left - origin.x, top: top - origin.y, width, height } };
}

/** Menus are also closed by making them clear and letting clicks through. A clear field over something of the page's own takes clicks. */
function isFaded(element: Element): boolean {
  return !element.checkVisibility({ opacityProperty: true }) && getComputedStyle(element).pointerEvents === 'none';
}

/** The points of one carrier, at their places in it; columns of equal length. */
export interface PlacedPoints {
  carrier: Carrier;
  x: number[];
  y: number[];
  count: number[];
  value: number[] | null;
}

export interface Placed {
  groups: PlacedPoints[];
  /** Interactions whose element is not on the page: they lie where they were on the visitors' pages. */
  unanchored: number;
  /** Interactions with what is not to be seen on this page now: they are drawn nowhere, since any other place would mislead. */
  hidden: number;
  total: number;
}

/** Where the points lie on the page. Elements that are gone leave theirs at the place in the document, by its width. */
export function placed(elements: readonly PointElement[], points: Points, anchors: Anchors): Placed {
  anchors.learn(elements);
  const found = elements.map((element) => anchors.of(element));
  const hiding = elements.map((element) => anchors.isHidden(element));
  const groups = new Map<Carrier, PlacedPoints>();
  const groupOf = (carrier: Carrier): PlacedPoints => {
    let group = groups.get(carrier);
    if (group === undefined) groups.set(carrier, (group = { carrier, x: [], y: [], count: [], value: points.value === undefined ? null : [] }));
    return group;
  };
  let unanchored = 0;
  let hidden = 0;
  let total = 0;
  for (let at = 0; at < points.count.length; at++) {
    const anchor = found[points.element[at]!] ?? null;
    const count = points.count[at]!;
    total += count;
    if (hiding[points.element[at]!] === true) {
      hidden += count;
      continue;
    }
    const group = groupOf(anchor?.carrier ?? PAGE);
    if (anchor === null) {
      unanchored += count;
      const { x, y } = onPage(points.pageX[at]!, points.pageY[at]!, points.documentWidth[at]!, anchors.page);
      group.x.push(x);
      group.y.push(y);
    } else {
      group.x.push(inBox(points.x[at]!, anchor.box.left, anchor.box.width));
      group.y.push(inBox(points.y[at]!, anchor.box.top, anchor.box.height));
    }
    group.count.push(count);
    group.value?.push(points.value![at]!);
  }
  return { groups: [...groups.values()], unanchored, hidden, total };
}

export function inBox(part: number, start: number, length: number): number {
  return start + (part / FULL) * length;
}

/** A place in another document of another width, on this one: never outside of it. */
export function onPage(pageX: number, pageY: number, documentWidth: number, page: { width: number; height: number }): { x: number; y: number } {
  const scale = documentWidth > 0 ? page.width / documentWidth : 1;
  return { x: Math.min(page.width, pageX * scale), y: Math.min(page.height, pageY) };
}
