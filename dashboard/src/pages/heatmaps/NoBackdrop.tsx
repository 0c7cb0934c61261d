import { useState } from 'preact/hooks';
import { heatmaps, type SignedLink } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { CopyButton } from '../../elements/copy/CopyButton';
import { Empty, Notice, problemText } from '../../elements/notice/Notice';
import { valueName } from '../../format/names';
import { timeOfDay } from '../../format/dates';
import { t } from '../../i18n';
import type { Choice } from './choice';

/** In place of a page that nobody's browser has recorded yet: how that comes about, and how to do it oneself. */
export function NoBackdrop({ site, choice }: { site: Site; choice: Choice }) {
  const [link, setLink] = useState<SignedLink | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const page = 'page' in choice.place ? choice.place.page : null;
  const take = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setLink(await heatmaps.link(site.id, 'snapshot', pageUrl(site, page!)));
    } catch (cause) {
      setProblem(problemText(cause));
    }
    setBusy(false);
  };
  return (
    <div class="no-backdrop">
      <Empty title={t('heatmap.noSnapshot.title')} text={t('heatmap.noSnapshot.text', { device: valueName('device', choice.device).toLocaleLowerCase() })}>
        {page !== null && link === null && (
          <Button kind="primary" busy={busy} onClick={() => void take()}>
            {t('heatmap.noSnapshot.take')}
          </Button>
        )}
      </Empty>
      {link !== null && (
        <div class="no-backdrop-link">
          <p>{t('heatmap.noSnapshot.open', { device: valueName('device', choice.device).toLocaleLowerCase(), time: timeOfDay(link.expiresAt) })}</p>
          <div class="form-actions">
            {/^https?:\/\//i.test(link.url) && (
              <a class="button button-primary" href={link.url} target="_blank" rel="noopener noreferrer">
                {t('heatmap.noSnapshot.openHere')}
              </a>
            )}
            <CopyButton text={() => link.url} label={t('heatmap.noSnapshot.copy')} />
          </div>
        </div>
      )}
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
    </div>
  );
}

/** A page of the main domain is its path, others begin with their host. */
export function pageUrl(site: Site, page: string): string {
  return page.startsWith('/') ? `https://${site.domain}${page}` : `https://${page}`;
}
