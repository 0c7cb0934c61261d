import {
  METRICS,
  OPERATORS,
  PLAIN_DIMENSIONS,
  type Condition,
  type Dimension,
  type Filter,
  type PlainMetric,
} from '../api/records';
import { COMPARISONS, PRESETS, type Comparison, type Period, type Preset } from './period';
import { daysBetween, isoDay, parseDay } from './zone';

/**
 * What every screen shows of a site: its period, comparison and filters, and which figure is in front. It lives in the query
 * string, so that any view is a link; what equals the default is left out.
 */
export interface View {
  period: Period;
  /** Null where nothing is compared. */
  compare: Comparison | null;
  filters: readonly Filter[];
  metric: PlainMetric;
  /** The open tab of a panel, by the panel's name; the first one where absent. */
  tabs: Readonly<Record<string, string>>;
}

export const DEFAULT_VIEW: View = { period: { preset: '7d' }, compare: 'previous', filters: [], metric: 'visitors', tabs: {} };

const TAB = 'tab.';

/** Reads leniently: what makes no sense falls back to the default, since links are edited and shortened by hand. */
export function parseView(search: string): View {
  const parameters = new URLSearchParams(search);
  const metric = parameters.get('metric');
  const tabs: Record<string, string> = {};
  for (const [key, value] of parameters) if (key.startsWith(TAB)) tabs[key.slice(TAB.length)] = value;
  return {
    period: parsePeriod(parameters),
    compare: parseComparison(parameters.get('compare')),
    filters: parameters.getAll('f').map(parseFilter).filter((filter) => filter !== null),
    metric: METRICS.find((known) => known === metric) ?? DEFAULT_VIEW.metric,
    tabs,
  };
}

/** The parts of a query string that {@link parseView} could make nothing of, as they stand there. */
export function misread(search: string): string[] {
  const parameters = new URLSearchParams(search);
  const given = (name: string): string[] => parameters.getAll(name).map((value) => `${name}=${value}`);
  const parts: string[] = [];
  const preset = parameters.get('period');
  if (preset !== null && !PRESETS.some((known) => known === preset)) parts.push(...given('period'));
  const since = parameters.get('since');
  if (preset === null && since !== null && parseDay(since) === null) parts.push(...given('since'));
  if (preset === null && since === null && !('from' in parsePeriod(parameters))) {
    parts.push([...given('from'), ...given('to')].join(' '));
  }
  const compare = parameters.get('compare');
  if (compare !== null && compare !== 'none' && !COMPARISONS.some((known) => known === compare)) parts.push(...given('compare'));
  const metric = parameters.get('metric');
  if (metric !== null && !METRICS.some((known) => known === metric)) parts.push(...given('metric'));
  for (const filter of parameters.getAll('f')) if (parseFilter(filter) === null) parts.push(`f=${filter}`);
  return parts.filter((part) => part !== '');
}

function parseComparison(text: string | null): Comparison | null {
  if (text === 'none') return null;
  return COMPARISONS.find((known) => known === text) ?? DEFAULT_VIEW.compare;
}

function parsePeriod(parameters: URLSearchParams): Period {
  const preset = PRESETS.find((known) => known === parameters.get('period'));
  if (preset !== undefined) return { preset };
  const since = parseDay(parameters.get('since') ?? '');
  if (since !== null) return { since };
  const from = parseDay(parameters.get('from') ?? '');
  const to = parseDay(parameters.get('to') ?? '');
  if (from !== null && to !== null && daysBetween(from, to) >= 0) return { from, to };
  return DEFAULT_VIEW.period;
}

/** The query string with its question mark, or nothing for the default view. */
export function formatView(view: View): string {
  const parts: string[] = [];
  if ('from' in view.period) parts.push(`from=${isoDay(view.period.from)}`, `to=${isoDay(view.period.to)}`);
  else if ('since' in view.period) parts.push(`since=${isoDay(view.period.since)}`);
  else if (view.period.preset !== defaultPreset) parts.push(`period=${view.period.preset}`);
  if (view.compare !== DEFAULT_VIEW.compare) parts.push(`compare=${view.compare ?? 'none'}`);
  if (view.metric !== DEFAULT_VIEW.metric) parts.push(`metric=${view.metric}`);
  for (const filter of view.filters) parts.push(`f=${legible(formatFilter(filter))}`);
  for (const [panel, tab] of Object.entries(view.tabs)) parts.push(`${TAB}${legible(panel)}=${legible(tab)}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

const defaultPreset = (DEFAULT_VIEW.period as { preset: Preset }).preset;

/** Percent-encodes only what a query string cannot hold, so that links stay readable. */
function legible(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|3B|2C|2F|40)/g, (code) => decodeURIComponent(code));
}

/** A condition, or `or:` and conditions with semicolons between. */
export function formatFilter(filter: Filter): string {
  if (filter[0] !== 'or') return formatCondition(filter);
  return `or:${filter[1].map((condition) => escaped(formatCondition(condition), ';')).join(';')}`;
}

/** `operator:dimension:value,value`; a backslash goes before a comma in a value and a colon in a property's name. */
function formatCondition([operator, dimension, values]: Condition): string {
  const name = dimension.startsWith('prop:') ? `prop:${escaped(dimension.slice(5), ':')}` : dimension;
  return `${operator}:${name}:${values.map((value) => escaped(value, ',')).join(',')}`;
}

/** Null for what is no filter. */
export function parseFilter(text: string): Filter | null {
  const [first, rest] = cut(text, ':');
  if (first !== 'or') return parseCondition(text);
  const conditions = rest === null ? [] : list(rest, ';').map(parseCondition);
  const known = conditions.filter((condition) => condition !== null);
  return known.length === 0 || known.length < conditions.length ? null : ['or', known];
}

function parseCondition(text: string): Condition | null {
  const [operatorText, rest] = cut(text, ':');
  const operator = OPERATORS.find((known) => known === operatorText);
  if (operator === undefined || rest === null) return null;
  const property = rest.startsWith('prop:');
  const [name, valueText] = cut(property ? rest.slice(5) : rest, ':');
  if (valueText === null) return null;
  const dimension = property ? propertyNamed(name) : known(name);
  if (dimension === null) return null;
  return [operator, dimension, list(valueText, ',')];
}

/** The unescaped parts between bare separators. */
export function list(text: string, separator: string): string[] {
  const parts: string[] = [];
  for (let remaining: string | null = text; remaining !== null; ) {
    const [part, next] = cut(remaining, separator);
    parts.push(part);
    remaining = next;
  }
  return parts;
}

function propertyNamed(name: string): Dimension | null {
  return name === '' ? null : `prop:${name}`;
}

function known(name: string): Dimension | 'goal' | null {
  return name === 'goal' ? 'goal' : (PLAIN_DIMENSIONS.find((dimension) => dimension === name) ?? null);
}

/** A backslash goes before the separator, and before a backslash. */
export function escaped(text: string, separator: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(separator, `\\${separator}`);
}

/** The unescaped text before the first bare separator, and what follows it. */
export function cut(text: string, separator: string): [string, string | null] {
  let head = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && at + 1 < text.length) head += text[++at];
    else if (text[at] === separator) return [head, text.slice(at + 1)];
    else head += text[at];
  }
  return [head, null];
}

export function sameFilter(one: Filter, other: Filter): boolean {
  return formatFilter(one) === formatFilter(other);
}

/** Adds the filter, or removes it where it is already there. */
export function toggled(filters: readonly Filter[], filter: Filter): Filter[] {
  const rest = filters.filter((other) => !sameFilter(other, filter));
  return rest.length < filters.length ? rest : [...rest, filter];
}
