import type { ScrollAnswer } from '../../api/heatmaps';
import type { Line } from '../../elements/heatmap/layers';
import { count, rate } from '../../format/numbers';
import { t } from '../../i18n';
import { reachedBy } from './words';

const TENTHS = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

/** The share of pageviews that saw each ‰ of the page. */
export function reachStrengths({ reach, pageviews }: Pick<ScrollAnswer, 'reach' | 'pageviews'>): number[] {
  return reach.map((reached) => (pageviews === 0 ? 0 : reached / pageviews));
}

/** How long each ‰ was looked at, beside the one looked at longest. */
export function attentionStrengths({ attention: { seconds } }: Pick<ScrollAnswer, 'attention'>): number[] {
  const most = Math.max(...seconds, 0);
  return seconds.map((one) => (most === 0 ? 0 : one / most));
}

/**
 * Lines where so many pageviews stopped reading; of those at one place the one that fewest went beyond. The fold, which the average
 * window showed without scrolling, is one more.
 */
export function reachLines(answer: ScrollAnswer): Line[] {
  const lines = new Map<number, Line>();
  if (answer.pageviews > 0) {
    for (const share of TENTHS) {
      const last = reachedBy(answer, share);
      if (last > 0 && last < answer.reach.length) lines.set(last, { at: last / answer.reach.length, label: t('heatmap.line', { share: rate(share) }), kind: 'reach' });
    }
  }
  const fold: Line[] = answer.averageFold === null || answer.averageFold >= 1 ? [] : [{ at: answer.averageFold, label: t('heatmap.fold', { px: count(answer.foldPx ?? 0) }), kind: 'fold' }];
  return [...lines.values(), ...fold];
}

export interface ReachRow {
  /** 0–1 of the page's height. */
  at: number;
  pageviews: number;
  share: number;
  /** Active seconds for each pageview, on the tenth that ends here. */
  seconds: number;
}

/** The page in tenths: how many saw each to its end, and how long it was looked at on average. */
export function tenths({ reach, pageviews, attention }: ScrollAnswer): ReachRow[] {
  return Array.from({ length: 10 }, (_, at) => {
    const last = reach[(at + 1) * 100 - 1] ?? 0;
    const part = attention.seconds.slice(at * 100, (at + 1) * 100);
    const mean = part.reduce((sum, one) => sum + one, 0) / Math.max(1, part.length);
    return { at: (at + 1) / 10, pageviews: last, share: pageviews === 0 ? 0 : last / pageviews, seconds: attention.pageviews === 0 ? 0 : mean / attention.pageviews };
  });
}
