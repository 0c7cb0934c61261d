import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Goal, Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { ProblemNotice } from '../../elements/notice/Notice';
import { BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { moment } from '../../format/dates';
import { count, duration, money } from '../../format/numbers';
import { t } from '../../i18n';
import type { View } from '../../state/view';
import { replayAddress } from '../replays/address';
import { ReasonList } from '../replays/ReasonList';
import type { ReplayList } from '../replays/useReplays';
import { whoText } from '../replays/words';

interface NeighboursProps {
  site: Site;
  view: View;
  list: ReplayList;
  goals: readonly Goal[];
  session: string;
}

/** The list that a session was picked from, in its order. */
export function Neighbours({ site, view, list, goals, session }: NeighboursProps) {
  const rows = useRef<HTMLOListElement>(null);
  const known = list.rows.length > 0;
  useLayoutEffect(() => {
    const row = rows.current?.querySelector<HTMLElement>('[aria-current]');
    const box = rows.current;
    if (row != null && box !== null) box.scrollTop = Math.max(0, row.offsetTop - box.offsetTop - box.clientHeight / 3);
  }, [session, known]);
  if (list.answer.value === null) return list.answer.problem === null ? <BreakdownSkeleton rows={8} /> : <ProblemNotice problem={list.answer.problem} retry={list.answer.retry} />;
  return (
    <>
      <ol class="neighbours" ref={rows} data-list="a">
        {list.rows.map((row) => (
          <li key={row.session}>
            <a class="neighbour" href={replayAddress(site, view, row.session)} aria-current={row.session === session ? 'page' : undefined}>
              <span class="neighbour-line">
                <span class={row.watched ? 'neighbour-when neighbour-watched' : 'neighbour-when'}>
                  {row.isLive && <span class="replay-dot" role="img" aria-label={t('replays.live')} />}
                  {moment(row.startedAt, site.timezone)}
                </span>
                <span class="neighbour-soft">{duration(row.recordedSeconds)}</span>
              </span>
              <span class="neighbour-soft">{whoText(row)}</span>
              {row.why.length > 0 && <ReasonList why={row.why} goals={goals} money={row.purchases > 0 ? money(row.revenue, site.currency) : null} />}
            </a>
          </li>
        ))}
      </ol>
      <footer class="neighbours-foot">
        <span>{t('replays.shown', { shown: count(list.rows.length), total: count(list.total) })}</span>
        {list.more !== null && (
          <Button kind="quiet" busy={list.busy} onClick={list.more}>
            {t('replays.more')}
          </Button>
        )}
      </footer>
    </>
  );
}
