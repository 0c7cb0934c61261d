import type { ElementRow, PointElement, PointsAnswer, ScrollAnswer } from '../../api/heatmaps';
import { count, rate } from '../../format/numbers';
import { plural, t, type Key } from '../../i18n';
import { isPoints, placeName, type Choice } from './choice';
import type { Drawn } from './MapView';

/** Longer texts of elements are cut in sentences. */
const LONGEST = 40;

type Named = Pick<PointElement, 'selector' | 'tag' | 'text'>;

const TAGS: Readonly<Record<string, Key>> = {
  img: 'heatmap.tag.image', picture: 'heatmap.tag.image', svg: 'heatmap.tag.image', video: 'heatmap.tag.image', a: 'heatmap.tag.link', button: 'heatmap.tag.button',
  input: 'heatmap.tag.field', textarea: 'heatmap.tag.field', select: 'heatmap.tag.field',
};

/**
 * An element as people call it: by what it shows, else by what it is and what the page calls it (`called`; null where nothing), else by
 * its own id or class, or that of the nearest element around it.
 */
export function elementName({ selector, tag, text }: Named, called: string | null = null): string {
  if (text !== '') return text;
  const kind = t(TAGS[tag] ?? 'heatmap.tag.area');
  if (called !== null) return `${kind}: ${called}`;
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

/** The stretch of a tenth of the page that was longest in view. */
export function attentionSentence({ attention }: ScrollAnswer): string {
  const most = Math.max(...attention.seconds, 0);
  if (attention.pageviews === 0 || most === 0) return t('heatmap.none.attention');
  const middle = attention.seconds.indexOf(most);
  const end = attention.seconds.lastIndexOf(most);
  return t('heatmap.attended', {
    from: rate(Math.floor(((middle + end) / 2 / 1000) * 10) / 10),
    to: rate(Math.min(1, Math.floor(((middle + end) / 2 / 1000) * 10) / 10 + 0.1)),
    seconds: count(Math.round(most / attention.pageviews)),
  });
}

/** How much stands behind a map; nothing while that is not known. */
export function sampleText(kind: Choice['kind'], device: Choice['device'], drawn: Drawn | null): string {
  if (drawn === null) return '';
  const samples = 'points' in drawn ? drawn.points.samples : drawn.scroll.samples;
  const own = samples.find((one) => one.device === device);
  const pageviews = plural('heatmap.pageviews', own?.pageviews ?? 0);
  if ('points' in drawn) return t('heatmap.sample', { what: plural(`heatmap.count.${kind as 'click'}`, drawn.points.interactions), pageviews, sessions: plural('heatmap.sessions', own?.sessions ?? 0) });
  return t('heatmap.sampleScroll', { of: count(kind === 'scroll' ? drawn.scroll.pageviews : drawn.scroll.attention.pageviews), pageviews });
}
