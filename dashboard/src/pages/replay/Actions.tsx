import { useState } from 'preact/hooks';
import { replays, type Replay, type Share } from '../../api/replays';
import type { Site } from '../../api/records';
import { Button, IconButton } from '../../elements/button/Button';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { CopyButton } from '../../elements/copy/CopyButton';
import { Icon } from '../../elements/icon/Icon';
import { Notice, problemText } from '../../elements/notice/Notice';
import { Popover } from '../../elements/popover/Popover';
import { date } from '../../format/dates';
import { t } from '../../i18n';
import { saveFile } from '../report/save';

interface ActionsProps {
  site: Site;
  replay: Replay;
  onChanged: () => void;
  onRemoved: () => void;
}

/** What can be done with a recording as a whole. */
export function Actions({ site, replay, onChanged, onRemoved }: ActionsProps) {
  const [said, setSaid] = useState<string | null>(null);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setSaid(null);
    try {
      await work();
    } catch (cause) {
      setSaid(problemText(cause));
    }
  };
  const pin = (): Promise<void> =>
    attempt(async () => {
      await replays.pin(site.id, replay.session, !replay.pinned);
      onChanged();
    });
  const save = (): Promise<void> => attempt(async () => saveFile(`${site.domain}-${replay.session}.json`, await replays.export(site.id, replay.session)));
  return (
    <div class="replay-actions">
      <button type="button" class="button button-quiet replay-pinned" aria-pressed={replay.pinned} title={t(replay.pinned ? 'replays.pinned.about' : 'replays.pin.about')} onClick={() => void pin()}>
        <Icon name="pin" size={16} />
        <span class="button-text">{t(replay.pinned ? 'replay.pinned' : 'replay.pin')}</span>
      </button>
      <Popover
        label={t('replay.share')}
        faceClass="button button-quiet"
        align="end"
        low
        face={
          <>
            <Icon name="share" size={16} />
            <span class="button-text">{t('replay.share')}</span>
          </>
        }
      >
        {() => <Sharing site={site} session={replay.session} />}
      </Popover>
      <IconButton icon="download" label={t('replay.export')} onClick={() => void save()} />
      <ConfirmedDelete
        label={t('replay.delete')}
        consequence={t('replay.deleteAsk')}
        remove={async () => {
          await replays.remove(site.id, replay.session);
          onRemoved();
        }}
      />
      {said !== null && (
        <Notice kind="bad" onDismiss={() => setSaid(null)}>
          {said}
        </Notice>
      )}
    </div>
  );
}

/** A link for whoever has no account: it shows this one session and nothing else. */
function Sharing({ site, session }: { site: Site; session: string }) {
  const [share, setShare] = useState<Share | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const made = await replays.share(site.id, session);
      // A server that does not know its own address tells the path alone.
      setShare({ ...made, url: new URL(made.url, location.origin).href });
    } catch (cause) {
      setProblem(problemText(cause));
    }
    setBusy(false);
  };
  return (
    <div class="replay-sharing">
      <p>{t('replay.share.about')}</p>
      {share === null ? (
        <Button kind="primary" busy={busy} onClick={() => void make()}>
          {t('replay.share.make')}
        </Button>
      ) : (
        <>
          <code class="replay-shared">{share.url}</code>
          <p class="replay-soft">{t('replay.share.until', { date: date(share.expiresAt) })}</p>
          <CopyButton kind="primary" icon="link" label={t('heatmap.ownLink.copy')} text={() => share.url} />
        </>
      )}
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
    </div>
  );
}
