import type { PointElement } from '../../api/heatmaps';

type Wanted = Pick<PointElement, 'selector' | 'tag' | 'text'>;

/** What the tracker shows no text of. */
const EDITABLE = 'input,textarea,select,[contenteditable]';
/** The tracker's most; a path this long may begin anywhere. */
const CUT = 440;
/** So many like elements are looked through for one with the right text. */
const MOST_LIKE = 400;

/**
 * The element of a rebuilt page that the tracker named, or null. A selector alone is right on the page that it was made on; where a page
 * has changed since, it may name a neighbour, so that the text decides between those that are alike.
 */
export function find(doc: Document, wanted: Wanted): Element | null {
  const found = bySelector(doc, wanted.selector);
  if (wanted.text === '' || (found !== null && isLike(shownText(found), wanted.text))) return found;
  const twins = likes(doc, wanted).filter((one) => isLike(shownText(one), wanted.text));
  if (twins.length === 1) return twins[0]!;
  // A text that changes by itself, such as a counter's, is found nowhere else.
  return twins.length === 0 ? found : (twins.find((one) => one === found) ?? null);
}

function bySelector(doc: Document, selector: string): Element | null {
  let root: Document | ShadowRoot = doc;
  const parts = selector.split('>>>');
  for (const [at, part] of parts.entries()) {
    const element = inRoot(root, part, at === 0 && selector.length >= CUT);
    if (element === null || at === parts.length - 1) return element;
    if (element.shadowRoot === null) return null;
    root = element.shadowRoot;
  }
  return null;
}

/** The match whose path begins where the tracker's paths do: at an id, or right below the body or the shadow root. */
function inRoot(root: Document | ShadowRoot, path: string, cut: boolean): Element | null {
  let matches: Element[];
  try {
    matches = [...root.querySelectorAll(path)];
  } catch {
    // What stands in the database need not be a selector.
    return null;
  }
  const steps = path.split('>');
  if (steps[0]!.includes('#') || cut) return matches[0] ?? null;
  return matches.find((element) => begins(element, steps.length - 1, root)) ?? null;
}

function begins(element: Element, up: number, root: Document | ShadowRoot): boolean {
  let top: Element | null = element;
  for (let step = 0; step < up; step++) top = top?.parentElement ?? null;
  if (top === null) return false;
  if (root.nodeType === Node.DOCUMENT_NODE) return top.parentElement === null || top.parentElement === (root as Document).body;
  return top.parentNode === root;
}

/** Elements at the same path but for their places among their like; with the tag alone where the path is no more. */
function likes(doc: Document, { selector, tag }: Wanted): Element[] {
  const path = selector.split('>>>')[0] === selector ? selector.replace(/:nth-of-type\(\d+\)/g, '') : null;
  if (path === null) return [];
  // From the last names on: what was put around them does not matter.
  const steps = path.split('>');
  for (let from = 0; from < steps.length; from++) {
    try {
      const matches = doc.querySelectorAll(steps.slice(from).join('>'));
      if (matches.length > 0 && matches.length <= MOST_LIKE) return [...matches].filter(({ localName }) => localName === tag);
    } catch {
      return [];
    }
  }
  return [];
}

/** As the tracker tells it. */
function shownText(element: Element): string {
  if (element.closest(EDITABLE) !== null || element.querySelector(EDITABLE) !== null) return '';
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 64);
}

/** Snapshots keep no digits. */
function isLike(shown: string, text: string): boolean {
  return plain(shown) === plain(text);
}

function plain(text: string): string {
  return text.replace(/\d/g, '0').trim();
}
