import { useCallback, useEffect, useState } from 'preact/hooks';
import { sharedReplays } from '../../api/replays';
import { Mark } from '../../elements/icon/Icon';
import { Empty, ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { hash } from '../../state/location';
import { sessionSentence } from '../replays/words';
import { Watch } from './Watch';
import '../replays/replays.css';
import './replay.css';

/** A running session is looked at again so often, ms. */
const LIVE = 3000;
const FORBIDDEN = 403;

/** One session for whoever has the link, and nothing around it. */
export function SharedReplay({ session }: { session: string }) {
  // The player writes the moment into the address; the token stays here.
  const [token] = useState(() => new URLSearchParams(hash.value.slice(1)).get('token') ?? '');
  const [live, setLive] = useState(false);
  const found = useAnswer(`shared ${session}`, () => sharedReplays.replay(token, session), { scope: session, ...(live ? { every: LIVE } : {}) });
  const replay = found.value;
  const isLive = replay?.isLive ?? false;
  useEffect(() => setLive(isLive), [isLive]);
  useEffect(() => {
    document.title = `${t('replay.title')} · Polku`;
  }, []);
  const read = useCallback((document: string, from: number, limit: number) => sharedReplays.events(token, session, document, from, limit), [token, session]);
  return (
    <main class="content">
      <div class="replay">
        <header class="replay-head">
          <div class="replay-head-words">
            <h1 class="replay-shared-title">
              <Mark />
              {t('replay.title')}
            </h1>
            {/* The currency is the site's business. */}
            <p class="replay-sentence">{replay === null ? '\u00a0' : sessionSentence({ ...replay, purchases: 0 }, [], '')}</p>
          </div>
        </header>
        <div class="replay-body replay-body-alone">
          {replay !== null ? (
            <Watch replay={replay} read={read} backdrop={sharedReplays.backdrop(session)} previous={null} next={null} around={null} />
          ) : found.problem === null ? (
            <div class="replay-waiting-stage">
              <Skeleton height="100%" />
            </div>
          ) : (
            <div class="card replay-problem">
              {found.problem.status === FORBIDDEN ? <Empty title={t('replay.share.over')} text={t('replay.share.overText')} /> : <ProblemNotice problem={found.problem} retry={found.retry} />}
            </div>
          )}
        </div>
      </div>
    </main>
  );
}
