import { useEffect } from 'preact/hooks';
import { REPLAY_ORDERS, type ReplayOrder } from '../../api/replays';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { Button, ButtonLink } from '../../elements/button/Button';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { Icon } from '../../elements/icon/Icon';
import { Empty, Notice, ProblemNotice, problemText } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer, useQuery } from '../../state/answers';
import { changeView, chooseTab, view } from '../../state/current';
import { session } from '../../state/session';
import type { View } from '../../state/view';
import { ColumnPicker } from './ColumnPicker';
import { columnsOf } from './columns';
import { Conditions } from './Conditions';
import { ReplayTable } from './ReplayTable';
import { Searches } from './Searches';
import { formatOrder, orderOf, useReplays, type ReplayList } from './useReplays';
import { formatWhere, parseWhere } from './where';
import '../report/report.css';
import './replays.css';

/** The recorded sessions: which one is worth watching. */
export function Replays({ site }: { site: Site }) {
  const current = view.value;
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const list = useReplays(site, current);
  const where = parseWhere(current.tabs['where']);
  const order = orderOf(current.tabs['sort']);
  const all = useQuery(site.id, { metrics: ['sessions'], dateRange: list.period.range, filters: [...current.filters] });
  useEffect(() => {
    document.title = `${t('nav.replays')} · ${site.name} · Polku`;
  }, [site.name]);
  const narrowed = current.filters.length > 0 || Object.keys(where).length > 0;
  return (
    <>
      <FilterBar site={site} goals={goals.value ?? []} />
      <div class="replays">
        <header class="report-head">
          <h1>{t('replays.title', { site: site.name })}</h1>
          <p role="status" aria-busy={list.answer.value !== null && !list.answer.fresh}>
            {list.answer.value === null ? list.answer.problem === null ? <Skeleton width="min(420px, 90%)" height="0.9em" /> : '\u00a0' : lead(list, all.value?.answer.totals[0] ?? null, Object.keys(where).length > 0)}
          </p>
        </header>
        {!site.replay.recorded && list.total > 0 && <Notice kind="warn">{t('replays.off.still')}</Notice>}
        <section class="card" aria-label={t('nav.replays')}>
          <div class="replay-tools">
            <Conditions where={where} goals={goals.value ?? []} onChange={(changed) => chooseTab('where', formatWhere(changed))} />
            <span class="replay-tools-end">
              <span class="select replay-order">
                <select
                  class="control"
                  aria-label={t('heatmap.order')}
                  value={order.by}
                  onChange={(event) => chooseTab('sort', formatOrder({ by: event.currentTarget.value as ReplayOrder, descending: true }))}
                >
                  {REPLAY_ORDERS.map((by) => (
                    <option key={by} value={by} selected={by === order.by}>
                      {t(`replays.order.${by}`)}
                    </option>
                  ))}
                </select>
                <Icon name="down" size={16} />
              </span>
              <button
                type="button"
                class="icon-button"
                aria-label={t('heatmap.order.turn')}
                title={t('heatmap.order.turn')}
                aria-pressed={!order.descending}
                onClick={() => chooseTab('sort', formatOrder({ ...order, descending: !order.descending }))}
              >
                <span aria-hidden="true" class="replay-arrow">
                  {order.descending ? '▼' : '▲'}
                </span>
              </button>
              <ColumnPicker view={current} />
              <Searches site={site} view={current} />
            </span>
          </div>
          <Body site={site} current={current} list={list} goals={goals.value ?? []} narrowed={narrowed} />
        </section>
      </div>
    </>
  );
}

function lead({ rows, total }: ReplayList, sessions: number | null, conditioned: boolean): string {
  if (total === 0) return t('replays.lead.none');
  const found = plural('replays.lead', total);
  const of = sessions === null || sessions < total || conditioned ? found : t('replays.lead.of', { found, sessions: plural('heatmap.sessions', sessions) });
  const troubled = rows.filter(({ frustration }) => frustration > 0).length;
  const live = rows.filter(({ isLive }) => isLive).length;
  const parts = [
    rows.length === total ? plural('replays.lead.troubled', troubled) : t('replays.lead.troubledOf', { n: count(troubled), shown: count(rows.length) }),
    ...(live > 0 ? [plural('replays.lead.live', live)] : []),
  ];
  return `${of}; ${parts.join(', ')}.`;
}

interface BodyProps {
  site: Site;
  current: View;
  list: ReplayList;
  goals: Parameters<typeof ReplayTable>[0]['goals'];
  narrowed: boolean;
}

function Body({ site, current, list, goals, narrowed }: BodyProps) {
  const { answer, rows, total } = list;
  if (answer.problem !== null && answer.problem.status !== 0) return <ProblemNotice problem={answer.problem} retry={answer.retry} />;
  if (answer.value === null) {
    return (
      <div class="replay-waiting" aria-hidden="true">
        {Array.from({ length: 10 }, (_, at) => (
          <div key={at}>
            <Skeleton width="88px" height="14px" />
            <Skeleton width={`${40 - (at % 4) * 7}%`} height="20px" />
            <Skeleton width="120px" height="14px" />
          </div>
        ))}
      </div>
    );
  }
  if (rows.length === 0) return <NothingHere site={site} narrowed={narrowed} />;
  return (
    <>
      <ReplayTable site={site} view={current} rows={rows} goals={goals} columns={columnsOf(current)} stale={!answer.fresh} onPinned={answer.retry} />
      <footer class="replay-foot">
        <span>{t('replays.shown', { shown: count(rows.length), total: count(total) })}</span>
        {list.problem !== null && <Notice kind="bad">{problemText(list.problem)}</Notice>}
        {list.more !== null && (
          <Button busy={list.busy} onClick={list.more}>
            {t('replays.more')}
          </Button>
        )}
      </footer>
    </>
  );
}

/** Says how recording is switched on where it is off, and else why there is nothing. */
function NothingHere({ site, narrowed }: { site: Site; narrowed: boolean }) {
  if (!site.replay.recorded) {
    const isOwner = typeof session.value === 'object' && session.value.user.role === 'owner';
    return (
      <Empty title={t('replays.off.title')} text={t(isOwner ? 'replays.off.text' : 'replays.off.ask')}>
        {isOwner && (
          <ButtonLink kind="primary" href={`/sites/${site.id}/settings/replay`}>
            {t('replays.off.action')}
          </ButtonLink>
        )}
      </Empty>
    );
  }
  if (narrowed) {
    return (
      <Empty title={t('replays.none.title')} text={t('overview.emptyFiltered.text')}>
        <Button
          kind="primary"
          onClick={() => {
            const { where: _, ...tabs } = view.value.tabs;
            changeView({ filters: [], tabs });
          }}
        >
          {t('overview.emptyFiltered.action')}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty title={t('replays.none.title')} text={t('replays.none.text')}>
      <Button kind="primary" onClick={() => changeView({ period: { preset: '30d' } })}>
        {t('overview.empty.action')}
      </Button>
    </Empty>
  );
}
