import { CLICK_KINDS, type ClickKind, type Signal, type Where } from '../../api/replays';
import type { Site } from '../../api/records';
import { sameFilter, type View } from '../../state/view';
import { oneOf } from '../heatmaps/choice';
import { replaysAddress } from '../replays/address';

/** The recorded sessions that had the same, under the same period and filters. */
export function watchAddress(site: Site, view: View, signal: Signal): string {
  const clicked = oneOf<ClickKind>(CLICK_KINDS, signal.kind);
  if (signal.kind === 'event') {
    const filter = ['is', 'event', [signal.name ?? '']] as const;
    return replaysAddress(site, { ...view, filters: view.filters.some((other) => sameFilter(other, filter)) ? view.filters : [...view.filters, filter] });
  }
  const where: Where =
    clicked !== null
      ? { clicked: { kind: clicked, selector: signal.selector ?? '', ...(signal.page === undefined ? {} : { page: signal.page }) } }
      : signal.kind === 'error'
        ? { errorText: signal.text ?? '' }
        : { requestText: signal.url ?? '' };
  return replaysAddress(site, view, where);
}
