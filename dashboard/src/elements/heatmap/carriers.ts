/**
 * What carries elements along while a page is scrolled: the page itself, boxes that are fixed or stick to the window, and panels that
 * scroll by themselves. A point has a place inside its carrier that scrolling does not change, so that only carriers move.
 */
export interface Carrier {
  kind: 'page' | 'fixed' | 'panel';
  /** Null for the page. */
  element: Element | null;
  /** The carrier that this one lies in. */
  parent: Carrier | null;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const PAGE: Carrier = { kind: 'page', element: null, parent: null };

/** Finds the carriers of a page's elements; each carrier is one object for as long as the finder lives. */
export function carrierFinder(doc: Document): (element: Element) => Carrier {
  const known = new Map<Element, Carrier>();
  const window = doc.defaultView!;
  const scrolling = doc.scrollingElement;
  const find = (element: Element | null): Carrier => {
    if (element === null || element === doc.documentElement) return PAGE;
    const before = known.get(element);
    if (before !== undefined) return before;
    const style = window.getComputedStyle(element);
    const above = (): Carrier => find(parentOf(element));
    let carrier: Carrier;
    if (style.position === 'fixed' || style.position === 'sticky') carrier = { kind: 'fixed', element, parent: style.position === 'fixed' ? PAGE : above() };
    else if (element !== scrolling && element !== doc.body && scrolls(element, style)) carrier = { kind: 'panel', element, parent: above() };
    else carrier = above();
    known.set(element, carrier);
    return carrier;
  };
  return (element) => {
    // A panel carries what is in it, not itself.
    const own = find(element);
    return own.kind === 'panel' && own.element === element ? own.parent! : own;
  };
}

export function parentOf(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return 'host' in root ? (root as ShadowRoot).host : null;
}

function scrolls(element: Element, { overflowX, overflowY }: CSSStyleDeclaration): boolean {
  const down = /auto|scroll|hidden/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
  const across = /auto|scroll|hidden/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
  return (down || across) && element.clientHeight > 0;
}

/** Where the carrier's own upper left corner lies in the window now, in CSS px. */
export function originOf({ kind, element }: Carrier, doc: Document): { x: number; y: number } {
  const window = doc.defaultView!;
  if (kind === 'page') return { x: -window.scrollX, y: -window.scrollY };
  const { left, top } = element!.getBoundingClientRect();
  if (kind === 'fixed') return { x: left, y: top };
  return { x: left + element!.clientLeft - element!.scrollLeft, y: top + element!.clientTop - element!.scrollTop };
}

export function sizeOf({ kind, element }: Carrier, doc: Document): { width: number; height: number } {
  if (kind === 'page') return pageSize(doc);
  if (kind === 'panel') return { width: element!.scrollWidth, height: element!.scrollHeight };
  const { width, height } = element!.getBoundingClientRect();
  return { width, height };
}

export function pageSize(doc: Document): { width: number; height: number } {
  const { scrollWidth, scrollHeight } = doc.documentElement;
  return { width: Math.max(scrollWidth, doc.defaultView!.innerWidth), height: Math.max(scrollHeight, doc.defaultView!.innerHeight) };
}

/** The part of the window that shows what the carrier carries; null where panels hide nothing of it. */
export function clipOf(carrier: Carrier): Box | null {
  let clip: Box | null = null;
  for (let one: Carrier | null = carrier; one !== null; one = one.parent) {
    if (one.kind !== 'panel') continue;
    const { left, top } = one.element!.getBoundingClientRect();
    const box = { left: left + one.element!.clientLeft, top: top + one.element!.clientTop, width: one.element!.clientWidth, height: one.element!.clientHeight };
    clip = clip === null ? box : overlap(clip, box);
  }
  return clip;
}

export function overlap(one: Box, other: Box): Box {
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  return {
    left,
    top,
    width: Math.max(0, Math.min(one.left + one.width, other.left + other.width) - left),
    height: Math.max(0, Math.min(one.top + one.height, other.top + other.height) - top),
  };
}
