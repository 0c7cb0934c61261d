import { useState } from 'preact/hooks';
import { heatmaps } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { Notice, problemText } from '../../elements/notice/Notice';
import { days } from '../../format/dates';
import { valueName } from '../../format/names';
import { t } from '../../i18n';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { fileName, saveFile, saveText } from '../report/save';
import { isPoints, placeName, type Choice } from './choice';
import { scopeOf } from './questions';
import { tenthsCsv } from './reach';
import { mapTitle } from './words';

interface DownloadsProps {
  site: Site;
  view: View;
  choice: Choice;
  period: ResolvedPeriod;
  /** How much stands behind the map, in words; empty while that is not known. */
  sample: string;
}

/** The map as a picture, and the numbers behind it, as files. */
export function Downloads({ site, view, choice, period, sample }: DownloadsProps) {
  const [said, setSaid] = useState<string | null>(null);
  const name = fileName(site, `${t(`heatmap.kind.${choice.kind}`)} ${placeName(choice.place)} ${choice.device}`, period);
  const saveCsv = async (): Promise<void> => {
    setSaid(null);
    try {
      const scope = scopeOf(choice, view, period);
      if (!isPoints(choice.kind)) {
        saveText(name, tenthsCsv(await heatmaps.scroll(site.id, scope)));
        return;
      }
      const { text, truncated } = await heatmaps.elementsCsv(site.id, scope);
      saveText(name, text);
      if (truncated) setSaid(t('panel.csv.truncated'));
    } catch (cause) {
      setSaid(problemText(cause));
    }
  };
  const savePng = async (): Promise<void> => {
    setSaid(null);
    const host = document.querySelector<HTMLElement>('.heatmap-stage .backdrop');
    if (host === null) return;
    try {
      const { stillOf } = await import('../../elements/heatmap/still');
      const text = [valueName('device', choice.device), days(period.days.from, period.days.to), sample].filter((part) => part !== '').join(' · ');
      saveFile(name.replace(/csv$/, 'png'), await stillOf({ host, title: mapTitle(choice), text }));
    } catch (cause) {
      setSaid(problemText(cause));
    }
  };
  const items: readonly (readonly [string, string, () => Promise<void>])[] = [
    ['PNG', t('heatmap.png.about'), savePng],
    ['CSV', t(isPoints(choice.kind) ? 'heatmap.csv.elements' : 'heatmap.csv.bands'), saveCsv],
  ];
  return (
    <>
      <Popover label={t('heatmap.download')} faceClass="icon-button" align="end" low face={<Icon name="download" size={16} />}>
        {(close) => (
          <div data-list>
            {items.map(([kind, about, save]) => (
              <button
                key={kind}
                type="button"
                class="menu-item"
                onClick={() => {
                  close();
                  void save();
                }}
              >
                <Icon name="download" size={16} />
                {kind}
                <span class="map-download-about">{about}</span>
              </button>
            ))}
          </div>
        )}
      </Popover>
      {said !== null && (
        <Notice kind="warn" onDismiss={() => setSaid(null)}>
          {said}
        </Notice>
      )}
    </>
  );
}
