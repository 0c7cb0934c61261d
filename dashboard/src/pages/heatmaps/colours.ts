import type { ColouredBy, Device, PointElement, PointsAnswer } from '../../api/heatmaps';
import { KINDS as COLOURS } from '../../elements/heatmap/ramps';
import type { Kind } from '../../elements/heatmap/Legend';
import { valueName } from '../../format/names';
import { t } from '../../i18n';

/** Stands for all values that have no colour of their own. */
export const REST = '\u0000rest';

export interface Colouring {
  /** As the legend has them, the most frequent first. */
  kinds: Kind[];
  /** The place in the legend of the value at each index of the answer. */
  places: number[];
}

/** Colours for the most frequent values of an answer; all others share one. */
export function colouringOf(answer: PointsAnswer, by: ColouredBy | 'device'): Colouring {
  const values = answer.values ?? [''];
  const counts = values.map(() => 0);
  answer.points.count.forEach((count, at) => {
    counts[answer.points.value?.[at] ?? 0]! += count;
  });
  const order = values.map((_, at) => at).filter((at) => counts[at]! > 0).sort((one, other) => counts[other]! - counts[one]! || one - other);
  // One value more than there are colours has the last of them for itself.
  const own = order.slice(0, order.length === COLOURS.length + 1 ? COLOURS.length + 1 : COLOURS.length);
  const rest = order.slice(own.length);
  const kinds = own.map((at) => ({ value: values[at]!, name: kindName(by, values[at]!), count: counts[at]! }));
  if (rest.length > 0) kinds.push({ value: REST, name: t('heatmap.by.rest', { n: rest.length }), count: rest.reduce((sum, at) => sum + counts[at]!, 0) });
  return { kinds, places: values.map((_, at) => (own.includes(at) ? own.indexOf(at) : own.length)) };
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
  return { ...answer, ...sorted(elements, points), interactions: counts.reduce((sum, one) => sum + one, 0), values: null };
}
