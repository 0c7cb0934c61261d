import { carrierFinder, pageSize, parentOf, type Box, type Carrier } from './carriers';
import { t } from '../../i18n';
import { anchored } from './anchors';
import { LANDMARKS } from './named';

/** A part of a page that people would call one thing. */
export interface Zone {
  id: string;
  name: string;
  element: Element;
  carrier: Carrier;
  box: Box;
  /** In ‰ of the page's height. */
  top: number;
  bottom: number;
  /** Whether it sticks to the window wherever the page is scrolled. */
  alwaysInView: boolean;
}

/** The most that the API takes at once. */
const MOST_ZONES = 80;
const SMALLEST_WIDTH = 120;
const SMALLEST_HEIGHT = 60;
/** Higher than this (in windows) a block is looked into for smaller ones. */
const TOO_HIGH = 1.5;
/** Likewise beyond this part of the page, where it is no landmark and holds several blocks. */
const TOO_MUCH = 0.4;
const DEEPEST = 8;
const MOST_OF_PAGE = 0.8;

const BLOCKS = new Set(['header', 'nav', 'section', 'article', 'aside', 'footer', 'form', 'main']);

/**
 * The parts of a rebuilt page: landmarks and large blocks that do not lie in each other, from the top down. A block that fills most of
 * its parent, or several windows, is only a frame around those inside it.
 */
export function zonesOf(doc: Document): Zone[] {
  const carrierOf = carrierFinder(doc);
  const { height } = pageSize(doc);
  const found: Zone[] = [];
  const take = (element: Element): void => {
    const carrier = carrierOf(element);
    const anchor = anchored(element, carrier, doc);
    if (anchor === null || found.length >= MOST_ZONES) return;
    const { box } = anchor;
    const window = doc.defaultView!;
    const onPage = { top: element.getBoundingClientRect().top + (carrier.kind === 'page' ? window.scrollY : 0), height: box.height };
    const { top, bottom } = permille(onPage.top, onPage.height, height);
    found.push({ id: `z${found.length + 1}`, name: zoneName(element), element, carrier, box, top, bottom, alwaysInView: sticks(carrier, doc) });
  };
  const look = (element: Element, depth: number): void => {
    const blocks = [...element.children].filter(isBlock);
    for (const block of blocks) {
      if (depth < DEEPEST && isFrame(block, doc)) look(block, depth + 1);
      else take(block);
    }
  };
  if (doc.body !== null) look(doc.body, 0);
  return found.sort((one, other) => one.top - other.top || one.box.left - other.box.left);
}

/** Fixed, or sticking as long as most of the page is scrolled: what sticks inside a part of the page leaves with it. */
function sticks({ kind, element, parent }: Carrier, doc: Document): boolean {
  if (kind !== 'fixed' || parent?.kind === 'panel') return false;
  const fixed = doc.defaultView!.getComputedStyle(element!).position === 'fixed';
  return fixed || (parentOf(element!)?.getBoundingClientRect().height ?? 0) > MOST_OF_PAGE * pageSize(doc).height;
}

/** In whole ‰ of the page, at least one high. */
export function permille(top: number, height: number, page: number): { top: number; bottom: number } {
  const part = (at: number): number => Math.max(0, Math.min(1000, Math.round((at / page) * 1000)));
  const first = Math.min(999, part(top));
  return { top: first, bottom: Math.max(first + 1, part(top + height)) };
}

function isBlock(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width >= SMALLEST_WIDTH && height >= SMALLEST_HEIGHT && element.checkVisibility({ visibilityProperty: true });
}

/** Whether the block is only there for those inside it. */
function isFrame(block: Element, doc: Document): boolean {
  const inside = [...block.children].filter(isBlock);
  if (inside.length === 0) return false;
  const { height } = block.getBoundingClientRect();
  const tag = block.localName;
  if (tag === 'main' || height > TOO_HIGH * doc.defaultView!.innerHeight) return true;
  if (BLOCKS.has(tag)) return false;
  if (inside.length > 1 && height > TOO_MUCH * doc.documentElement.scrollHeight) return true;
  return inside.some((one) => BLOCKS.has(one.localName)) || (inside.length === 1 && inside[0]!.getBoundingClientRect().height > 0.85 * height);
}

/** Its label or first heading, else what kind of part it is. */
function zoneName(element: Element): string {
  const said = element.getAttribute('aria-label') ?? element.querySelector('h1, h2, h3, h4, legend')?.textContent ?? '';
  const short = said.replace(/\s+/g, ' ').trim().slice(0, 48);
  if (short !== '') return short;
  const known = LANDMARKS[element.localName];
  if (known !== undefined) return t(known);
  const named = element.id !== '' ? `#${element.id}` : (element.classList[0] === undefined ? '' : `.${element.classList[0]}`);
  return `${element.localName}${named}`;
}
