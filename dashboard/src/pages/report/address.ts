import type { Dimension, Filter, Site } from '../../api/records';
import { tabsAlong } from '../../state/current';
import { formatView, sameFilter, type View } from '../../state/view';

/** The page with all rows of a dimension, under the view's period and filters. */
export function reportAddress(site: Site, view: View, dimension: Dimension, only: readonly Filter[] = []): string {
  const further = only.filter((filter) => !view.filters.some((other) => sameFilter(other, filter)));
  return `/sites/${site.id}/report/${encodeURIComponent(dimension)}${formatView({ ...view, filters: [...view.filters, ...further], tabs: tabsAlong(view.tabs) })}`;
}
