import type { ElementRow, PointElement, PointsAnswer, Sample, ScrollAnswer } from '../../api/heatmaps';
import { count, mean, rate } from '../../format/numbers';
import { plural, t, type Key } from '../../i18n';
import { tenths } from './bands';
import { isPoints, placeName, type Choice } from './choice';
import { LANDMARKS } from '../../elements/heatmap/named';
import { differences, type BothSides, type SideNames } from './differences';
import type { Drawn } from './MapView';

/** Longer texts of elements are cut in sentences. */
const LONGEST = 40;

type Named = Pick<PointElement, 'selector' | 'tag' | 'text'>;

const TAGS: Readonly<Record<string, Key>> = {
  img: 'heatmap.tag.image', picture: 'heatmap.tag.image', svg: 'heatmap.tag.image', video: 'heatmap.tag.image', a: 'heatmap.tag.link', button: 'heatmap.tag.button',
  input: 'heatmap.tag.field', textarea: 'heatmap.tag.field', select: 'heatmap.tag.field', ...LANDMARKS,
};

/**
 * An element as people call it: by what it shows, else by what it is and what the page calls it (`called`; null where nothing), else by
 * its own id or class, or that of the nearest element around it.
 */
export function elementName({ selector, tag, text }: Named, called: string | null = null): string {
  if (text !== '') return text;
  const kind = t(TAGS[tag] ?? 'heatmap.tag.area');
  if (called !== null) return `${kind}: ${called}`;
  if (tag in LANDMARKS) return kind;
  const steps = selector.split('>').map((step) => step.replace(/:nth-of-type\(\d+\)/, ''));
  return `${kind} ${steps.findLast((step) => /[#.]/.test(step)) ?? steps.at(-1)!}`;
}

function quoted(element: Named, nameOf: (element: Named) => string): string {
  const name = nameOf(element);
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  return element.text === '' ? short : t('heatmap.quoted', { text: short });
}

/** The question that the map answers. */
export function mapTitle({ kind, place }: Choice): string {
  return t(`heatmap.title.${kind}`, { page: placeName(place) });
}

/** The main thing about the points, in plain words. */
export function pointsSentence(kind: Choice['kind'], { elements, interactions }: PointsAnswer, rows: readonly ElementRow[] | null, nameOf: (element: Named) => string = (element) => elementName(element)): string {
  const first = elements[0];
  if (!isPoints(kind) || first === undefined || interactions === 0) return t(`heatmap.none.${kind}`);
  const parts = [t(`heatmap.most.${kind}`, { element: quoted(first, nameOf), share: rate(first.count / interactions) })];
  if (kind === 'click' && rows !== null) {
    const raged = [...rows].sort((one, other) => other.rageClicks - one.rageClicks)[0];
    if (raged !== undefined && raged.rageClicks > 0) parts.push(plural('heatmap.raged', raged.rageClicks, { element: quoted(raged, nameOf) }));
    const dead = [...rows].sort((one, other) => other.deadClicks - one.deadClicks)[0];
    if (parts.length === 1 && dead !== undefined && dead.deadClicks > 0) parts.push(plural('heatmap.dead', dead.deadClicks, { element: quoted(dead, nameOf) }));
  }
  return `${parts.join('; ')}.`;
}

/** The main difference between two sides, in plain words. */
export function comparedSentence(sides: readonly BothSides[], { own, rival }: SideNames, nameOf: (element: Named) => string): string {
  const first = differences(sides)[0];
  if (first === undefined) return t('heatmap.differences.none');
  return t('heatmap.compared', { element: quoted(first.row, nameOf), own, ownRate: rate(first.own), rival, rivalRate: rate(first.rival) });
}

/** The ‰ of the page down to which at least this share of pageviews came. */
export function reachedBy({ reach, pageviews }: Pick<ScrollAnswer, 'reach' | 'pageviews'>, share: number): number {
  // A pageview that is there has seen the top.
  let last = 0;
  while (last < reach.length && reach[last]! >= share * pageviews) last++;
  return last;
}

export function scrollSentence(answer: ScrollAnswer): string {
  if (answer.pageviews === 0) return t('heatmap.none.scroll');
  const half = reachedBy(answer, 0.5);
  const end = (answer.reach.at(-1) ?? 0) / answer.pageviews;
  return t('heatmap.scrolled', { half: rate(half / 1000), end: rate(end), mean: answer.averageDepth === null ? '–' : rate(answer.averageDepth) });
}

/** The tenth of the page that was in view longest, as the table beside the map has it. */
export function attentionSentence(answer: ScrollAnswer): string {
  const parts = tenths(answer);
  const longest = parts.reduce((best, one) => (one.seconds > best.seconds ? one : best));
  if (answer.attention.pageviews === 0 || longest.seconds === 0) return t('heatmap.none.attention');
  return t('heatmap.attended', { from: rate(Math.round((longest.at - 0.1) * 10) / 10), to: rate(longest.at), seconds: mean(longest.seconds) });
}

interface Said {
  choice: Choice;
  own: Drawn | null;
  other: Drawn | null;
  rows: readonly ElementRow[] | null;
  /** Both sides of a comparison; null while they are not known, and `unknown` where they cannot be. */
  both: readonly BothSides[] | 'unknown' | null;
  names: SideNames;
  nameOf: (element: Named) => string;
}

/** The main thing that the page shows; of a comparison what differs most, or else the main thing of each side. Null while that is not known. */
export function sentenceOf({ choice, own, other, rows, both, names, nameOf }: Said): string | null {
  const said = (drawn: Drawn, figures: readonly ElementRow[] | null): string => {
    if ('points' in drawn) return pointsSentence(choice.kind, drawn.points, figures, nameOf);
    return choice.kind === 'scroll' ? scrollSentence(drawn.scroll) : attentionSentence(drawn.scroll);
  };
  if (choice.rival === null) return own === null ? null : said(own, rows);
  if (choice.kind === 'click' && both !== 'unknown') return both === null ? null : comparedSentence(both, names, nameOf);
  if (own === null || other === null) return null;
  return t('heatmap.both', { own: names.own, ownSaid: said(own, null), rival: names.rival, rivalSaid: said(other, null) });
}

/** How much stands behind a map: what is drawn, and of how many, where that is known. */
export function sampleText(kind: Choice['kind'], drawn: Drawn | null, sample: Pick<Sample, 'pageviews' | 'sessions'> | null): string {
  if (drawn === null) return '';
  if ('points' in drawn) {
    const what = plural(`heatmap.count.${kind as 'click'}`, drawn.points.interactions);
    return sample === null ? t('heatmap.sampleUnknown', { what }) : t('heatmap.sample', { what, ...inWords(sample) });
  }
  return t('heatmap.sampleScroll', { of: count(kind === 'scroll' ? drawn.scroll.pageviews : drawn.scroll.attention.pageviews), pageviews: plural('heatmap.pageviews', sample?.pageviews ?? 0) });
}

/** How much stands behind each side of a comparison on one map. */
export function sidesText({ own, rival }: SideNames, sizes: { own: Sample; rival: Sample }): string {
  return `${t('heatmap.sampleSide', { side: own, ...inWords(sizes.own) })} ${t('heatmap.sampleSide', { side: rival, ...inWords(sizes.rival) })}`;
}

function inWords({ pageviews, sessions }: Pick<Sample, 'pageviews' | 'sessions'>): { pageviews: string; sessions: string } {
  return { pageviews: plural('heatmap.pageviews', pageviews), sessions: plural('heatmap.sessions', sessions) };
}
