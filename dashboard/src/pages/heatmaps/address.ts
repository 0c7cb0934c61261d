import type { Place } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { OF_MAPS, tabsAlong, without } from '../../state/current';
import { formatView, type View } from '../../state/view';

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
