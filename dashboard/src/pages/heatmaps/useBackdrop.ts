import { heatmaps, type Device, type PageRow, type PagesQuestion, type PageVersion, type Snapshot } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { useAnswer, type Answer } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import type { Choice } from './choice';

export interface PageLook {
  /** All that could be shown, the latest first. */
  versions: readonly PageVersion[] | null;
  /** The one that is shown; null where there is none. */
  version: PageVersion | null;
  snapshot: Answer<Snapshot>;
  problem: Answer<unknown>['problem'];
  retry: () => void;
  /** Asks for the versions anew. */
  refresh: () => void;
}

/** What the page looked like on the device: its versions, and the snapshot of the wanted one or else of the default. */
export function useBackdrop(site: Site, { place, version: wanted, pictured }: Pick<Choice, 'place' | 'version' | 'pictured'>, device: Device, { filters }: View, period: ResolvedPeriod): PageLook {
  const scope = `${site.id} ${JSON.stringify(place)} ${device}`;
  const found = useAnswer(`${scope} versions`, () => heatmaps.versions(site.id, place, device), { scope });
  const question: PagesQuestion = { dateRange: period.range, filters, device, orderBy: [['pageviews', 'desc']], limit: MOST_PAGES };
  const grouped = 'pageGroup' in place;
  const pages = useAnswer(grouped ? `${scope} ${JSON.stringify(question)}` : null, () => heatmaps.pages(site.id, question), { scope });
  // A group's picture is of one of its pages, and which one is known when their figures are.
  const waiting = found.value === null || (grouped && pages.value === null && pages.problem === null);
  const usable = waiting ? null : found.value!.filter((one) => one.usable);
  const version = usable === null ? null : (usable.find(({ id, page }) => id === wanted && (pictured === null || page === pictured)) ?? byDefault(usable, pages.value?.rows ?? []));
  const key = version === null ? null : `${scope} ${version.page} ${version.id}`;
  const snapshot = useAnswer(key, () => heatmaps.snapshot(site.id, version!), { scope: key ?? scope });
  return {
    versions: usable,
    version,
    snapshot,
    problem: found.problem ?? snapshot.problem,
    retry: () => {
      found.retry();
      snapshot.retry();
    },
    refresh: found.retry,
  };
}

/** The server's own choice; of a group, whose pages have one each, that of the page with the most sessions. */
export function byDefault(usable: readonly PageVersion[], pages: readonly Pick<PageRow, 'page' | 'sessions'>[]): PageVersion | null {
  const sessions = new Map(pages.map((row) => [row.page, row.sessions]));
  const chosen = usable.filter(({ isDefault }) => isDefault);
  return [...(chosen.length > 0 ? chosen : usable)].sort((one, other) => (sessions.get(other.page) ?? 0) - (sessions.get(one.page) ?? 0) || other.visitors - one.visitors)[0] ?? null;
}

/** The most that the API gives at once, the most viewed first. */
const MOST_PAGES = 1000;
