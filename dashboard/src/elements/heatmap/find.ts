import type { PointElement } from '../../api/heatmaps';

type Wanted = Pick<PointElement, 'selector' | 'tag' | 'text'>;

/** What the tracker shows no text of. */
const EDITABLE = 'input,textarea,select,[contenteditable]';
/** The tracker cuts paths at 512 characters: one nearly as long may begin anywhere. */
const CUT = 440;
/** So many like elements are looked through for one with the right text. */
const MOST_LIKE = 2000;

/**
 * Finds the elements that the tracker named on a page as it looks in a snapshot. A selector is right on the page that it was made on;
 * where a page has changed since, it may name a neighbour. So a text that only one of all like elements has decides first; then the
 * company: where the title of the first card is found in the fifth one, so is everything else of that card; only then the path alone.
 */
export interface Finder {
  /** Looks at all that is wanted before any of it is found: one element's text tells where another one is. */
  learn: (elements: readonly Wanted[]) => void;
  find: (wanted: Wanted) => Element | null;
}

export function finderOf(doc: Document): Finder {
  const texts = new Map<string, Map<string, Element[]>>();
  const votes = new Map<string, Map<Element, number>>();
  const found = new Map<string, Element | null>();

  const byText = ({ selector, tag, text }: Wanted): Element | null => {
    if (text === '' || selector.includes('>>>')) return null;
    const path = selector.replace(/:nth-of-type\(\d+\)/g, '');
    const key = `${path} ${tag}`;
    let likes = texts.get(key);
    if (likes === undefined) texts.set(key, (likes = textsOf(likesOf(doc, path, tag))));
    const same = likes.get(plain(text)) ?? [];
    return same.length === 1 ? same[0]! : null;
  };

  const byCompany = ({ selector, tag }: Wanted): Element | null => {
    const steps = selector.split('>');
    for (let length = steps.length - 1; length > 0; length--) {
      const around = elected(votes.get(steps.slice(0, length).join('>')));
      if (around === null) continue;
      const element = first(around, `:scope>${steps.slice(length).join('>')}`);
      if (element !== null && element.localName === tag) return element;
    }
    return null;
  };

  return {
    learn(elements) {
      for (const wanted of elements) {
        if (found.has(wanted.selector)) continue;
        const element = byText(wanted);
        if (element === null) continue;
        found.set(wanted.selector, element);
        const steps = wanted.selector.split('>');
        let around: Element | null = element.parentElement;
        for (let length = steps.length - 1; length > 0 && around !== null; length--, around = around.parentElement) {
          const path = steps.slice(0, length).join('>');
          const counts = votes.get(path) ?? new Map<Element, number>();
          votes.set(path, counts.set(around, (counts.get(around) ?? 0) + 1));
        }
      }
    },
    find(wanted) {
      const known = found.get(wanted.selector);
      if (known !== undefined) return known;
      const element = byText(wanted) ?? (wanted.selector.includes('>>>') ? null : byCompany(wanted)) ?? bySelector(doc, wanted.selector);
      found.set(wanted.selector, element);
      return element;
    },
  };
}

/** The one that most say it is. */
function elected(counts: Map<Element, number> | undefined): Element | null {
  let best: Element | null = null;
  for (const [element, count] of counts ?? []) if (best === null || count > counts!.get(best)!) best = element;
  return best;
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
  const matches = all(root, path);
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

/** Elements at the same path but for their places among their like. What was put around them since does not matter, to a degree. */
function likesOf(doc: Document, path: string, tag: string): Element[] {
  const steps = path.split('>');
  for (let from = 0; from === 0 || from < steps.length - 1; from++) {
    const matches = all(doc, steps.slice(from).join('>'));
    if (matches.length > 0) return matches.length > MOST_LIKE ? [] : matches.filter(({ localName }) => localName === tag);
  }
  return [];
}

function textsOf(elements: readonly Element[]): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const element of elements) {
    const text = plain(shownText(element));
    found.set(text, [...(found.get(text) ?? []), element]);
  }
  return found;
}

/** What stands in the database need not be a selector. */
function all(root: ParentNode, selector: string): Element[] {
  try {
    return [...root.querySelectorAll(selector)];
  } catch {
    return [];
  }
}

function first(root: ParentNode, selector: string): Element | null {
  try {
    return root.querySelector(selector);
  } catch {
    return null;
  }
}

/** As the tracker tells it. */
export function shownText(element: Element): string {
  if (element.closest(EDITABLE) !== null || element.querySelector(EDITABLE) !== null) return '';
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 64);
}

/** Snapshots keep no digits. */
export function plain(text: string): string {
  return text.replace(/\d/g, '0').trim();
}
