import type { Click } from '../beacon';
import type { Listen } from '../listen';

const MIDDLE = 16384;

/**
 * Every click of a visitor, roughly: the innermost element's name, and the place in the document. What it takes to say exactly
 * which element was hit, and where in it, comes with the file of interactions; a click from before that is not lost.
 */
export function observeClicks(
  listen: Listen,
  report: (click: Click, page: undefined, target: Element, event: MouseEvent) => void,
): void {
  let last: number;
  listen<MouseEvent>('click', event => {
    // a click on a label is repeated on what it is the label of, by the clock at the very same time
    if (!event.isTrusted || last == (last = event.timeStamp)) return;
    const target = event.composedPath()[0] as Element;
    report({
      type: 'click',
      selector: target.localName,
      tag: target.localName,
      text: '',
      x: MIDDLE,
      y: MIDDLE,
      document: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
      pageX: Math.max(0, event.pageX | 0),
      pageY: Math.max(0, event.pageY | 0),
    }, undefined, target, event);
  });
}
