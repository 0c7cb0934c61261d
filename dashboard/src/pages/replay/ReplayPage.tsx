import { useCallback, useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { replays } from '../../api/replays';
import type { Goal, Site } from '../../api/records';
import { IconButton } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { view } from '../../state/current';
import { go } from '../../state/location';
import { recall, remember } from '../../state/storage';
import { listAddress, replayAddress } from '../replays/address';
import { useReplays } from '../replays/useReplays';
import { sessionSentence } from '../replays/words';
import { Actions } from './Actions';
import { Neighbours } from './Neighbours';
import { Watch } from './Watch';
import '../report/report.css';
import '../replays/replays.css';
import './replay.css';

/** A running session is looked at again so often, ms. */
const LIVE = 3000;

/** In narrower windows the list is folded until it is wanted: the picture is worth more. */
const WIDE = 1600;

/** One recorded session, beside the list that it was picked from. */
export function ReplayPage({ site, session }: { site: Site; session: string }) {
  const current = view.value;
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const list = useReplays(site, current);
  const [live, setLive] = useState(false);
  const found = useAnswer(`${site.id} replay ${session}`, () => replays.replay(site.id, session), { scope: `${site.id} ${session}`, ...(live ? { every: LIVE } : {}) });
  const [open, setOpen] = useState(() => (recall('replay.list') ?? (innerWidth < WIDE ? 'closed' : 'open')) === 'open');
  const replay = found.value;
  const isLive = replay?.isLive ?? false;
  useEffect(() => setLive(isLive), [isLive]);
  useEffect(() => {
    document.title = `${t('nav.replays')} · ${site.name} · Polku`;
  }, [site.name]);
  const known = replay !== null;
  useEffect(() => {
    // Somebody has watched it; where that cannot be kept, nothing is lost but the mark.
    if (known) replays.watched(site.id, session).catch(() => {});
  }, [site.id, session, known]);

  const place = list.rows.findIndex((row) => row.session === session);
  const to = (offset: number): (() => void) | null => {
    const row = place < 0 ? undefined : list.rows[place + offset];
    return row === undefined ? null : () => go(replayAddress(site, current, row.session));
  };
  const fold = (): void => {
    remember('replay.list', open ? 'closed' : 'open');
    setOpen(!open);
  };
  const read = useCallback((document: string, from: number, limit: number) => replays.events(site.id, session, document, from, limit), [site.id, session]);

  return (
    <div class="replay">
      <header class="replay-head">
        <div class="replay-head-words">
          <a class="report-back" href={listAddress(site, current)}>
            <Icon name="back" size={16} />
            {t('replay.all')}
          </a>
          <h1>{t('replay.title')}</h1>
          <p class="replay-sentence" role="status">
            {replay === null ? found.problem === null ? <Skeleton width="min(560px, 90%)" height="0.9em" /> : '\u00a0' : sessionSentence(replay, goals.value ?? [], site.currency)}
          </p>
        </div>
        {replay !== null && <Actions key={session} site={site} replay={replay} onChanged={found.retry} onRemoved={() => go(listAddress(site, current))} />}
      </header>
      <div class={open ? 'replay-body' : 'replay-body replay-body-folded'}>
        <aside class="replay-list card" aria-label={t('replay.list')}>
          <header class="replay-list-head">
            {open && <h2>{t('replay.list')}</h2>}
            <IconButton icon={open ? 'left' : 'right'} label={t(open ? 'replay.list.fold' : 'replay.list.open')} onClick={fold} />
          </header>
          {open && <Neighbours site={site} view={current} list={list} goals={goals.value ?? []} session={session} />}
        </aside>
        {found.problem !== null && found.problem.status !== 0 && replay === null ? (
          <div class="card replay-problem">
            <ProblemNotice problem={found.problem} retry={found.retry} />
          </div>
        ) : replay === null ? (
          <div class="replay-waiting-stage">
            <Skeleton height="100%" />
          </div>
        ) : (
          <Watch
            key={session}
            replay={replay}
            read={read}
            backdrop={replays.backdrop(site.id)}
            previous={to(-1)}
            next={to(1)}
            around={{ site, view: current, goals: goals.value ?? [], period: list.period, onChanged: found.retry }}
          />
        )}
      </div>
    </div>
  );
}

/** What a session is watched within; a shared one stands alone. */
export interface Around {
  site: Site;
  view: typeof view.value;
  goals: readonly Goal[];
  period: ReturnType<typeof useReplays>['period'];
  onChanged: () => void;
}
