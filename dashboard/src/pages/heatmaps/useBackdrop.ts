import { heatmaps, type PageVersion, type Snapshot } from '../../api/heatmaps';
import type { Site } from '../../api/records';
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

/** What the page looked like on the device: its versions, and the snapshot of the wanted one or else of the default. */
export function useBackdrop(site: Site, place: Choice['place'], device: Choice['device'], wanted: string | null): PageLook {
  const scope = `${site.id} ${JSON.stringify(place)} ${device}`;
  const found = useAnswer(`${scope} versions`, () => heatmaps.versions(site.id, place, device), { scope });
  const usable = found.value === null ? null : found.value.filter((one) => one.usable);
  const version = usable === null ? null : (usable.find(({ id }) => id === wanted) ?? byDefault(usable));
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

/** The server's own choice; of a group, whose pages have one each, that of the page that most visitors saw. */
function byDefault(usable: readonly PageVersion[]): PageVersion | null {
  const chosen = usable.filter(({ isDefault }) => isDefault);
  return [...(chosen.length > 0 ? chosen : usable)].sort((one, other) => other.visitors - one.visitors)[0] ?? null;
}
