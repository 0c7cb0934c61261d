import { useMemo } from 'preact/hooks';
import { heatmaps, type PointElement, type ZoneRow } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import type { Layout } from '../../elements/heatmap/Backdrop';
import { parentOf } from '../../elements/heatmap/carriers';
import { zonesOf, type Zone } from '../../elements/heatmap/zones';
import { useAnswer, type Answer } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import type { Choice } from './choice';
import { scopeOf } from './questions';

export interface ZoneFigures {
  zones: readonly Zone[];
  answer: Answer<ZoneRow[]>;
}

/** The most elements that the API takes for a zone; the most used ones come first. */
const MOST_SELECTORS = 2000;

/** The parts of the page that is shown, and how people fared in each. */
export function useZones(site: Site, choice: Choice, view: View, period: ResolvedPeriod, layout: Layout | null): ZoneFigures {
  const wanted = choice.look === 'zones';
  const scope = scopeOf(choice, view, period);
  const key = `${site.id} ${JSON.stringify(scope)}`;
  // What was clicked is in a zone, and so is what was only pointed at.
  const elements = useAnswer(
    wanted ? `${key} zones' elements` : null,
    async () => (await Promise.all((['click', 'move'] as const).map((kind) => heatmaps.points(site.id, { ...scope, kind })))).flatMap((answer) => answer.elements),
    { scope: key },
  );
  const zones = useMemo(() => (wanted && layout !== null ? zonesOf(layout.doc) : []), [wanted, layout]);
  const question = useMemo(() => {
    if (layout === null || elements.value === null || zones.length === 0) return null;
    const inside = selectorsIn(zones, elements.value, layout);
    return { ...scope, zones: zones.map(({ id, top, bottom, alwaysInView }, at) => ({ id, selectors: inside[at]!, top, bottom, ...(alwaysInView ? { alwaysInView } : {}) })) };
  }, [zones, elements.value, key]);
  const answer = useAnswer(question === null ? null : `${site.id} zones ${JSON.stringify(question)}`, () => heatmaps.zones(site.id, question!), { scope: key });
  return { zones, answer: elements.problem === null ? answer : { ...answer, problem: elements.problem, retry: elements.retry } };
}

function selectorsIn(zones: readonly Zone[], elements: readonly PointElement[], { anchors }: Layout): string[][] {
  const places = new Map(zones.map(({ element }, at) => [element, at]));
  const inside = zones.map(() => new Set<string>());
  anchors.learn(elements);
  for (const element of elements) {
    for (let one: Element | null = anchors.of(element)?.element ?? null; one !== null; one = parentOf(one)) {
      const at = places.get(one);
      if (at !== undefined && inside[at]!.size < MOST_SELECTORS) inside[at]!.add(element.selector);
    }
  }
  return inside.map((selectors) => [...selectors]);
}
