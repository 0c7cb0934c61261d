import { parentOf } from './carriers';

/** Opens whatever keeps these elements from being seen, such as closed menus; the function returned closes it again. */
export function reveal(elements: readonly Element[]): () => void {
  const before = new Map<HTMLElement | SVGElement, { style: string | null; open: boolean }>();
  const change = (element: Element, property: string, value: string): void => {
    if (!('style' in element)) return;
    const styled = element as HTMLElement;
    if (!before.has(styled)) before.set(styled, { style: styled.getAttribute('style'), open: styled.hasAttribute('open') });
    styled.style.setProperty(property, value, 'important');
  };
  for (const element of elements) {
    for (let one: Element | null = element; one !== null; one = parentOf(one)) {
      const style = getComputedStyle(one);
      if (style.display === 'none') {
        // As the browser has it without the page's styles; what it hides by itself is a block.
        change(one, 'display', 'revert');
        if (style.display === 'none') change(one, 'display', 'block');
      }
      if (style.visibility !== 'visible') change(one, 'visibility', 'visible');
      if (style.opacity === '0') {
        change(one, 'opacity', '1');
        change(one, 'pointer-events', 'auto');
      }
      if (one.localName === 'details' && !one.hasAttribute('open')) {
        change(one, 'display', style.display);
        one.setAttribute('open', '');
      }
      if (one !== element && one.clientHeight === 0 && /hidden|clip/.test(style.overflowY) && style.display !== 'inline') {
        change(one, 'height', 'auto');
        change(one, 'max-height', 'none');
      }
    }
  }
  return () => {
    for (const [element, { style, open }] of before) {
      if (style === null) element.removeAttribute('style');
      else element.setAttribute('style', style);
      if (!open && element.localName === 'details') element.removeAttribute('open');
    }
  };
}
