import { useState } from 'preact/hooks';
import { heatmaps } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { IconButton } from '../../elements/button/Button';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { fileName, saveText } from '../report/save';
import { isPoints, placeName, type Choice } from './choice';
import { scopeOf } from './questions';
import { tenthsCsv } from './reach';

interface DownloadsProps {
  site: Site;
  view: View;
  choice: Choice;
  period: ResolvedPeriod;
}

/** The numbers behind the map as a file. */
export function Downloads({ site, view, choice, period }: DownloadsProps) {
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
  return (
    <>
      <IconButton icon="download" label={t('panel.csv', { what: t(`heatmap.kind.${choice.kind}`) })} onClick={() => void saveCsv()} />
      {said !== null && (
        <Notice kind="warn" onDismiss={() => setSaid(null)}>
          {said}
        </Notice>
      )}
    </>
  );
}
