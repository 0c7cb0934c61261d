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
  listen<MouseEvent>('click', event => {
    if (!event.isTrusted) return;
    const target = event.composedPath()[0] as Element;
    const { localName } = target;
    const { scrollWidth, scrollHeight } = document.documentElement;
    report({
      type: 'click',
      selector: localName,
      tag: localName,
      text: '',
      x: MIDDLE,
      y: MIDDLE,
      pageX: Math.max(0, event.pageX | 0),
      pageY: Math.max(0, event.pageY | 0),
      document: [scrollWidth, scrollHeight],
    }, undefined, target, event);
  });
}
