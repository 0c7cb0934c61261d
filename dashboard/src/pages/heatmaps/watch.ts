import { CLICK_KINDS, type ClickKind } from '../../api/replays';
import type { Filter, Site } from '../../api/records';
import { sameFilter, type View } from '../../state/view';
import { replaysAddress } from '../replays/address';
import { oneOf, type Choice } from './choice';

/** The view's filters with further ones, each once. */
export function withFilters({ filters }: View, wanted: readonly Filter[]): Filter[] {
  return [...filters, ...wanted.filter((filter) => !filters.some((other) => sameFilter(other, filter)))];
}

/** The recorded sessions in which the element was clicked on this map: on its page, with its device, in the way that the map shows. */
export function elementReplays(site: Site, view: View, { place, device, kind }: Choice, selector: string): string {
  const wanted: Filter[] = [...('page' in place ? [] : [['is', 'pageGroup', [place.pageGroup]] as const]), ['is', 'device', [device]]];
  const clicked = { selector, kind: oneOf<ClickKind>(CLICK_KINDS, kind) ?? 'click', ...('page' in place ? { page: place.page } : {}) };
  return replaysAddress(site, { ...view, filters: withFilters(view, wanted) }, { clicked });
}
