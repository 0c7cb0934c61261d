import type { Happening } from '../beacon';
import { listen, type Stop } from '../listen';
import { selector } from '../selector';
import { cut } from '../text';

const FULL = 32767;
const CONTROL = 'a,button,summary,[role=button]';
const EDITABLE = 'input,textarea,select,[contenteditable]';

/** Every click of a visitor: the element, and the point inside its box. An icon in a button is the button. */
export function observeClicks(report: (click: Happening) => void): Stop {
  return listen<MouseEvent>('click', event => {
    if (!event.isTrusted) return;
    const target = event.composedPath()[0] as Element;
    const element = target.closest(CONTROL) || target;
    const { scrollWidth, scrollHeight } = document.documentElement;
    const { left, top, width, height } = element.getBoundingClientRect();
    // a key pressed on a control makes a click without a place: take the middle
    const x = event.detail ? event.clientX - left : width / 2;
    const y = event.detail ? event.clientY - top : height / 2;
    report({
      type: 'click',
      selector: selector(element),
      tag: element.localName,
      text: text(element),
      x: share(x, width),
      y: share(y, height),
      pageX: pixels(left + x + scrollX),
      pageY: pixels(top + y + scrollY),
      document: [scrollWidth, scrollHeight],
    });
  });
}

const pixels = (value: number): number => Math.max(0, Math.round(value));

const share = (offset: number, size: number): number => Math.min(FULL, pixels((offset / (size || 1)) * FULL));

/** What the element shows; nothing if a visitor can type into it or into something inside it. */
function text(element: Element): string {
  if (element.closest(EDITABLE) || element.querySelector(EDITABLE)) return '';
  return cut(element.textContent!.replace(/\s+/g, ' ').trim(), 64);
}
