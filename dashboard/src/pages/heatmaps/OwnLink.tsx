import { useState } from 'preact/hooks';
import { heatmaps, type Device, type SignedLink } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { CopyButton } from '../../elements/copy/CopyButton';
import { TextField } from '../../elements/field/Field';
import { Notice, problemText } from '../../elements/notice/Notice';
import { timeOfDay } from '../../format/dates';
import { valueName } from '../../format/names';
import { t } from '../../i18n';
import { recall, remember } from '../../state/storage';

type Purpose = 'overlay' | 'snapshot';

interface OwnLinkProps {
  site: Site;
  page: string;
  device: Device;
  purposes: readonly Purpose[];
  /** What the map over the page begins with, at the end of its link. */
  shown?: string;
}

/** What an owner can do on the page itself: see the map over it, take a picture of it. Where the page is opened is asked, and kept. */
export function OwnLink({ site, page, device, purposes, shown = '' }: OwnLinkProps) {
  const [url, setUrl] = useState(() => pageUrl(site, page));
  const [made, setMade] = useState<{ purpose: Purpose; link: SignedLink } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<Purpose | null>(null);
  const make = async (purpose: Purpose): Promise<void> => {
    setBusy(purpose);
    setProblem(null);
    try {
      const link = await heatmaps.link(site.id, { purpose, url, page });
      rememberOrigin(site, url);
      setMade({ purpose, link: purpose === 'overlay' ? { ...link, url: link.url + shown } : link });
    } catch (cause) {
      setProblem(problemText(cause));
    }
    setBusy(null);
  };
  return (
    <div class="own-link">
      <TextField
        label={t('heatmap.ownLink.url')}
        hint={t('heatmap.ownLink.url.hint')}
        inputMode="url"
        value={url}
        onInput={(value) => {
          setUrl(value);
          setMade(null);
        }}
      />
      <div class="form-actions">
        {purposes.map((purpose) => (
          <Button key={purpose} kind={purpose === purposes[0] ? 'primary' : 'plain'} busy={busy === purpose} onClick={() => void make(purpose)}>
            {t(`heatmap.ownLink.${purpose}`)}
          </Button>
        ))}
      </div>
      {made !== null && (
        <>
          <p>{t(`heatmap.ownLink.${made.purpose}.open`, { device: valueName('device', device).toLocaleLowerCase(), time: timeOfDay(made.link.expiresAt) })}</p>
          <div class="form-actions">
            {/^https?:\/\//i.test(made.link.url) && (
              <a class="button button-primary" href={made.link.url} target="_blank" rel="noopener noreferrer">
                {t('heatmap.ownLink.openHere')}
              </a>
            )}
            <CopyButton text={() => made.link.url} label={t('heatmap.ownLink.copy')} />
          </div>
        </>
      )}
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
    </div>
  );
}

const originOf = (site: Site): string => `origin.${site.id}`;

/** A page of the main domain is its path, others begin with their host. */
function pageUrl(site: Site, page: string): string {
  return page.startsWith('/') ? (recall(originOf(site)) ?? pictured(site) ?? `https://${site.domain}`) + page : `https://${page}`;
}

/** The site's origin by a picture of its own on the page that is shown; undefined where there is none. */
function pictured(site: Site): string | undefined {
  const shown = document.querySelector<HTMLIFrameElement>('.heatmap-stage iframe')?.contentDocument?.images ?? [];
  return [...shown].filter(({ src }) => URL.canParse(src)).map(({ src }) => new URL(src)).find(({ hostname, protocol }) => isMain(site, hostname) && protocol.startsWith('http'))?.origin;
}

function isMain(site: Site, hostname: string): boolean {
  return hostname.replace(/^www\./, '') === site.domain;
}

/** With its scheme and port, which nothing else tells. */
function rememberOrigin(site: Site, url: string): void {
  const { origin, hostname } = new URL(url);
  if (isMain(site, hostname)) remember(originOf(site), origin);
}
