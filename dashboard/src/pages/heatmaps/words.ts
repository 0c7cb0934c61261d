import type { ElementRow, PointElement, PointsAnswer, ScrollAnswer } from '../../api/heatmaps';
import { count, rate } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { isPoints, placeName, type Choice } from './choice';

/** Longer texts of elements are cut in sentences. */
const LONGEST = 40;

/** An element as people call it: by what it shows, else by its name and the nearest id or class. */
export function elementName({ selector, tag, text }: Pick<PointElement, 'selector' | 'tag' | 'text'>): string {
  if (text !== '') return text;
  const last = selector.split('>').at(-1)!.replace(/:nth-of-type\(\d+\)/, '');
  const named = last.includes('#') || last.includes('.') ? last : selector.match(/[\w-]+(?:#[\w-]+|\.[\w.-]+)(?!.*[#.])/)?.[0];
  const kind = t(tag === 'img' || tag === 'picture' || tag === 'svg' ? 'heatmap.tag.image' : tag === 'a' ? 'heatmap.tag.link' : tag === 'button' ? 'heatmap.tag.button' : tag === 'input' || tag === 'textarea' || tag === 'select' ? 'heatmap.tag.field' : 'heatmap.tag.area');
  return `${kind} ${named ?? last}`;
}

function quoted(element: Pick<PointElement, 'selector' | 'tag' | 'text'>): string {
  const name = elementName(element);
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  return element.text === '' ? short : t('heatmap.quoted', { text: short });
}

/** The question that the map answers. */
export function mapTitle({ kind, place }: Choice): string {
  return t(`heatmap.title.${kind}`, { page: placeName(place) });
}

/** The main thing about the points, in plain words. */
export function pointsSentence(kind: Choice['kind'], { elements, interactions }: PointsAnswer, rows: readonly ElementRow[] | null): string {
  const first = elements[0];
  if (!isPoints(kind) || first === undefined || interactions === 0) return t(`heatmap.none.${kind}`);
  const parts = [t(`heatmap.most.${kind}`, { element: quoted(first), share: rate(first.count / interactions) })];
  if (kind === 'click' && rows !== null) {
    const raged = [...rows].sort((one, other) => other.rageClicks - one.rageClicks)[0];
    if (raged !== undefined && raged.rageClicks > 0) parts.push(plural('heatmap.raged', raged.rageClicks, { element: quoted(raged) }));
    const dead = [...rows].sort((one, other) => other.deadClicks - one.deadClicks)[0];
    if (parts.length === 1 && dead !== undefined && dead.deadClicks > 0) parts.push(plural('heatmap.dead', dead.deadClicks, { element: quoted(dead) }));
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
