import type { cut as cutter } from './text';

/** What a visitor can type or choose in. */
export const EDITABLE = 'input,textarea,select,[contenteditable]';

/** What does something when it is clicked. */
export const CONTROL = 'a,button,summary,[role=button],[role=link],[role=tab]';

/** What an element shows; nothing if a visitor can type into it or into something inside it. */
export function shownText(element: Element, cut: typeof cutter): string {
  if (element.closest(EDITABLE) || element.querySelector(EDITABLE)) return '';
  return cut(element.textContent!.replace(/\s+/g, ' ').trim(), 64);
}
