import type { SnapshotNode } from '../../api/heatmaps';
import type { RecordedEvent } from '../../api/replays';
import { budget, prunedAttribute, prunedNode, type Budget } from '../recorded/pruned';

/** rrweb's kinds of events. */
export const FULL_SNAPSHOT = 2;
export const INCREMENTAL = 3;
export const META = 4;
export const CUSTOM = 5;

/** rrweb's kinds of changes that can be shown. */
export const SOURCE = {
  mutation: 0, mouseMove: 1, mouseInteraction: 2, scroll: 3, viewportResize: 4, input: 5, touchMove: 6, styleSheetRule: 8, canvas: 9, font: 10, drag: 12,
  styleDeclaration: 13, selection: 14, adoptedStyleSheet: 15,
} as const;

/** What a visitor does. */
const DONE = new Set<unknown>([SOURCE.mouseMove, SOURCE.mouseInteraction, SOURCE.scroll, SOURCE.input, SOURCE.touchMove, SOURCE.drag]);

/** Windows larger than this are nobody's. */
const MOST_PIXELS = 10_000;

type Bag = Record<string, unknown>;

/** Whether a visitor did something, rather than that something happened to the page. */
export function isDone({ type, data }: RecordedEvent): boolean {
  return type === INCREMENTAL && DONE.has(bag(data)?.['source']);
}

/**
 * An event with only what can be looked at; null for one that shows nothing, or is none. The server has gone through it before, and the
 * frame that it is played in runs and loads nothing by itself: this is the third lock on the same door, and keeps what is broken from
 * breaking the player.
 */
export function prunedEvent(event: unknown): RecordedEvent | null {
  const given = bag(event);
  if (given === null || !isNumber(given['timestamp'])) return null;
  const data = dataOf(given['type'], bag(given['data']));
  return data === null ? null : { type: given['type'] as number, timestamp: given['timestamp'], data };
}

function dataOf(type: unknown, data: Bag | null): unknown {
  if (data === null) return null;
  switch (type) {
    case FULL_SNAPSHOT: {
      const node = nodeOf(data['node'], budget());
      const offset = bag(data['initialOffset']);
      return node?.type !== 0 ? null : { node, initialOffset: { left: number(offset?.['left']), top: number(offset?.['top']) } };
    }
    case INCREMENTAL:
      return changeOf(data);
    case META:
      return isSide(data['width']) && isSide(data['height']) ? { href: '', width: data['width'], height: data['height'] } : null;
    case CUSTOM:
      return typeof data['tag'] === 'string' ? { tag: data['tag'], payload: data['payload'] } : null;
    default:
      return null;
  }
}

function changeOf(data: Bag): Bag | null {
  const { source, id } = data;
  switch (source) {
    case SOURCE.mutation:
      return mutationOf(data);
    case SOURCE.mouseMove:
    case SOURCE.touchMove:
    case SOURCE.drag: {
      const positions = list(data['positions']).filter(({ x, y, id, timeOffset }) => [x, y, id, timeOffset].every(isNumber));
      return positions.length === 0 ? null : { source, positions: positions.map(({ x, y, id, timeOffset }) => ({ x, y, id, timeOffset })) };
    }
    case SOURCE.mouseInteraction:
      return isNumber(data['type']) && isNumber(id) ? { source, type: data['type'], id, x: number(data['x']), y: number(data['y']) } : null;
    case SOURCE.scroll:
      return isNumber(id) ? { source, id, x: number(data['x']), y: number(data['y']) } : null;
    case SOURCE.viewportResize:
      return isSide(data['width']) && isSide(data['height']) ? { source, width: data['width'], height: data['height'] } : null;
    case SOURCE.input:
      return isNumber(id) ? { source, id, text: String(data['text'] ?? ''), isChecked: data['isChecked'] === true } : null;
    case SOURCE.styleSheetRule:
      return { source, ...named(data), adds: rulesOf(data['adds']), removes: list(data['removes']).filter(({ index }) => isPlace(index)).map(({ index }) => ({ index })), ...texts(data, 'replace', 'replaceSync') };
    case SOURCE.styleDeclaration:
      return isPlace(data['index']) ? { source, ...named(data), index: data['index'], ...declarations(data) } : null;
    case SOURCE.canvas: {
      const picture = pictureOf(data);
      return isNumber(id) && picture !== null ? { source, id, picture } : null;
    }
    case SOURCE.font:
      return { source, ...texts(data, 'family', 'fontSource'), buffer: data['buffer'] === true };
    case SOURCE.selection:
      return { source, ranges: list(data['ranges']).filter(({ start, startOffset, end, endOffset }) => [start, startOffset, end, endOffset].every(isNumber)) };
    case SOURCE.adoptedStyleSheet: {
      const ids = Array.isArray(data['styleIds']) ? data['styleIds'].filter(isNumber) : [];
      const styles = list(data['styles']).filter(({ styleId }) => isNumber(styleId));
      return isNumber(id) ? { source, id, styleIds: ids, styles: styles.map(({ styleId, rules }) => ({ styleId, rules: rulesOf(rules) })) } : null;
    }
    default:
      return null;
  }
}

function mutationOf(data: Bag): Bag {
  const spent = budget();
  const adds = list(data['adds']).flatMap((add) => {
    const node = nodeOf(add['node'], spent);
    if (node === null || !isNumber(add['parentId'])) return [];
    return [{ parentId: add['parentId'], nextId: place(add['nextId']), ...('previousId' in add ? { previousId: place(add['previousId']) } : {}), node }];
  });
  return {
    source: SOURCE.mutation,
    adds,
    removes: list(data['removes']).filter(({ id, parentId }) => isNumber(id) && isNumber(parentId)).map(({ id, parentId, isShadow }) => ({ id, parentId, ...(isShadow === true ? { isShadow } : {}) })),
    texts: list(data['texts']).filter(({ id }) => isNumber(id)).map(({ id, value }) => ({ id, value: typeof value === 'string' ? value : '' })),
    attributes: list(data['attributes']).filter(({ id }) => isNumber(id)).map(({ id, attributes }) => ({ id, attributes: attributesOf(bag(attributes) ?? {}) })),
    ...(data['isAttachIframe'] === true ? { isAttachIframe: true } : {}),
  };
}

function attributesOf(given: Bag): Bag {
  const kept: Bag = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null) kept[name] = null;
    else if (name === 'style' && typeof value === 'object') kept[name] = Object.fromEntries(Object.entries(value).filter(([, one]) => one === false || typeof one === 'string' || isPair(one)));
    else if (typeof value === 'string') {
      const safe = prunedAttribute(name, value);
      if (safe !== null) kept[name] = safe;
    }
  }
  return kept;
}

/** A canvas as a picture of it: the only form in which one is drawn, for commands could call anything. Null where there is none. */
function pictureOf(data: Bag): string | null {
  const commands = 'commands' in data ? list(data['commands']) : [data];
  const pictures = commands.flatMap(({ property, args }) => {
    const first = bag(Array.isArray(args) ? args[0] : null);
    const blob = bag(Array.isArray(first?.['args']) ? first['args'][0] : null);
    const buffer = bag(Array.isArray(blob?.['data']) ? blob['data'][0] : null);
    return property === 'drawImage' && typeof buffer?.['base64'] === 'string' ? [`data:${String(blob?.['type'])};base64,${buffer['base64']}`] : [];
  });
  return pictures.at(-1) ?? null;
}

function rulesOf(value: unknown): Bag[] {
  return list(value).filter(({ rule }) => typeof rule === 'string').map(({ rule, index }) => ({ rule, ...(isPlace(index) ? { index } : {}) }));
}

function declarations(data: Bag): Bag {
  const [set, remove] = [bag(data['set']), bag(data['remove'])];
  return {
    ...(typeof set?.['property'] === 'string' ? { set: { property: set['property'], value: typeof set['value'] === 'string' ? set['value'] : null, priority: set['priority'] === 'important' ? 'important' : undefined } } : {}),
    ...(typeof remove?.['property'] === 'string' ? { remove: { property: remove['property'] } } : {}),
  };
}

/** Which style sheet is meant. */
function named({ id, styleId }: Bag): Bag {
  return { ...(isNumber(id) ? { id } : {}), ...(isNumber(styleId) ? { styleId } : {}) };
}

function texts(data: Bag, ...names: string[]): Bag {
  return Object.fromEntries(names.filter((name) => typeof data[name] === 'string').map((name) => [name, data[name]]));
}

function nodeOf(value: unknown, spent: Budget): SnapshotNode | null {
  return bag(value) === null ? null : prunedNode(value as SnapshotNode, spent);
}

function bag(value: unknown): Bag | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : null;
}

function list(value: unknown): Bag[] {
  return Array.isArray(value) ? value.map(bag).filter((one) => one !== null) : [];
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function number(value: unknown): number {
  return isNumber(value) ? value : 0;
}

function place(value: unknown): number | null {
  return isNumber(value) ? value : null;
}

function isSide(value: unknown): value is number {
  return isNumber(value) && value > 0 && value <= MOST_PIXELS;
}

/** A rule's number, or the way to it through rules around it. */
function isPlace(value: unknown): boolean {
  return isNumber(value) || (Array.isArray(value) && value.length > 0 && value.every(isNumber));
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
