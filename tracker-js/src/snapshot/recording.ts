import { createMirror, snapshot, stringifyStylesheet } from 'rrweb-snapshot';
import { type Mask, masked, maskedLink } from '../masking';
import { idle } from './still';

/** A node as rrweb-snapshot writes it, as far as we look at it. */
interface Recorded {
  type: number;
  id: number;
  tagName?: string;
  attributes?: Record<string, string | number | boolean | null | undefined>;
  childNodes?: Recorded[];
  textContent?: string;
  isShadow?: boolean;
  isShadowHost?: boolean;
}

const ELEMENT = 2;
const TEXT = 3;
/** Elements whose size does not come from the style sheets. */
const SIZED = /^(img|video|iframe|canvas|embed|object)$/;
/** People read them. */
const READ = /^(alt|title|placeholder|label|summary|aria-(label|description|valuetext|placeholder|roledescription)|data-.*)$/;
const LINK = /^((xlink:)?href|action|formaction|cite)$/;
/** A style sheet is no link to follow, and a drawing's part has no address. */
const LEADING = /^(a|area|form|button|input|blockquote|q|ins|del)$/;
/** What was chosen or typed, what runs, and what carries secrets. */
const DROPPED = /^(on.*|checked|selected|srcdoc|nonce|integrity|ping|data|autofocus)$/;
const BUTTON = /^(submit|button|reset)$/;
/** Settings, not texts. */
const HARMLESS_META = /^(viewport|color-scheme|theme-color)$/;

/** ms of work at a time. */
const SLICE = 8;

/**
 * What the page looks like now, masked. The document is read in one go, so that it is all of one moment; the masking is done
 * bit by bit, on the copy.
 */
export async function recording(mask: Mask): Promise<object | undefined> {
  const mirror = createMirror();
  const root = snapshot(document, {
    mirror,
    blockClass: 'polku-block',
    blockSelector: '[data-polku-block],polku-bar',
    maskAllInputs: true,
    maskInputFn: () => '',
    slimDOM: 'all',
  }) as Recorded | null;
  if (!root) return undefined;

  const nodes = every(root);
  adopt(nodes, node => mirror.getNode(node.id) as Element | null);
  const sizes = nodes.map(({ tagName, id }) =>
    tagName && SIZED.test(tagName) ? (mirror.getNode(id) as Element | null)?.getBoundingClientRect() : undefined,
  );
  const masks = new Map<Recorded, Mask>([[root, mask]]);
  let until = performance.now() + SLICE;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const inner = hides(node) ? 'all' : masks.get(node);
    clean(node, inner);
    const size = sizes[i];
    // what is not shown now has no size
    if (size?.width || size?.height) {
      node.attributes!.rr_width = `${size.width}px`;
      node.attributes!.rr_height = `${size.height}px`;
    }
    // style sheets are no texts
    if (inner && node.tagName != 'style') node.childNodes?.forEach(child => masks.set(child, inner));
    if (performance.now() > until) {
      await idle();
      until = performance.now() + SLICE;
    }
  }
  return root;
}

/** All nodes, parents before children. */
function every(root: Recorded): Recorded[] {
  const nodes = [root];
  // what is pushed is looked at in its turn
  for (const node of nodes) for (const child of node.childNodes ?? []) nodes.push(child);
  return nodes;
}

/** Sheets that scripts made and no element shows (web components do so) become elements: else they would be missing. */
function adopt(nodes: Recorded[], elementOf: (node: Recorded) => Element | null): void {
  let id = nodes.reduce((largest, node) => Math.max(largest, node.id), 0);
  for (const node of nodes) {
    const root = node.isShadowHost ? elementOf(node)?.shadowRoot : node.tagName == 'head' ? document : undefined;
    const css = [...(root?.adoptedStyleSheets ?? [])].map(sheet => stringifyStylesheet(sheet) ?? '').join('');
    if (css) {
      const style: Recorded = { type: ELEMENT, id: ++id, tagName: 'style', attributes: { _cssText: css }, childNodes: [] };
      if (node.isShadowHost) style.isShadow = true;
      node.childNodes!.push(style);
    }
  }
}

/** A visitor may have written what is in it, or the owner says that it is private. */
function hides({ attributes = {} }: Recorded): boolean {
  const { contenteditable } = attributes;
  return 'data-polku-mask' in attributes || (contenteditable != null && contenteditable != 'false');
}

function clean(node: Recorded, mask: Mask | undefined): void {
  const { type, tagName = '', attributes } = node;
  if (!mask) return;
  if (type == TEXT) node.textContent = masked(node.textContent!, mask);
  if (type != ELEMENT || !attributes) return;
  // shown where scripts do not run, such as where recordings are
  if (tagName == 'noscript' || tagName == 'textarea') node.childNodes = [];
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (DROPPED.test(name)) delete attributes[name];
    else if (typeof value != 'string') continue;
    else if (name == 'value') attributes[name] = valueOf(tagName, attributes.type, value, mask);
    else if (name == 'content') attributes[name] = HARMLESS_META.test(`${attributes.name}`) ? value : '';
    else if (READ.test(name)) attributes[name] = masked(value, mask);
    else if (LINK.test(name) && LEADING.test(tagName)) attributes[name] = maskedLink(value, mask);
  }
}

function valueOf(tag: string, type: unknown, value: string, mask: Mask): string {
  if (/^(textarea|select)$/.test(tag) || (tag == 'input' && !BUTTON.test(`${type}`))) return '';
  return masked(value, mask);
}
