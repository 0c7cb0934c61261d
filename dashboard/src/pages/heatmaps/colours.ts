import type { ColouredBy, Device, PointElement, PointsAnswer } from '../../api/heatmaps';
import { KINDS as COLOURS } from '../../elements/heatmap/ramps';
import type { Kind } from '../../elements/heatmap/Legend';
import { valueName } from '../../format/names';
import { t } from '../../i18n';

/** Stands for all values that have no colour of their own. */
export const REST = '\u0000rest';

export interface Colouring {
  /** As the legend has them, the most frequent first; of two maps their counts on both. */
  kinds: Kind[];
  /** Of each answer, the place in the legend of the value at each index. */
  places: number[][];
}

/** Colours for the most frequent values of one answer, or of two that share a legend; all others share one. */
export function colouringOf(answers: readonly PointsAnswer[], by: ColouredBy | 'device'): Colouring {
  const counts = new Map<string, number[]>();
  for (const [side, answer] of answers.entries()) {
    const values = answer.values ?? [''];
    answer.points.count.forEach((count, at) => {
      const value = values[answer.points.value?.[at] ?? 0]!;
      const own = counts.get(value) ?? answers.map(() => 0);
      own[side]! += count;
      counts.set(value, own);
    });
  }
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const order = [...counts.keys()].sort((one, other) => sum(counts.get(other)!) - sum(counts.get(one)!));
  // One value more than there are colours has the last of them for itself.
  const own = order.slice(0, order.length === COLOURS.length + 1 ? COLOURS.length + 1 : COLOURS.length);
  const rest = order.slice(own.length);
  const kinds = own.map((value) => ({ value, name: kindName(by, value), counts: counts.get(value)! }));
  if (rest.length > 0) kinds.push({ value: REST, name: t('heatmap.by.rest', { n: rest.length }), counts: answers.map((_, side) => sum(rest.map((value) => counts.get(value)![side]!))) });
  return { kinds, places: answers.map(({ values }) => (values ?? ['']).map((value) => (own.includes(value) ? own.indexOf(value) : own.length))) };
}

function kindName(by: ColouredBy | 'device', value: string): string {
  if (by === 'returning') return t(value === 'returning' ? 'heatmap.by.returningYes' : 'heatmap.by.returningNo');
  if (by === 'converted') return t(value === 'converted' ? 'heatmap.by.convertedYes' : 'heatmap.by.convertedNo');
  return valueName(by, value);
}

/** The answers of several devices as one whose points are told apart by device; samples stay those of any of them. */
export function ofDevices(answers: readonly (readonly [Device, PointsAnswer])[]): PointsAnswer {
  const elements: PointElement[] = [];
  const places = new Map<string, number>();
  const points: PointsAnswer['points'] = { element: [], x: [], y: [], pageX: [], pageY: [], documentWidth: [], count: [], value: [] };
  for (const [at, [, answer]] of answers.entries()) {
    const own = answer.elements.map((element) => {
      let place = places.get(element.selector);
      if (place === undefined) {
        places.set(element.selector, (place = elements.length));
        elements.push({ ...element, count: 0 });
      }
      elements[place]!.count += element.count;
      return place;
    });
    answer.points.element.forEach((element, row) => {
      points.element.push(own[element]!);
      for (const column of ['x', 'y', 'pageX', 'pageY', 'documentWidth', 'count'] as const) points[column].push(answer.points[column][row]!);
      points.value!.push(at);
    });
  }
  const sum = (figure: 'interactions' | 'sessions'): number => answers.reduce((total, [, answer]) => total + answer[figure], 0);
  return { ...sorted(elements, points), samples: answers[0]?.[1].samples ?? [], interactions: sum('interactions'), sessions: sum('sessions'), values: answers.map(([device]) => device) };
}

/** The most clicked elements first, as the server has them. */
function sorted(elements: PointElement[], points: PointsAnswer['points']): Pick<PointsAnswer, 'elements' | 'points'> {
  const order = elements.map((_, at) => at).sort((one, other) => elements[other]!.count - elements[one]!.count);
  const places: number[] = [];
  order.forEach((old, place) => (places[old] = place));
  return { elements: order.map((at) => elements[at]!), points: { ...points, element: points.element.map((at) => places[at]!) } };
}

/** The part of an answer whose points have one of these values. */
export function onlyOf(answer: PointsAnswer, wanted: string): PointsAnswer {
  const value = answer.values?.indexOf(wanted) ?? -1;
  const rows = answer.points.count.map((_, at) => at).filter((at) => answer.points.value?.[at] === value);
  const pick = (column: readonly number[]): number[] => rows.map((at) => column[at]!);
  const { element, x, y, pageX, pageY, documentWidth, count } = answer.points;
  const points = { element: pick(element), x: pick(x), y: pick(y), pageX: pick(pageX), pageY: pick(pageY), documentWidth: pick(documentWidth), count: pick(count) };
  const counts = answer.elements.map(() => 0);
  points.element.forEach((at, row) => (counts[at]! += points.count[row]!));
  const elements = answer.elements.map((one, at) => ({ ...one, count: counts[at]! }));
  const marked = { ...points, value: rows.map(() => 0) };
  return { ...answer, ...sorted(elements, marked), interactions: counts.reduce((sum, one) => sum + one, 0), values: [wanted] };
}
