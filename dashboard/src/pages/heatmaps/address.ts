import type { Place } from '../../api/heatmaps';
import type { DateRange, Site } from '../../api/records';
import { OF_MAPS, tabsAlong, without } from '../../state/current';
import { formatView, type View } from '../../state/view';
import { isPoints, type Kind } from './choice';

/** The list of pages, in the order and with the search that it was left with. */
export function pickerAddress(site: Site, view: View): string {
  const kept = ['groups', 'order', 'only', 'search'];
  return `/sites/${site.id}/heatmaps${formatView({ ...view, tabs: without(view.tabs, ...OF_MAPS.filter((name) => !kept.includes(name))) })}`;
}

/** The map of a page or group, under the view's period and filters. */
export function mapAddress(site: Site, view: View, place: Place, device: string | null): string {
  const tabs: Record<string, string> = { ...tabsAlong(view.tabs) };
  for (const name of ['groups', 'order', 'only', 'search']) if (view.tabs[name] !== undefined) tabs[name] = view.tabs[name];
  if ('page' in place) tabs['map'] = place.page;
  else tabs['group'] = place.pageGroup;
  if (device !== null) tabs['device'] = device;
  return `/sites/${site.id}/heatmaps${formatView({ ...view, tabs })}`;
}

/** The map of a page with the card of one of its elements open. */
export function elementAddress(site: Site, view: View, place: { page: string }, device: string | null, kind: string, selector: string): string {
  const tabs = { ...tabsAlong(view.tabs), map: place.page, ...(device === null ? {} : { device }), ...(kind === 'click' ? {} : { kind }), element: selector };
  return `/sites/${site.id}/heatmaps${formatView({ ...view, tabs })}`;
}

const DAY = 86_400_000;
/** The most days that the map over the page asks for. */
const MOST_DAYS = 400;

/** What the map over the page itself begins with, after the token of its link: the kind, and as many days as reach from the period's beginning until now. */
export function overlayStart(kind: Kind, { from }: DateRange, now: number): string {
  const days = Math.min(MOST_DAYS, Math.max(1, Math.ceil((now - Date.parse(from)) / DAY)));
  return `=${isPoints(kind) ? kind : 'click'}=${days}`;
}
