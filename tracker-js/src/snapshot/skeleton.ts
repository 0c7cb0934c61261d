import { stable } from '../selector';

/** Neither seen nor structure; what an owner has hidden before taking a snapshot is not on the page of others. */
const LEFT_OUT = /^(script|style|noscript|template|link|meta|title|base|polku-bar)$/;
/** What texts are made of: unnamed, it comes and goes with them. What is inside counts. */
const TEXTUAL = /^(a|abbr|b|bdi|br|cite|code|em|i|kbd|mark|q|s|small|span|strong|su[bp]|time|u|var|wbr)$/;
/** Their inside is theirs. */
const LEAF = /^(svg|math|select|datalist|textarea|iframe|object|video|audio|canvas)$/;
/** Of those alike so many are looked at; and so many elements and levels in all. */
const MOST_ALIKE = 20;
const MOST = 5_000;
const DEEPEST = 60;
/** How far down two elements are compared, and how broad. */
const COMPARED_LEVELS = 3;
const COMPARED_BREADTH = 40;

/**
 * What tells versions of a page apart: 16 hex digits that depend on its elements (tags, stable ids and classes, and which are inside
 * which), not on its texts, nor on how many of a list there are. Elements side by side that are alike (the same name, and inside at
 * least half in common) count once, with what they have in common: so a card with a badge makes no other version, and a badge on
 * every card does.
 */
export function skeleton(body: Element): string {
  const names = new Map<Element, string>();
  const insides = new Map<Element, Element[]>();
  const shapes = new Map<Element, Set<string>>();
  let left = MOST;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;

  function name(element: Element): string {
    let known = names.get(element);
    if (known == undefined) {
      const { id, localName, classList } = element;
      known = [localName, stable(id) ? '#' + id : '', ...[...classList].filter(stable).sort()].join('.');
      names.set(element, known);
    }
    return known;
  }

  /** The elements that count inside of one, through its open shadow root. */
  function inside(element: Element): Element[] {
    let known = insides.get(element);
    if (!known) insides.set(element, (known = collect(element, [])));
    return known;
  }

  function collect(element: Element, found: Element[]): Element[] {
    if (LEAF.test(element.localName)) return found;
    for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) {
      const tag = child.localName;
      if (LEFT_OUT.test(tag) || child.hasAttribute(HIDDEN)) continue;
      if (TEXTUAL.test(tag) && name(child) == tag + '.') collect(child, found);
      else found.push(child);
    }
    return found;
  }

  /** The names of what is inside, some levels down. */
  function shape(element: Element): Set<string> {
    let known = shapes.get(element);
    if (!known) {
      shapes.set(element, (known = new Set()));
      let level = [element];
      for (let depth = 0; depth < COMPARED_LEVELS; depth++) {
        level = level.flatMap(each => inside(each)).slice(0, COMPARED_BREADTH);
        for (const each of level) known.add(depth + name(each));
      }
    }
    return known;
  }

  function isAlike(one: Element, other: Element): boolean {
    if (name(one) != name(other)) return false;
    const [a, b] = [shape(one), shape(other)];
    const common = [...a].filter(each => b.has(each)).length;
    return common * 2 >= a.size + b.size - common;
  }

  /** The children in groups of those alike, by their first. */
  function groups(element: Element): Element[][] {
    const grouped: Element[][] = [];
    for (const child of inside(element)) {
      const group = grouped.find(([first]) => isAlike(first!, child));
      if (!group) grouped.push([child]);
      else if (group.length < MOST_ALIKE) group.push(child);
    }
    return grouped;
  }

  function add(text: string): void {
    for (let i = 0; i < text.length; i++) {
      high = Math.imul(high ^ text.charCodeAt(i), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(i), 1597334677);
    }
  }

  function describe(alike: Element[], depth: number): void {
    add(name(alike[0]!) + '(');
    if (depth < DEEPEST && (left -= alike.length) > 0) {
      const [first, ...others] = alike.map(groups);
      for (const group of first!) {
        const same = others.map(each => each.find(([other]) => isAlike(group[0]!, other!)));
        if (same.every(Boolean)) {
          describe([...group, ...(same as Element[][]).flat()].slice(0, MOST_ALIKE), depth + 1);
        }
      }
    }
    add(')');
  }

  describe([body], 0);
  return hex(high ^ (low >>> 13)) + hex(low ^ (high >>> 11));
}

/** Marks what an owner hides. */
export const HIDDEN = 'data-polku-hidden';

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
