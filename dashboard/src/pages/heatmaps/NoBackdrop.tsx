import type { Site } from '../../api/records';
import { Empty } from '../../elements/notice/Notice';
import { valueName } from '../../format/names';
import { t } from '../../i18n';
import type { Choice } from './choice';
import { OwnLink } from './OwnLink';

/** In place of a page that nobody's browser has recorded yet: how that comes about, and how to do it oneself. */
export function NoBackdrop({ site, choice }: { site: Site; choice: Choice }) {
  return (
    <div class="no-backdrop">
      <Empty title={t('heatmap.noSnapshot.title')} text={t('heatmap.noSnapshot.text', { device: valueName('device', choice.device).toLocaleLowerCase() })} />
      {'page' in choice.place && <OwnLink site={site} page={choice.place.page} device={choice.device} purposes={['snapshot']} />}
    </div>
  );
}
