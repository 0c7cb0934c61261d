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

/** Another question starts at the first page of its rows. */
export function changeView(change: Partial<View>): void {
  go(path.value + formatView({ ...view.value, ...change, tabs: change.tabs ?? without(view.value.tabs, 'page') }));
}

/** Puts a choice into the address, or takes it out where it is null; the names of `along` leave with whatever it was before. */
export function chooseTab(name: string, value: string | null, along: readonly string[] = []): void {
  const rest = without(view.value.tabs, name, ...along);
  changeView({ tabs: value === null ? rest : { ...rest, [name]: value } });
}

/** Like {@link chooseTab} for what is being typed: only its first letter is a step that "back" returns to. */
export function typeTab(name: string, text: string, along: readonly string[] = []): void {
  const before = view.value.tabs[name];
  const rest = without(view.value.tabs, name, ...along);
  const address = path.value + formatView({ ...view.value, tabs: text === '' ? rest : { ...rest, [name]: text } });
  if (before === undefined || text === '') go(address);
  else replace(address);
}

/** What a page of rows keeps in the address of itself: no other page has a use for it. */
const OF_ROWS = ['sort', 'search', 'page'];
/** Likewise the heatmaps. */
export const OF_MAPS = ['map', 'group', 'device', 'kind', 'look', 'version', 'by', 'against', 'difference', 'figure', 'element', 'pictured', 'versus', 'goal', 'opened', 'groups', 'order', 'only'];
/** Likewise the replays, and what is open in one. */
export const OF_REPLAYS = ['where', 'columns'];
export const OF_REPLAY = ['t', 'panel', 'lane', 'signal'];

/** The tabs that such a page takes along, so that the way back leads to the overview as it was left. */
export function tabsAlong(tabs: View['tabs']): View['tabs'] {
  return without(tabs, ...OF_ROWS, ...OF_MAPS, ...OF_REPLAYS, ...OF_REPLAY);
}

export function without(tabs: View['tabs'], ...names: string[]): View['tabs'] {
  return Object.fromEntries(Object.entries(tabs).filter(([name]) => !names.includes(name)));
}

/** The address of another section with the same period and filters. */
export function sectionAddress(sectionPath: string): string {
  return sectionPath + formatView({ ...view.value, tabs: tabsAlong(view.value.tabs) });
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
