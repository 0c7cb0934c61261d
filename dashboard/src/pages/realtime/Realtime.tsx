import { useEffect } from 'preact/hooks';
import { api } from '../../api/client';
import type { Realtime as Answer, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { valueName } from '../../format/names';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { MinuteBars } from './MinuteBars';
import './realtime.css';

const POLL = 10_000;

/** Who is here at this moment. */
export function Realtime({ site }: { site: Site }) {
  const realtime = useAnswer(site.id, () => api.realtime(site.id), { every: POLL, scope: site.id });
  useEffect(() => {
    document.title = `${t('nav.realtime')} · ${site.domain} · Polku`;
  }, [site.domain]);

  return (
    <>
      <FilterBar site={site} kind="present" />
      {realtime.value === null && realtime.problem !== null && realtime.problem.status !== 0 ? (
        <div class="card">
          <ProblemNotice problem={realtime.problem} retry={realtime.retry} />
        </div>
      ) : (
        <Picture site={site} now={realtime.value} />
      )}
    </>
  );
}

function Picture({ site, now }: { site: Site; now: Answer | null }) {
  return (
    <div class="overview">
      <header class="overview-head">
        <h1>{t('realtime.title', { domain: site.domain })}</h1>
        <p class="overview-sentence realtime-sentence">
          {now === null ? (
            <Skeleton width="min(460px, 90%)" height="0.9em" />
          ) : (
            <>
              <span class={now.visitors5 > 0 ? 'pulse' : 'pulse pulse-still'} />
              {now.visitors5 > 0 ? plural('realtime.sentence', now.visitors5) : t('realtime.nobody')},{' '}
              {plural('realtime.sentence30', now.visitors30)}
            </>
          )}
        </p>
      </header>
      <Card title={t('realtime.perMinute')} aside={<span class="realtime-window">{t('realtime.window')}</span>}>
        {now === null ? <Skeleton height="180px" /> : <MinuteBars minutes={now.perMinute} />}
      </Card>
      <div class="panels">
        <Now
          title={t('panel.pages')}
          nameColumn={t('dim.page')}
          rows={now?.pages.map(({ page, visitors }) => ({ name: valueName('page', page), visitors })) ?? null}
        />
        <Now
          title={t('panel.sources')}
          nameColumn={t('dim.source')}
          rows={now?.sources.map(({ source, visitors }) => ({ name: valueName('source', source), visitors })) ?? null}
        />
      </div>
    </div>
  );
}

interface NowProps {
  title: string;
  nameColumn: string;
  rows: { name: string; visitors: number }[] | null;
}

function Now({ title, nameColumn, rows }: NowProps) {
  const longest = Math.max(1, ...(rows ?? []).map((row) => row.visitors));
  return (
    <Card title={title} padded={false}>
      <div class="panel-body">
        {rows === null ? (
          <BreakdownSkeleton />
        ) : rows.length === 0 ? (
          <p class="panel-empty">{t('realtime.nobody')}.</p>
        ) : (
          <Breakdown
            caption={title}
            nameColumn={nameColumn}
            columns={[t('metric.visitors')]}
            rows={rows.map(({ name, visitors }) => ({
              key: name,
              name,
              weight: visitors / longest,
              figures: [count(visitors)],
            }))}
          />
        )}
      </div>
    </Card>
  );
}
