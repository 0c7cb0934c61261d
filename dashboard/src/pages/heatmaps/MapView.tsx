import type { ComponentChild } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PointElement, PointsAnswer, ScrollAnswer, Snapshot } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { placed, type Anchor, type Placed } from '../../elements/heatmap/anchors';
import { Backdrop, type Layer, type Layout } from '../../elements/heatmap/Backdrop';
import { parentOf } from '../../elements/heatmap/carriers';
import { colourOf } from '../../elements/heatmap/Legend';
import { bandLayers, dotLayers, edgeLayer, heatField, heatLayers, markLayer } from '../../elements/heatmap/layers';
import { rate } from '../../format/numbers';
import { attentionStrengths, reachLines, reachStrengths } from './bands';
import type { Colouring } from './colours';
import { isPoints, type Choice } from './choice';
import { MapLegend } from './MapLegend';
import { Unseen } from './Unseen';

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
  /** The colours of the dots; `places` are those of this map's own answer. */
  colouring: { kinds: Colouring['kinds']; places: readonly number[] } | null;
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
  /** What the further layers mean. */
  legend?: ComponentChild;
  linked?: { at: number; follow: (at: number) => void };
  onLayout?: (layout: Layout | null) => void;
  /** Whether another map decides which part of the page is shown. */
  follows?: boolean;
  /** Of two maps that are read alike: the value of the strongest colour, and where each tells the value of its own strongest spot. Their legend is another's. */
  alike?: { most: number | null; tell: (most: number | null) => void };
}

/** So many elements get a mark, the most clicked first; the list beside the map has all. */
const MARKED = 60;
const NONE: readonly Layer[] = [];

/** One map: the page with what its visitors did laid over it, and the legend. */
export function MapView(props: MapViewProps) {
  const { site, choice, snapshot, drawn, label, stale, opacity, colouring, hidden, onToggle, hovered, onHover, onChoose, marks = null, extra, linked, follows = false, alike } = props;
  const [layout, setLayout] = useState<Layout | null>(null);
  const points = drawn !== null && 'points' in drawn ? drawn.points : null;
  const scroll = drawn !== null && 'scroll' in drawn ? drawn.scroll : null;

  const found = useMemo(() => (layout === null || points === null ? null : placed(points.elements, points.points, layout.anchors)), [layout, points]);
  const field = useMemo(
    () => (layout === null || found === null || marks !== null || choice.look !== 'heat' ? null : heatField(found, layout)),
    [layout, found, choice.look, marks === null],
  );
  const most = alike?.most ?? field?.most ?? null;
  const heat = useMemo(() => (field === null || most === null ? NONE : heatLayers(field, most)), [field, most]);
  useEffect(() => alike?.tell(field?.most ?? null), [field]);
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

  const anchorOf = (selector: string | null): Anchor | null =>
    selector === null || layout === null ? null : layout.anchors.of(points?.elements.find((one) => one.selector === selector) ?? { selector, tag: '', text: '' });
  const chosen = points === null ? null : anchorOf(choice.element);
  const pointed = hovered === choice.element ? null : anchorOf(hovered);
  const edges = [...(chosen === null ? [] : [edgeLayer(chosen, true)]), ...(pointed === null ? [] : [edgeLayer(pointed, false)])];

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
        reveal={choice.opened && points !== null ? points.elements : null}
        show={follows ? null : chosen}
        layers={[...bands, ...heat, ...dots, ...further, ...overlay, ...edges]}
        {...(isPoints(choice.kind) ? { onHover: (element: Element | null) => onHover(under(element)), onPick: (element: Element | null) => onChoose(under(element)) } : {})}
        {...(linked === undefined ? {} : { linked })}
      />
      <figcaption class="map-foot">
        {props.legend}
        {alike === undefined && extra === undefined && <MapLegend choice={choice} most={most} scroll={scroll} kinds={colouring?.kinds ?? null} hidden={hidden} onToggle={onToggle} differences={marks !== null} />}
        {found !== null && (found.unanchored > 0 || found.hidden > 0 || choice.opened) && marks === null && <Unseen found={found} opened={choice.opened} />}
      </figcaption>
    </figure>
  );
}

function dotsOf(found: Placed, layout: Layout, { kinds, places }: NonNullable<MapViewProps['colouring']>, hidden: ReadonlySet<string>): Layer[] {
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

