import type { PointElement, ZoneRow } from '../../api/heatmaps';
import type { Zone } from '../../elements/heatmap/zones';
import { csv } from '../report/save';
import { differences, type BothSides, type SideNames } from './differences';

type Line = (string | number | null)[];

/** The zones of the page with all of their figures. */
export function zonesCsv(zones: readonly Zone[], rows: readonly ZoneRow[]): string {
  const lines = zones.flatMap((zone): Line[] => {
    const row = rows.find(({ id }) => id === zone.id);
    if (row === undefined) return [];
    return [[zone.name, zone.top, zone.bottom, row.clicks, row.clickedSessions, row.clickRate, row.exposedPageviews, row.exposure, row.seconds, row.attractiveness, row.revenue, row.purchases]];
  });
  return csv([['zone', 'top_permille', 'bottom_permille', 'clicks', 'clicked_sessions', 'click_rate', 'exposed_pageviews', 'exposure', 'seconds', 'attractiveness', 'revenue', 'purchases'], ...lines]);
}

/** The elements of a map of points, with how many each has and its part of all; of two maps those of both. */
export function pointsCsv(kind: string, own: readonly PointElement[], rival: readonly PointElement[] | null, names: SideNames): string {
  const sides = rival === null ? [own] : [own, rival];
  const found = new Map<string, { element: PointElement; counts: number[] }>();
  for (const [side, elements] of sides.entries()) {
    for (const element of elements) {
      const row = found.get(element.selector) ?? { element, counts: sides.map(() => 0) };
      row.counts[side]! += element.count;
      found.set(element.selector, row);
    }
  }
  const sums = sides.map((elements) => elements.reduce((sum, one) => sum + one.count, 0));
  const titles = sides.length === 1 ? [`${kind}s`, 'share'] : [names.own, names.rival].flatMap((name) => [`${kind}s (${name})`, `share (${name})`]);
  const lines = [...found.values()].filter(({ counts }) => counts.some((one) => one > 0)).map(({ element: { selector, tag, text }, counts }): Line => [selector, tag, text, ...counts.flatMap((count, side) => [count, sums[side] === 0 ? null : count / sums[side]!])]);
  return csv([['selector', 'tag', 'text', ...titles], ...lines]);
}

/** The elements of a comparison, with what both sides did, and whether they differ by more than chance. */
export function sidesCsv(sides: readonly BothSides[], names: SideNames): string {
  const sure = new Set(differences(sides).map(({ row }) => row.selector));
  const titles = [names.own, names.rival].flatMap((name) => ['clicks', 'sessions', 'click_rate'].map((figure) => `${figure} (${name})`));
  return csv([
    ['selector', 'tag', 'text', ...titles, 'p_value', 'more_than_chance'],
    ...sides.map(({ row, clicks, sessions, rates, pValue }): Line => [row.selector, row.tag, row.text, clicks[0], sessions[0], rates[0], clicks[1], sessions[1], rates[1], pValue, sure.has(row.selector) ? 'yes' : 'no']),
  ]);
}
