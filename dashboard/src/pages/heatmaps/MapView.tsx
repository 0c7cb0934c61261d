import { useMemo, useState } from 'preact/hooks';
import type { PointElement, PointsAnswer, ScrollAnswer, Snapshot } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { placed, type Placed } from '../../elements/heatmap/anchors';
import { Backdrop, type Layer, type Layout } from '../../elements/heatmap/Backdrop';
import { parentOf } from '../../elements/heatmap/carriers';
import { colourOf } from '../../elements/heatmap/Legend';
import { bandLayers, dotLayers, edgeLayer, heatLayers, markLayer } from '../../elements/heatmap/layers';
import { rate } from '../../format/numbers';
import { t } from '../../i18n';
import { attentionStrengths, reachLines, reachStrengths } from './bands';
import type { Colouring } from './colours';
import { isPoints, type Choice } from './choice';
import { MapLegend } from './MapLegend';

/** What is drawn: points or how far and how long was looked. */
export type Drawn = { points: PointsAnswer } | { scroll: ScrollAnswer };

/** Something marked on an element besides what the kind draws. */
export interface ElementMark {
  element: Pick<PointElement, 'selector' | 'tag' | 'text'>;
  text: string;
  weight: number;
  tone: 'good' | 'bad';
}

export interface MapViewProps {
  site: Site;
  choice: Choice;
  snapshot: Snapshot;
  drawn: Drawn | null;
  label: string;
  stale: boolean;
  /** 0–1. */
  opacity: number;
  colouring: Colouring | null;
  hidden: ReadonlySet<string>;
  onToggle: (value: string) => void;
  /** The selectors of the elements that are pointed at, and whose card is open. */
  hovered: string | null;
  onHover: (selector: string | null) => void;
  onChoose: (selector: string | null) => void;
  /** In place of the kind's own picture: what differs. */
  marks?: readonly ElementMark[] | null;
  /** Further layers, such as zones. */
  extra?: (layout: Layout) => readonly Layer[];
  linked?: { at: number; follow: (at: number) => void };
  onLayout?: (layout: Layout | null) => void;
}

/** So many elements get a mark, the most clicked first; the list beside the map has all. */
const MARKED = 60;
const NONE: readonly Layer[] = [];

/** One map: the page with what its visitors did laid over it, and the legend. */
export function MapView(props: MapViewProps) {
  const { site, choice, snapshot, drawn, label, stale, opacity, colouring, hidden, onToggle, hovered, onHover, onChoose, marks = null, extra, linked } = props;
  const [layout, setLayout] = useState<Layout | null>(null);
  const points = drawn !== null && 'points' in drawn ? drawn.points : null;
  const scroll = drawn !== null && 'scroll' in drawn ? drawn.scroll : null;

  const found = useMemo(() => (layout === null || points === null ? null : placed(points.elements, points.points, layout.anchors)), [layout, points]);
  const heat = useMemo(
    () => (layout === null || found === null || marks !== null || choice.look !== 'heat' ? null : heatLayers(found, layout)),
    [layout, found, choice.look, marks === null],
  );
  const dots = useMemo(
    () => (layout === null || found === null || marks !== null || choice.look !== 'confetti' || colouring === null ? NONE : dotsOf(found, layout, colouring, hidden)),
    [layout, found, choice.look, colouring, hidden, marks === null],
  );
  const overlay = useMemo(
    () => (layout === null || points === null ? NONE : marks !== null ? marked(marks, layout) : choice.look === 'overlay' ? shares(points, layout) : NONE),
    [layout, points, choice.look, marks],
  );
  const bands = useMemo(
    () =>
      layout === null || scroll === null
        ? NONE
        : choice.kind === 'scroll'
          ? bandLayers(reachStrengths(scroll), reachLines(scroll), layout)
          : bandLayers(attentionStrengths(scroll), [], layout),
    [layout, scroll, choice.kind],
  );
  const further = useMemo(() => (layout === null || extra === undefined ? NONE : extra(layout)), [layout, extra]);
  const selectors = useMemo(() => (layout === null || points === null ? new Map<Element, string>() : selectorsOf(points, layout)), [layout, points]);

  const edges: Layer[] = [];
  for (const [selector, chosen] of [[choice.element, true], [hovered, false]] as const) {
    const anchor = selector === null || layout === null ? null : layout.anchors.of(points?.elements.find((one) => one.selector === selector) ?? { selector, tag: '', text: '' });
    if (anchor !== null && (chosen || selector !== choice.element)) edges.push(edgeLayer(anchor, chosen));
  }

  const under = (element: Element | null): string | null => {
    for (let one = element; one !== null; one = parentOf(one)) {
      const selector = selectors.get(one);
      if (selector !== undefined) return selector;
    }
    return null;
  };

  return (
    <figure class="map" aria-busy={stale} style={{ '--map-opacity': String(opacity) }}>
      <Backdrop
        key={`${snapshot.id} ${snapshot.page} ${snapshot.device}`}
        site={site.id}
        snapshot={snapshot}
        label={label}
        onLayout={(next) => {
          setLayout(next);
          props.onLayout?.(next);
        }}
        layers={[...bands, ...(heat?.layers ?? []), ...dots, ...further, ...overlay, ...edges]}
        {...(isPoints(choice.kind) ? { onHover: (element: Element | null) => onHover(under(element)), onPick: (element: Element | null) => onChoose(under(element)) } : {})}
        {...(linked === undefined ? {} : { linked })}
      />
      <figcaption class="map-foot">
        <MapLegend choice={choice} most={heat?.most ?? null} scroll={scroll} colouring={colouring} hidden={hidden} onToggle={onToggle} differences={marks !== null} />
        {found !== null && found.unanchored > 0 && (
          <p class="map-unanchored" title={t('heatmap.unanchored.about')}>
            {t('heatmap.unanchored', { share: rate(found.unanchored / found.total) })}
          </p>
        )}
        {found !== null && found.hidden > 0 && (
          <p class="map-unanchored" title={t('heatmap.hidden.about')}>
            {t('heatmap.hidden', { share: rate(found.hidden / found.total) })}
          </p>
        )}
      </figcaption>
    </figure>
  );
}

function dotsOf(found: Placed, layout: Layout, { kinds, places }: Colouring, hidden: ReadonlySet<string>): Layer[] {
  return dotLayers(
    found,
    layout,
    kinds.map((_, at) => colourOf(at)),
    (value) => {
      const place = places[value] ?? 0;
      return hidden.has(kinds[place]?.value ?? '') ? -1 : place;
    },
  );
}

/** A mark with its share of all on each of the most clicked elements. */
function shares({ elements, interactions }: PointsAnswer, { anchors }: Layout): Layer[] {
  const most = elements[0]?.count ?? 1;
  return elements.slice(0, MARKED).flatMap((element) => {
    const anchor = element.count === 0 ? null : anchors.of(element);
    return anchor === null ? [] : [markLayer(element.selector, anchor, rate(element.count / interactions), element.count / most)];
  });
}

function marked(marks: readonly ElementMark[], { anchors }: Layout): Layer[] {
  return marks.flatMap(({ element, text, weight, tone }) => {
    const anchor = anchors.of(element);
    return anchor === null ? [] : [markLayer(element.selector, anchor, text, weight, tone)];
  });
}

function selectorsOf({ elements }: PointsAnswer, { anchors }: Layout): Map<Element, string> {
  const found = new Map<Element, string>();
  for (const element of elements) {
    const anchor = anchors.of(element);
    if (anchor !== null && !found.has(anchor.element)) found.set(anchor.element, element.selector);
  }
  return found;
}

