import type { Placed } from '../../elements/heatmap/anchors';
import { Popover } from '../../elements/popover/Popover';
import { rate } from '../../format/numbers';
import { t } from '../../i18n';
import { chooseTab } from '../../state/current';

/** How much of what is told the picture cannot show at its place, why, and what can be done about it. */
export function Unseen({ found: { unanchored, hidden, total }, opened }: { found: Placed; opened: boolean }) {
  return (
    <div class="map-unseen">
      {unanchored > 0 && <Explained text={t('heatmap.unanchored', { share: rate(unanchored / total) })} about={t('heatmap.unanchored.about')} />}
      {hidden > 0 && <Explained text={t('heatmap.hidden', { share: rate(hidden / total) })} about={t('heatmap.hidden.about')} />}
      {(hidden > 0 || opened) && (
        <label class="map-opened">
          <input type="checkbox" checked={opened} onChange={() => chooseTab('opened', opened ? null : 'on')} />
          {t('heatmap.opened')}
        </label>
      )}
    </div>
  );
}

/** A figure that tells what it means when it is clicked, touched or reached by the keyboard. */
function Explained({ text, about }: { text: string; about: string }) {
  return (
    <Popover label={text} faceClass="map-unanchored" side="above" face={text}>
      {() => <p class="map-explained">{about}</p>}
    </Popover>
  );
}
