import type { Where } from '../../api/replays';
import type { Filter, Goal, PlainMetric, Site } from '../../api/records';
import { OF_REPLAY, OF_REPLAYS, tabsAlong, without } from '../../state/current';
import { t } from '../../i18n';
import { formatView, sameFilter, type View } from '../../state/view';
import { formatWhere } from './where';

/** The recorded sessions of a view that also meet the conditions: "watch these", from wherever there is a number of sessions. */
export function replaysAddress(site: Site, view: View, where: Where = {}): string {
  const text = formatWhere(where);
  return `/sites/${site.id}/replays${formatView({ ...view, tabs: { ...tabsAlong(view.tabs), ...(text === null ? {} : { where: text }) } })}`;
}

/** The list that a replay was opened from. */
export function listAddress(site: Site, view: View): string {
  return `/sites/${site.id}/replays${formatView({ ...view, tabs: without(view.tabs, ...OF_REPLAY) })}`;
}

/** A replay within its list; `seconds` is the moment to open it at. */
export function replayAddress(site: Site, view: View, session: string, seconds?: number): string {
  const tabs = Object.fromEntries(Object.entries(without(view.tabs, ...OF_REPLAY)).filter(([name]) => name === 'sort' || OF_REPLAYS.includes(name)));
  return `/sites/${site.id}/replays/${session}${formatView({ ...view, tabs: { ...tabs, ...(seconds === undefined ? {} : { t: String(Math.round(seconds * 10) / 10) }) } })}`;
}

/** The link of a row to the sessions that it counts; none where the site records nothing. */
export function watchRow(site: Site, view: View, value: string, wanted: readonly Filter[]): { label: string; href: string } | undefined {
  if (!site.replay.recorded) return undefined;
  const further = wanted.filter((filter) => !view.filters.some((other) => sameFilter(other, filter)));
  return { label: t('replays.watchOf', { value }), href: replaysAddress(site, { ...view, filters: [...view.filters, ...further] }) };
}

/** The sessions that a key figure is made of: those that bounced, bought or reached a goal, and all for what all have. */
export function figureAddress(site: Site, view: View, metric: PlainMetric, goals: readonly Goal[]): string {
  if (metric === 'bounceRate') return replaysAddress(site, view, { pages: { to: 1 } });
  if (metric === 'revenue') return replaysAddress(site, view, { purchased: true });
  if ((metric !== 'conversions' && metric !== 'conversionRate') || goals.length === 0) return replaysAddress(site, view);
  const reached: Filter = ['is', 'goal', goals.map(({ id }) => id)];
  return replaysAddress(site, { ...view, filters: view.filters.some((other) => sameFilter(other, reached)) ? view.filters : [...view.filters, reached] });
}
