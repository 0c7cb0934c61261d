import { computed } from '@preact/signals';
import { go, path, replace, search } from './location';
import { DEFAULT_VIEW, formatView, misread, parseView, type View } from './view';

/** The view that the address holds. */
export const view = computed(() => parseView(search.value));

/** What the address holds and no view can; changing the view leaves it out. */
export const misreadParts = computed(() => misread(search.value));

/** The address as it was understood. */
export function dropMisread(): void {
  replace(path.value + formatView(view.value));
}

export function changeView(change: Partial<View>): void {
  go(path.value + formatView({ ...view.value, ...change }));
}

/** The address of another section with the same period and filters. */
export function sectionAddress(sectionPath: string): string {
  return sectionPath + formatView(view.value);
}

/** The address of another site: the period stays, filters and tabs belong to the site that is left. */
export function siteAddress(sitePath: string): string {
  return sitePath + formatView({ ...DEFAULT_VIEW, period: view.value.period, compare: view.value.compare });
}

/** Whether the period, its comparison or a filter is other than a fresh visit would have. */
export const isNarrowed = computed(() => {
  const { period, compare, filters } = view.value;
  return formatView({ ...DEFAULT_VIEW, period, compare, filters }) !== '';
});

/** Back to where a fresh visit begins; figures and tabs stay as they were chosen. */
export function resetView(): void {
  const { period, compare, filters } = DEFAULT_VIEW;
  changeView({ period, compare, filters });
}
