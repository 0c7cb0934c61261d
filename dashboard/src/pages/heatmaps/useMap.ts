import { useMemo } from 'preact/hooks';
import { DEVICES, heatmaps, type ElementOrder, type ElementsAnswer, type PointsAnswer, type ScrollAnswer, ELEMENT_ORDERS } from '../../api/heatmaps';
import type { Goal, Site } from '../../api/records';
import { useAnswer, type Answer } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { colouredBy, isPoints, oneOf, type Choice, type Kind } from './choice';
import { onlyOf, ofDevices } from './colours';
import { comparedOf, pointsQuestion, scopeOf, type Side } from './questions';
import type { Drawn } from './MapView';

export interface MapAnswer {
  answer: Answer<PointsAnswer | ScrollAnswer>;
  drawn: Drawn | null;
}

/** What one side of the map draws. Answers of another page or device are never drawn on this one's. */
export function useDrawn(site: Site, choice: Choice, view: View, period: ResolvedPeriod, side: Side): MapAnswer {
  const points = pointsQuestion(choice, view, period, side);
  const scope = scopeOf(choice, view, period, side);
  const asked = side === 'own' || choice.rival !== null;
  const byDevice = points !== null && choice.look === 'confetti' && colouredBy(choice) === 'device';
  const devices = isEverywhere(choice) ? DEVICES : [scope.device];
  const about = JSON.stringify([choice.place, scope.device, points?.kind ?? 'scroll', byDevice, devices]);
  const answer = useAnswer<PointsAnswer | ScrollAnswer>(
    asked ? `${site.id} ${about} ${JSON.stringify(points ?? scope)}` : null,
    async () => {
      if (points === null) return heatmaps.scroll(site.id, scope);
      if (!byDevice) return heatmaps.points(site.id, points);
      return ofDevices(await Promise.all(devices.map(async (device) => [device, await heatmaps.points(site.id, { ...points, device })] as const)));
    },
    { scope: `${site.id} ${about}` },
  );
  const { value } = answer;
  const leavers = choice.rival === 'leavers';
  const drawn = useMemo((): Drawn | null => {
    if (value === null) return null;
    if ('reach' in value) return { scroll: value };
    // The answer to a question asked before the converters were told apart.
    if (leavers && value.values === null) return null;
    return { points: leavers ? onlyOf(value, side === 'own' ? 'converted' : 'notConverted') : value };
  }, [value, leavers, side]);
  return { answer, drawn };
}

/** Whether all devices' points are drawn together, told apart by their colours. */
export function isEverywhere(choice: Choice): boolean {
  return isPoints(choice.kind) && choice.look === 'confetti' && colouredBy(choice) === 'device' && !DEVICES.some((device) => device === choice.rival);
}

/** The order of the list of elements: written `rageClicks`, or `-rageClicks` for the least first. */
export interface ElementsOrder {
  by: ElementOrder;
  descending: boolean;
}

export function orderOf(text: string | undefined, kind: Kind): ElementsOrder {
  return { by: oneOf(ELEMENT_ORDERS, text?.replace(/^-/, '')) ?? usualOrder(kind), descending: text?.startsWith('-') !== true };
}

/** Of the figure that the map shows. */
export function usualOrder(kind: Kind): ElementOrder {
  return kind === 'rageClick' || kind === 'deadClick' || kind === 'errorClick' ? `${kind}s` : 'clicks';
}

/** The page's elements with their figures: those shown, and how to get more of them. */
export function useElements(site: Site, choice: Choice, view: View, period: ResolvedPeriod, goals: readonly Goal[] | null, limit: number): Answer<ElementsAnswer> {
  const order = orderOf(view.tabs['sort'], choice.kind);
  const question = {
    ...scopeOf(choice, view, period),
    compare: comparedOf(choice, view, period, goals ?? []),
    orderBy: [[order.by, order.descending ? 'desc' : 'asc']] as [ElementOrder, 'asc' | 'desc'][],
    limit,
    ...(choice.goal === null ? {} : { goal: choice.goal }),
  };
  const scope = `${site.id} ${JSON.stringify([choice.place, choice.device])}`;
  return useAnswer(isPoints(choice.kind) && goals !== null ? `${scope} ${JSON.stringify(question)}` : null, () => heatmaps.elements(site.id, question), { scope });
}

export const FIRST_ROWS = 100;
/** The most that the API gives at once. */
export const ALL_ROWS = 1000;
