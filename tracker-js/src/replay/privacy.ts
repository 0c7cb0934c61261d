import { inAddress, type Mask, masked, maskedLink, withoutContacts, withoutContactsInAddress } from '../masking';
import { type Attributes, type Mirror, type Mutation, NodeType, type Recorded, type RecordedNode, Source, Type } from './rrweb';

/** What the owner says is not to be recorded, and our own. */
export const BLOCKED = '[data-polku-block],polku-bar';
export const BLOCKED_CLASS = 'polku-block';
const ALL_BLOCKED = `${BLOCKED},.${BLOCKED_CLASS}`;
/** What a visitor can write in, and what the owner says is private. */
const WRITTEN = '[contenteditable]:not([contenteditable=false]),[role=textbox],[role=searchbox]';
const HIDING = '[data-polku-mask],' + WRITTEN;

/** People read them. */
const READ = /^(alt|title|placeholder|label|summary|aria-.*|data-.*)$/;
/** They say what was typed or chosen; pages grow text fields by the second. */
const TYPED = /^(aria-valuetext|aria-valuenow|data-.*(value|input|typed|query).*)$/;
const LINK = /^((xlink:)?href|action|formaction|cite|src|rr_src|data)$/;
/** Theirs leads somewhere; a style sheet's, a picture's and a drawing's is what it shows. */
const LEADING = /^(a|area|base|form|button|input|blockquote|q|ins|del|iframe|frame|embed|object)$/;
/** What runs, and what carries secrets. */
const DROPPED = /^(on.*|selected|srcdoc|nonce|integrity|ping|autofocus)$/;
const HARMLESS_META = /^(viewport|color-scheme|theme-color)$/;
const FIELD = /^(input|textarea|select)$/;
const BUTTON = /^(submit|button|reset)$/;
/** Their value is shown and nothing that was typed. */
const MEASURE = /^(li|progress|meter)$/;
/** Lines of a drawing, which may look like numbers of cards. */
const GEOMETRY = /^(d|points|path|values|viewBox|.*transform|stroke-dasharray)$/i;
/** What a page looks like hangs on them. In others pages keep their data, which are long and nobody sees. */
const SHOWING = /^(class|id|for|name|style|src|srcset|poster|background|(xlink:)?href|rr_.*)$/;
const MOST = 500;

const DOT = '•';
const DOTS = /^•*$/;
/** What stands for any password. */
const PASSWORD = DOT.repeat(8);
const MOST_DOTS = 40;
/** A field of these shows no dots. */
const NO_TEXT = /^(date|datetime-local|month|week|time|number|range|color|file|hidden|image)$/;

/** What is shown of something typed: that it was. */
export function typed(text: string, field: HTMLElement): string {
  const { localName, type } = field as HTMLInputElement;
  if (!text || localName == 'select' || NO_TEXT.test(type)) return '';
  return type == 'password' ? PASSWORD : DOT.repeat(Math.min(MOST_DOTS, text.length));
}

/** A text as it may be sent. */
export const bare = (text: string, mask: Mask): string => (mask == 'all' ? masked(text, mask) : withoutContacts(text));

/** An address as it may be sent: where, and which page. */
export function bareAddress(address: string): string {
  const { origin, pathname, search, hash } = new URL(address, location.href);
  return origin + inAddress(pathname + search + hash, withoutContacts);
}

export interface Privacy {
  /** Changes an event into what may be sent. Called when it happens, since who is inside whom may be another thing later. */
  clean(event: Recorded, mask: Mask): void;
  /** What is on the page now has been private, and stays so, wherever the visitor goes. */
  keep(): void;
  /** Whether something may be shown as it is. */
  isOpen(node: Node, mask: Mask): boolean;
}

/** Masks what is recorded. `found` is told of canvases. */
export function privacy(mirror: Mirror, found: (canvas: HTMLCanvasElement) => void): Privacy {
  /** Nodes of a private page that may be shown on the next, and elements that a visitor once wrote in. */
  const seen = new WeakSet<Node>();
  const written = new WeakSet<Node>();
  let isAnySeen = false;
  let isAnyWritten = false;

  /** How to mask what is in or on a node; nothing where it is not to be recorded. Through shadow roots and frames. */
  function maskOf(node: Node | null, mask: Mask): Mask | undefined {
    for (let above = node; above; ) {
      const element = (above.nodeType == 1 ? above : above.parentElement) as Element | null;
      const root = above.getRootNode() as Partial<Pick<Document, 'designMode' | 'defaultView'> & Pick<ShadowRoot, 'host'>>;
      if (element) {
        if (element.closest(ALL_BLOCKED)) return undefined;
        if (mask != 'all') {
          const hiding = element.closest(HIDING);
          if (hiding) {
            mask = 'all';
            remember(hiding);
          } else if (isAnyWritten) {
            for (let each: Element | null = element; each; each = each.parentElement) if (written.has(each)) mask = 'all';
          }
        }
      }
      if (root.designMode == 'on') mask = 'all';
      above = root.host ?? root.defaultView?.frameElement ?? null;
    }
    return mask;
  }

  /** All nodes of a tree, of which not all may have been recorded by now. */
  function see(root: Node): void {
    const walker = document.createTreeWalker(root);
    for (let node: Node | null = root; node; node = walker.nextNode()) {
      seen.add(node);
      const { shadowRoot, contentDocument } = node as Partial<Element & HTMLIFrameElement>;
      if (shadowRoot) see(shadowRoot);
      if (contentDocument) see(contentDocument);
    }
  }

  function remember(element: Element): void {
    if (element.matches(WRITTEN)) {
      written.add(element);
      isAnyWritten = true;
    }
  }

  /** A node with all that is in it, as rrweb took it. */
  function cleanTree(root: RecordedNode, mask: Mask, isInStyle?: boolean): void {
    const nodes: [RecordedNode, Mask, isStyle?: boolean | undefined][] = [[root, mask, isInStyle]];
    // what is pushed is looked at in its turn
    for (let [node, inner, isStyle] of nodes) {
      const { id, tagName, attributes = {} } = node;
      const { contenteditable, role } = attributes;
      const isWritten = (contenteditable != null && contenteditable != 'false') || role == 'textbox' || role == 'searchbox';
      const element = isAnySeen || isAnyWritten || isWritten || tagName == 'canvas' ? (mirror.getNode(id) as Element | null) : null;
      if (element) {
        if (isWritten) remember(element);
        if (tagName == 'canvas') found(element as HTMLCanvasElement);
      }
      if (isWritten || 'data-polku-mask' in attributes || (element && written.has(element))) inner = 'all';
      // shown where scripts do not run, such as where recordings are
      if (tagName == 'noscript' || tagName == 'textarea') node.childNodes = [];
      cleanNode(node, element && seen.has(element) ? 'all' : inner, isStyle);
      node.childNodes?.forEach(child => nodes.push([child, inner, tagName == 'style']));
    }
  }

  function cleanMutation(mutation: Mutation, mask: Mask): void {
    const known = new Map<Node | null, Mask | undefined>();
    const look = (node: Node | null) => {
      if (!known.has(node)) known.set(node, maskOf(node, mask));
      return known.get(node);
    };
    mutation.adds = mutation.adds.filter(({ parentId, node }) => {
      const parent = mirror.getNode(parentId) as Element | null;
      if (parent?.localName == 'noscript') return false;
      const inner = look(parent);
      if (inner) cleanTree(node, inner, parent?.localName == 'style');
      return inner;
    });
    mutation.texts = mutation.texts.filter(text => {
      const node = mirror.getNode(text.id);
      // of all texts of an element at once, save of those that have been seen
      const inner = node && seen.has(node) ? 'all' : look(node?.parentNode ?? null);
      if (inner && text.value && (node?.parentNode as Element | null)?.localName != 'style') text.value = bare(text.value, inner);
      return inner;
    });
    mutation.attributes = mutation.attributes.filter(({ id, attributes }) => {
      const node = mirror.getNode(id) as Element | null;
      const inner = look(node);
      if (inner && node) {
        cleanAttributes(attributes, node.localName, seen.has(node) ? 'all' : inner, {
          type: (node as HTMLInputElement).type,
          rel: (node as HTMLLinkElement).rel,
          name: (node as HTMLMetaElement).name,
          isDrawing: node.namespaceURI != 'http://www.w3.org/1999/xhtml',
        });
      }
      return inner && Object.keys(attributes)[0];
    });
  }

  return {
    clean({ type, data }, mask) {
      if (type == Type.FullSnapshot) cleanTree(data.node, mask);
      else if (type == Type.Incremental) {
        if (data.source == Source.Mutation) cleanMutation(data, mask);
        else if (data.source == Source.Input) {
          if (!DOTS.test(data.text)) data.text = '';
          if (mask == 'all' || maskOf(mirror.getNode(data.id), mask) != mask) data.isChecked = false;
        }
      }
    },
    keep() {
      isAnySeen = true;
      see(document);
    },
    isOpen: (node, mask) => !seen.has(node) && maskOf(node, mask) == 'personal',
  };
}

function cleanNode(node: RecordedNode, mask: Mask, isStyle?: boolean): void {
  const { tagName = '', attributes } = node;
  if (node.type == NodeType.Text && !isStyle) node.textContent = bare(node.textContent!, mask);
  if (attributes) {
    cleanAttributes(attributes, tagName, mask, {
      type: attributes.type,
      rel: '_cssText' in attributes ? 'stylesheet' : attributes.rel,
      name: attributes.name,
      isDrawing: node.isSVG,
    });
  }
}

/** What decides about other attributes of the element. */
interface Traits {
  type: unknown;
  rel: unknown;
  name: unknown;
  isDrawing: unknown;
}

function cleanAttributes(attributes: Attributes, tag: string, mask: Mask, { type, rel, name: called, isDrawing }: Traits): void {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (DROPPED.test(name) || (name == 'checked' && mask == 'all')) delete attributes[name];
    else if (typeof value != 'string' || name == '_cssText' || (isDrawing && GEOMETRY.test(name))) continue;
    else if (name == 'value') attributes[name] = valueOf(tag, type, value, mask);
    else if (name == 'content') attributes[name] = HARMLESS_META.test(`${called}`) ? value : '';
    else if (TYPED.test(name)) attributes[name] = masked(value, 'all');
    else if (READ.test(name)) attributes[name] = value.length > MOST ? '' : bare(value, mask);
    else if (LINK.test(name) && LEADING.test(tag)) attributes[name] = maskedLink(value, mask, path => inAddress(path, withoutContacts));
    else if (tag == 'link' && name == 'href' && !/stylesheet/.test(`${rel}`)) delete attributes[name];
    // rrweb leaves this address as it stands in the page
    else if (name == 'poster') attributes[name] = withoutContactsInAddress(new URL(value, document.baseURI).href);
    else if (isDrawing || SHOWING.test(name)) attributes[name] = withoutContactsInAddress(value);
    else attributes[name] = value.length > MOST ? '' : withoutContacts(value);
  }
}

function valueOf(tag: string, type: unknown, value: string, mask: Mask): string {
  if (MEASURE.test(tag)) return value;
  if (tag == 'input' && BUTTON.test(`${type}`)) return bare(value, mask);
  return FIELD.test(tag) && DOTS.test(value) ? value : '';
}
