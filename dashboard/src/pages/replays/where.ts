import { CLICK_KINDS, type ClickKind, type Span, type Where } from '../../api/replays';
import { oneOf } from '../heatmaps/choice';
import { cut, escaped, list } from '../../state/view';

/** What can be asked of sessions beside the filters, in the order in which it is looked for. */
export const CONDITIONS = ['clicked', 'errorText', 'requestText', 'frustration', 'duration', 'pages', 'visitedPage', 'purchased', 'converted', 'user', 'visitor', 'sessions', 'pinned', 'watched'] as const;
export type ConditionName = (typeof CONDITIONS)[number];

/** Those that are written by hand; the others come with links from elsewhere. */
export type WrittenName = Exclude<ConditionName, 'visitor' | 'sessions'>;
export const WRITTEN: readonly WrittenName[] = CONDITIONS.filter((name) => name !== 'visitor' && name !== 'sessions');

export function isWritten(name: ConditionName): name is WrittenName {
  return name !== 'visitor' && name !== 'sessions';
}

export const SPANS: readonly ConditionName[] = ['duration', 'pages'];
export const CHOICES: readonly ConditionName[] = ['purchased', 'pinned', 'watched'];

/** Conditions as an address holds them: `name:value;name:value`, with a backslash before a semicolon in a value. */
export function formatWhere(where: Where): string | null {
  const parts = CONDITIONS.flatMap((name) => (where[name] === undefined ? [] : [`${name}:${escaped(valueText(name, where), ';')}`]));
  return parts.length === 0 ? null : parts.join(';');
}

function valueText(name: ConditionName, where: Where): string {
  switch (name) {
    case 'clicked': {
      const { kind, selector, page } = where.clicked!;
      return [kind, selector, ...(page === undefined ? [] : [page])].map((part) => escaped(part, ',')).join(',');
    }
    case 'frustration':
      return String(where.frustration!.from);
    case 'duration':
    case 'pages':
      return `${where[name]!.from ?? ''}-${where[name]!.to ?? ''}`;
    case 'purchased':
    case 'pinned':
    case 'watched':
      return where[name]! ? 'yes' : 'no';
    case 'converted':
      return `${where.converted!.is ? '' : '!'}${where.converted!.goal}`;
    case 'sessions':
      return where.sessions!.join(',');
    default:
      return where[name]!;
  }
}

/** Reads leniently: what makes no sense is left out. */
export function parseWhere(text: string | undefined): Where {
  const where: Where = {};
  for (const part of text === undefined || text === '' ? [] : list(text, ';')) {
    const [name, value] = cut(part, ':');
    const known = oneOf(CONDITIONS, name);
    // What stands after the first colon is the value, its own backslashes included.
    if (known !== null && value !== null && value !== '') Object.assign(where, conditionOf(known, part.slice(name.length + 1)));
  }
  return where;
}

function conditionOf(name: ConditionName, value: string): Where {
  switch (name) {
    case 'clicked': {
      const [kind, selector, page] = list(value, ',');
      const known = oneOf<ClickKind>(CLICK_KINDS, kind);
      return known === null || selector === undefined || selector === '' ? {} : { clicked: { kind: known, selector, ...(page === undefined || page === '' ? {} : { page }) } };
    }
    case 'frustration':
      return /^\d{1,6}$/.test(value) ? { frustration: { from: Number(value) } } : {};
    case 'duration':
    case 'pages': {
      const span = spanOf(value);
      return span === null ? {} : { [name]: span };
    }
    case 'purchased':
    case 'pinned':
    case 'watched':
      return value === 'yes' || value === 'no' ? { [name]: value === 'yes' } : {};
    case 'converted':
      return { converted: { goal: value.replace(/^!/, ''), is: !value.startsWith('!') } };
    case 'sessions': {
      const ids = value.split(',').filter((id) => /^\d{1,20}$/.test(id));
      return ids.length === 0 ? {} : { sessions: ids };
    }
    default:
      return { [name]: value };
  }
}

/** `5-20`, `5-` or `-20`; null for what is none. */
export function spanOf(text: string): Span | null {
  const match = /^(\d{0,6})-(\d{0,6})$/.exec(text);
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  return { ...(match[1] === '' ? {} : { from: Number(match[1]) }), ...(match[2] === '' ? {} : { to: Number(match[2]) }) };
}
