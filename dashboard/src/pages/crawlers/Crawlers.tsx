import { useEffect } from 'preact/hooks';
import { api } from '../../api/client';
import type { CrawlerCounts, Crawlers as Answer, Goal, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { day as dayName } from '../../format/dates';
import { count, share } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { view } from '../../state/current';
import { resolve } from '../../state/period';
import { parseDay } from '../../state/zone';
import './crawlers.css';

const NO_GOALS: readonly Goal[] = [];

/** Which programs read the site. They are no visitors, and stand in none of the other numbers. */
export function Crawlers({ site }: { site: Site }) {
  const { range } = resolve(view.value.period, site.timezone, Date.now());
  const answer = useAnswer(`${site.id} ${range.from} ${range.to}`, () => api.crawlers(site.id, range), { scope: site.id });
  useEffect(() => {
    document.title = `${t('nav.crawlers')} · ${site.name} · Polku`;
  }, [site.name]);
  const found = answer.value;
  return (
    <>
      <FilterBar site={site} goals={NO_GOALS} kind="period" />
      <div class="overview">
        <header class="overview-head">
          <h1>{t('crawlers.title', { domain: site.name })}</h1>
          <p class="overview-sentence">
            {found === null || !answer.fresh ? <Skeleton width="min(520px, 90%)" height="0.9em" /> : sentence(found)}
          </p>
          <p class="overview-note">{t('crawlers.about')}</p>
        </header>
        {found === null && answer.problem !== null && answer.problem.status !== 0 ? (
          <div class="card">
            <ProblemNotice problem={answer.problem} retry={answer.retry} />
          </div>
        ) : (
          <>
            <Card title={t('crawlers.days')} aside={<Legend />}>
              {found === null ? <Skeleton height="150px" /> : <Days days={found.days} stale={!answer.fresh} />}
            </Card>
            <div class="panels">
              <Counts title={t('crawlers.ai')} counts={found?.ai ?? null} stale={!answer.fresh} />
              <Counts title={t('crawlers.bots')} counts={found?.bots ?? null} stale={!answer.fresh} />
            </div>
          </>
        )}
      </div>
    </>
  );
}

function sentence({ bots, ai }: Answer): string {
  const all = bots.events + ai.events;
  if (all === 0) return t('crawlers.none');
  const most = [...ai.crawlers, ...bots.crawlers].sort((one, other) => other.events - one.events)[0];
  const start = plural('crawlers.sentence', all, { share: share(ai.events, all) });
  return most === undefined ? `${start}.` : `${start}; ${t('crawlers.most', { name: most.name })}.`;
}

function Legend() {
  return (
    <span class="crawlers-legend">
      <span class="crawlers-key crawlers-key-ai" />
      {t('crawlers.ai')}
      <span class="crawlers-key" />
      {t('crawlers.bots')}
    </span>
  );
}

/** A bar for each day, AI crawlers below the others; a table for those who do not see it. */
function Days({ days, stale }: { days: Answer['days']; stale: boolean }) {
  const top = Math.max(1, ...days.map(({ bots, ai }) => bots + ai));
  const name = (text: string): string => {
    const parsed = parseDay(text);
    return parsed === null ? text : dayName(parsed);
  };
  return (
    <figure class="crawlers-chart" aria-busy={stale}>
      <div class="crawlers-days" aria-hidden="true">
        {days.map(({ day, bots, ai }) => (
          <div
            key={day}
            class="crawlers-day"
            title={`${name(day)} · ${t('crawlers.ai')}: ${count(ai)} · ${t('crawlers.bots')}: ${count(bots)}`}
          >
            <span class="crawlers-bar" style={{ height: `${(bots / top) * 100}%` }} />
            <span class="crawlers-bar crawlers-bar-ai" style={{ height: `${(ai / top) * 100}%` }} />
          </div>
        ))}
      </div>
      <div class="crawlers-axis" aria-hidden="true">
        <span>{days.length > 0 && name(days[0]!.day)}</span>
        <span>{t('crawlers.top', { n: count(top) })}</span>
        <span>{days.length > 1 && name(days.at(-1)!.day)}</span>
      </div>
      <div class="visually-hidden">
        <table>
          <caption>{t('crawlers.days')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('chart.time')}</th>
              <th scope="col">{t('crawlers.ai')}</th>
              <th scope="col">{t('crawlers.bots')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, bots, ai }) => (
              <tr key={day}>
                <th scope="row">{name(day)}</th>
                <td>{count(ai)}</td>
                <td>{count(bots)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function Counts({ title, counts, stale }: { title: string; counts: CrawlerCounts | null; stale: boolean }) {
  const longest = Math.max(1, ...(counts?.crawlers ?? []).map(({ events }) => events));
  return (
    <Card title={title} padded={false}>
      <div class="panel-body">
        {counts === null ? (
          <BreakdownSkeleton />
        ) : counts.crawlers.length === 0 ? (
          <p class="panel-empty" aria-busy={stale}>{t('panel.empty')}</p>
        ) : (
          <Breakdown
            caption={title}
            stale={stale}
            nameColumn={t('crawlers.name')}
            columns={[t('crawlers.reads'), t('panel.share')]}
            rows={counts.crawlers.map(({ name, events }) => ({
              key: name,
              name,
              weight: events / longest,
              figures: [count(events), share(events, counts.events)],
            }))}
          />
        )}
      </div>
    </Card>
  );
}
