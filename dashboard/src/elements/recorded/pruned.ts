import type { SnapshotNode } from '../../api/heatmaps';

/** rrweb-snapshot's kinds of nodes. */
const DOCUMENT = 0;
const DOCTYPE = 1;
const ELEMENT = 2;
const TEXT = 3;
const COMMENT = 5;

interface ElementNode extends SnapshotNode {
  tagName: string;
  attributes: Record<string, string | number | boolean | null>;
  childNodes: SnapshotNode[];
}

/** Nested deeper than this nothing is drawn: the browser itself flattens what is deeper than some hundreds. */
const DEEPEST = 512;
export const MOST_NODES = 60_000;
/** Each is a document of its own to the browser. */
const MOST_FRAMES = 20;

/** Nothing of these is seen, or all of it happens elsewhere: a script, a frame's page, a redirect. */
const DROPPED = new Set(['script', 'noscript', 'base', 'meta', 'frame', 'frameset', 'param', 'portal', 'set', 'animate', 'animatemotion', 'animatetransform', 'template', 'source', 'track', 'title']);
/** Keep their place and size, and lose what they would load. */
const EMPTIED = new Set(['iframe', 'object', 'embed', 'video', 'audio', 'fencedframe']);
const FRAMES = new Set(['iframe', 'object', 'embed', 'fencedframe']);
/** Would load, send, focus, play or open something, or wait until it is scrolled to. */
const LOST = new Set(['srcdoc', 'action', 'formaction', 'ping', 'target', 'download', 'autofocus', 'autoplay', 'manifest', 'integrity', 'crossorigin', 'nonce', 'loading', 'http-equiv', 'is', 'contenteditable', 'archive', 'codebase', 'data', 'classid', 'profile', 'background', 'rr_mediastate', 'rr_mediacurrenttime', 'rr_mediaplaybackrate', 'rr_src', 'tabindex', 'accesskey', 'attributionsrc', 'imagesrcset', 'popover', 'popovertarget', 'commandfor', 'usemap']);
const NAME = /^[a-z][\w.:-]*$/i;
const CUSTOM = /^[a-z][a-z0-9._]*-[a-z0-9._-]*$/;
/** Names with a hyphen that are no custom elements. */
const RESERVED = new Set(['annotation-xml', 'color-profile', 'font-face', 'font-face-src', 'font-face-uri', 'font-face-format', 'font-face-name', 'missing-glyph']);

/**
 * The `html` element of a recorded page with only what can be looked at; null where it holds none. The server has gone through it
 * before, and the frame that it is rebuilt in runs and loads nothing by itself: this is the third lock on the same door, and keeps what is
 * broken from breaking the rebuilding.
 */
export function prunedPage(root: SnapshotNode): SnapshotNode | null {
  const html = root.type === DOCUMENT ? listOf(root['childNodes']).find((node) => node.type === ELEMENT && lower(node['tagName']) === 'html') : root;
  if (html === undefined || html.type !== ELEMENT || lower(html['tagName']) !== 'html') return null;
  return pruned(html, 0, budget());
}

/** What has been kept so far of what one picture may hold. */
export interface Budget {
  nodes: number;
  frames: number;
}

export function budget(): Budget {
  return { nodes: 0, frames: 0 };
}

function pruned(node: SnapshotNode, depth: number, spent: Budget): SnapshotNode | null {
  if (++spent.nodes > MOST_NODES || depth > DEEPEST) return null;
  const id = spent.nodes;
  if (node.type === TEXT) return { type: TEXT, id, textContent: String(node['textContent'] ?? ''), ...(node['isShadow'] === true ? { isShadow: true } : {}) };
  if (node.type !== ELEMENT) return null;
  const kept = elementOf(node, id, spent);
  if (kept === null || EMPTIED.has(kept.tagName)) return kept;
  for (const child of listOf(node['childNodes'])) {
    const one = pruned(child, depth + 1, spent);
    if (one !== null) kept.childNodes.push(one);
  }
  return kept;
}

/**
 * A node of a recording likewise, under the id that later events call it by. They also name its neighbours: what is left out leaves an
 * empty place. Null where it is no node at all.
 */
export function prunedNode(node: SnapshotNode, spent: Budget, depth = 0): SnapshotNode | null {
  const { id, type } = node;
  if (!Number.isSafeInteger(id) || ++spent.nodes > MOST_NODES || depth > DEEPEST) return null;
  const more: Record<string, unknown> = {};
  if (Number.isSafeInteger(node['rootId'])) more['rootId'] = node['rootId'];
  if (type === DOCUMENT) return { type, id, ...more, compatMode: 'CSS1Compat', childNodes: childrenOf(node, spent, depth) };
  if (type === DOCTYPE) return { type, id, ...more, name: 'html', publicId: '', systemId: '' };
  if (node['isShadow'] === true) more['isShadow'] = true;
  const nothing = { type: COMMENT, id, ...more, textContent: '' };
  if (type === TEXT) return { type, id, ...more, textContent: String(node['textContent'] ?? ''), ...(node['isStyle'] === true ? { isStyle: true } : {}) };
  if (type !== ELEMENT) return nothing;
  const kept = elementOf(node, id, spent);
  if (kept === null) return nothing;
  if (!EMPTIED.has(kept.tagName)) kept.childNodes = childrenOf(node, spent, depth);
  return { ...kept, ...more };
}

function childrenOf(node: SnapshotNode, spent: Budget, depth: number): SnapshotNode[] {
  return listOf(node['childNodes'])
    .map((child) => prunedNode(child, spent, depth + 1))
    .filter((child) => child !== null);
}

/** An element without what is in it. */
function elementOf(node: SnapshotNode, id: number, spent: Budget): ElementNode | null {
  const tagName = lower(node['tagName']);
  if (!NAME.test(tagName) || DROPPED.has(tagName)) return null;
  if (FRAMES.has(tagName) && ++spent.frames > MOST_FRAMES) return null;
  const attributes = attributesOf(node, tagName);
  if (attributes === null) return null;
  const kept: ElementNode = { type: ELEMENT, id, tagName, attributes, childNodes: [] };
  for (const flag of ['isSVG', 'isShadow', 'isShadowHost', 'isStyle'] as const) if (node[flag] === true) kept[flag] = true;
  if (node['isCustom'] === true && CUSTOM.test(tagName) && !RESERVED.has(tagName)) kept['isCustom'] = true;
  return kept;
}

/** What an attribute of an element that is not known becomes; null where it is not set. */
export function prunedAttribute(name: string, value: string): string | null {
  const plain = name.toLowerCase();
  if (name === '_cssText') return value;
  if (!NAME.test(name) || plain.startsWith('on') || LOST.has(plain)) return null;
  if (plain === 'href' || plain === 'xlink:href') return linkOf('', value) ?? '#';
  if (plain === 'rr_dataurl' && !/^data:image\//i.test(value)) return null;
  return withoutScript(value);
}

/** Null for a link that has no styles in it: it is nothing without what it would load. */
function attributesOf(node: SnapshotNode, tagName: string): ElementNode['attributes'] | null {
  const given = (typeof node['attributes'] === 'object' && node['attributes'] !== null ? node['attributes'] : {}) as Record<string, unknown>;
  const kept: ElementNode['attributes'] = {};
  for (const [name, value] of Object.entries(given)) {
    const plain = name.toLowerCase();
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    if (name !== '_cssText' && (!NAME.test(name) || plain.startsWith('on') || LOST.has(plain))) continue;
    if (EMPTIED.has(tagName) && (plain === 'src' || plain === 'href')) continue;
    const safe = plain === 'href' || plain === 'xlink:href' ? linkOf(tagName, String(value)) : value;
    if (safe === null || (plain === 'rr_dataurl' && !/^data:image\//i.test(String(safe)))) continue;
    kept[name] = plain === 'rr_width' || plain === 'rr_height' ? pixels(safe) : typeof safe === 'string' && name !== '_cssText' ? withoutScript(safe) : safe;
  }
  return tagName === 'link' && typeof kept['_cssText'] !== 'string' ? null : kept;
}

/** Links lead nowhere, but look like links; parts of the page itself and pictures written out stay. */
function linkOf(tagName: string, href: string): string | null {
  if (tagName === 'a' || tagName === 'area') return '#';
  return /^(#|data:image\/)/i.test(href) ? href : null;
}

function withoutScript(value: string): string {
  // Letters that a browser skips may stand between those of the word.
  // eslint-disable-next-line no-control-regex
  return /^[\u0000-\u0020]*(javascript|vbscript):/i.test(value.replace(/[\t\n\r]/g, '')) ? '' : value;
}

function pixels(value: string | number | boolean): string {
  return /^\d+(\.\d+)?$/.test(String(value)) ? `${value}px` : String(value);
}

function lower(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

function listOf(value: unknown): SnapshotNode[] {
  return Array.isArray(value) ? value.filter((one): one is SnapshotNode => typeof one === 'object' && one !== null) : [];
}
