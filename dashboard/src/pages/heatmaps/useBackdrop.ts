import { heatmaps, type PageVersion, type Snapshot } from '../../api/heatmaps';
import { api } from '../../api/client';
import type { Site, UrlGroup } from '../../api/records';
import { useAnswer, type Answer } from '../../state/answers';
import type { Choice } from './choice';

export interface PageLook {
  /** All that could be shown, the latest first. */
  versions: readonly PageVersion[] | null;
  /** The one that is shown; null where there is none. */
  version: PageVersion | null;
  snapshot: Answer<Snapshot>;
  problem: Answer<unknown>['problem'];
  retry: () => void;
}

/** What the page looked like on the device: its versions, and the snapshot of the chosen one. */
export function useBackdrop(site: Site, { place, version: wanted }: Choice, device: Choice['device'], rival: boolean): PageLook {
  const group = 'pageGroup' in place ? place.pageGroup : null;
  const groups = useAnswer(group === null ? null : `${site.id} groups`, () => api.groups(site.id), { scope: site.id });
  const pattern = group === null ? null : (groups.value ?? []).find(({ name }) => name === group)?.pattern ?? null;
  const scope = `${site.id} ${JSON.stringify(place)} ${device}`;
  const asked = group === null || groups.value !== null || groups.problem !== null;
  const found = useAnswer(asked ? `${scope} versions ${pattern ?? ''}` : null, () => heatmaps.versions(site.id, 'page' in place ? [place.page] : [], device), { scope });
  const usable = found.value === null ? null : found.value.filter((one) => one.usable && (group === null || isOfGroup(one.page, group, pattern)));
  const version = usable === null ? null : (usable.find(({ id }) => id === wanted && !rival) ?? byDefault(usable));
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
  };
}

/** The server's own choice; of a group that of the page that most saw. */
function byDefault(usable: readonly PageVersion[]): PageVersion | null {
  const chosen = usable.filter(({ isDefault }) => isDefault);
  return [...(chosen.length > 0 ? chosen : usable)].sort((one, other) => other.visitors - one.visitors || Date.parse(other.lastSeenAt) - Date.parse(one.lastSeenAt))[0] ?? null;
}

/** A page in no group is called by its own name. */
export function isOfGroup(page: string, group: string, pattern: UrlGroup['pattern'] | null): boolean {
  return pattern === null ? page === group : patternOf(pattern).test(page);
}

/** `*` stands for any text inside one segment, `**` for any text. */
export function patternOf(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*|\*)/).map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 's');
}
