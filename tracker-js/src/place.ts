import type { Size } from './beacon';

const FULL = 32767;

/** Of the whole document, in CSS px. */
export function size(): Size {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return [scrollWidth, scrollHeight];
}

/** A point (of the window, in px; the middle if not given) in an element's box and in the document, as the contract wants it. */
export function place(element: Element, clientX?: number, clientY?: number) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const x = (clientX ?? left + width / 2) - left;
  const y = (clientY ?? top + height / 2) - top;
  return {
    x: share(x, width, FULL),
    y: share(y, height, FULL),
    pageX: pixels(left + x + scrollX),
    pageY: pixels(top + y + scrollY),
  };
}

const pixels = (value: number): number => Math.max(0, Math.round(value));

/** Where in a whole an offset lies, in units of which the whole has `full`; never outside of it. */
export const share = (offset: number, whole: number, full: number): number =>
  Math.min(full, pixels((offset / (whole || 1)) * full));
