import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { PlainMetric, Significance, Site } from '../../api/records';
import { Button, ButtonLink } from '../../elements/button/Button';
import { Credit } from '../../elements/credit/Credit';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { Empty, ProblemNotice } from '../../elements/notice/Notice';
import { later } from '../../elements/later/later';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { date } from '../../format/dates';
import { t } from '../../i18n';
import { isSameQuestion, useAnswer, useQuery, type Answer, type Asked } from '../../state/answers';
import { changeView, chooseTab, view } from '../../state/current';
import { hash } from '../../state/location';
import { resolve } from '../../state/period';
import { recall, remember } from '../../state/storage';
import { dayOf, daysBetween } from '../../state/zone';
import { figureAddress } from '../replays/address';
import { RealtimeCount } from '../realtime/RealtimeCount';
import { contributor } from './contributor';
import { EventsPanel } from './EventsPanel';
import { figuresQuery, isNoise, isUnsettled, keyFigures, sourcesBeforeQuery, sourcesQuery, significanceQuery, type KeyFigure } from './figures';
import { FirstLook } from './FirstLook';
import { GoalsPanel } from './GoalsPanel';
import { HoursPanel } from './HoursPanel';
import { KeyFigures, KeyFiguresSkeleton } from './KeyFigures';
import { Panel } from './Panel';
import { LINKS, PANELS } from './panels';
import { sentence } from './sentence';
import { SeriesCard } from './SeriesCard';
import { useRevenue } from './useRevenue';
import './overview.css';

const Changes = later(async () => (await import('./Changes')).Changes);

/** How a site is doing: one sentence, the key figures, the course of one of them, and what it consists of. */
export function Overview({ site }: { site: Site }) {
  const now = useMinute();
  const current = view.value;
  const period = resolve(current.period, site.timezone, now, current.compare ?? undefined);
  const status = useAnswer(site.id, () => api.status(site.id), { scope: site.id });
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const totals = useQuery(site.id, figuresQuery(current, period));
  const sureness = useQuery(site.id, significanceQuery(current, period));
  const sold = useRevenue(site, current, period);
  const sources = useQuery(site.id, sourcesQuery(current, period));
  const sourcesBefore = useQuery(site.id, current.compare !== null ? sourcesBeforeQuery(current, period) : null);

  useEffect(() => {
    document.title = `${site.name} · Polku`;
  }, [site.name]);
  useLinkedPanel(totals.value !== null);

  const asked = totals.value;
  const goalsKnown = goals.value !== null || goals.problem !== null;
  const began = status.value?.firstEventAt ?? null;
  const before = asked?.answer.comparison ?? null;
  // A site that was not measured for the whole of the time before looks as if it had grown out of nothing.
  const incomplete = before !== null && began !== null && Date.parse(before.dateRange.from) < Date.parse(began);
  const compared = before !== null && !incomplete;
  const figures =
    asked === null || !goalsKnown || sold === null
      ? null
      : keyFigures(asked.answer.totals, compared ? before.totals : null, {
          goals: (goals.value ?? []).length > 0,
          revenue: sold,
        }, significanceOf(totals.value!, sureness));
  const metric = figures === null || figures.some((one) => one.metric === current.metric) ? current.metric : 'visitors';
  const currency = asked?.answer.meta.currency ?? site.currency;
  const visitors = asked?.answer.totals[0] ?? null;
  const first = status.value !== null && status.value.firstEventAt === null;

  const bar = (
    <FilterBar site={site} goals={goals.value ?? []}>
      <RealtimeCount site={site} />
    </FilterBar>
  );
  if (first) {
    return (
      <>
        {bar}
        <FirstLook site={site} />
      </>
    );
  }
  if (totals.problem !== null && totals.problem.status !== 0) {
    return (
      <>
        {bar}
        <div class="card">
          <ProblemNotice problem={totals.problem} retry={totals.retry} />
        </div>
      </>
    );
  }

  const front = figures?.find((one) => one.metric === metric) ?? null;
  const unsettled = front !== null && isUnsettled(front);
  const isOfFront = sources.value?.query.metrics[0] === metric;
  const topSource = isOfFront ? sources.value!.answer.rows[0] : undefined;
  const words =
    front === null || sources.value === null || !totals.fresh || !sources.fresh || !sourcesBefore.fresh
      ? null
      : sentence({
          period: current.period,
          resolved: period,
          filtered: current.filters.length > 0,
          metric,
          value: front.now,
          before: compared ? front.before : null,
          few: front.few,
          // The longer of the two keeps the room that the sentence will take.
          noise: unsettled || isNoise(front.pValue),
          contributor:
            compared && isOfFront && sourcesBefore.value?.query.metrics[0] === metric
              ? contributor(sources.value.answer.rows, sourcesBefore.value.answer.rows, (front.now ?? 0) - (front.before ?? 0))
              : null,
          source: topSource === undefined ? null : { value: topSource.dimensions[0]!, amount: topSource.metrics[0] ?? 0 },
          currency,
          thisYear: dayOf(now, site.timezone).year,
        });

  return (
    <>
      {bar}
      <div class="overview">
        <header class="overview-head">
          <h1>{t('overview.title', { domain: site.name })}</h1>
          <p class="overview-sentence" role="status">
            {words === null ? (
              <Skeleton width="min(640px, 90%)" height="0.9em" />
            ) : unsettled ? (
              <span class="skeleton overview-unsettled" aria-hidden="true">
                {words}
              </span>
            ) : (
              words
            )}
          </p>
          {visitors !== 0 && (
            <div class="overview-ask">
              {site.replay.recorded && (
                <ButtonLink kind="quiet" icon="replay" href={figureAddress(site, current, metric, goals.value ?? [])}>
                  {t('replays.watch')}
                </ButtonLink>
              )}
              {current.compare !== null && !incomplete && (
                <Button
                  kind="quiet"
                  icon="compare"
                  onClick={() => chooseTab('changes', current.tabs['changes'] === undefined ? 'open' : null)}
                >
                  {t(current.tabs['changes'] === undefined ? 'changes.open' : 'changes.close')}
                </Button>
              )}
            </div>
          )}
          {incomplete && <p class="overview-note">{t('overview.incomplete', { date: date(began!) })}</p>}
        </header>
        <FiguresOrSkeleton
          site={site}
          figures={figures}
          currency={currency}
          compared={compared}
          expectCompared={current.compare !== null}
          selected={metric}
          stale={!totals.fresh}
        />
        {visitors === 0 && totals.fresh ? (
          <NothingHere filtered={current.filters.length > 0} />
        ) : (
          <>
            {compared && front !== null && current.tabs['changes'] !== undefined && (
              <Changes site={site} view={current} front={front} period={period} currency={currency} />
            )}
            <SeriesCard site={site} view={incomplete ? { ...current, compare: null } : current} metric={metric} period={period} />
            <div class="panels">
              {PANELS.map((plan) => (
                <Panel key={plan.name} plan={plan} site={site} view={current} metric={metric} period={period} />
              ))}
              {(goals.value ?? []).length > 0 && (
                <GoalsPanel site={site} goals={goals.value!} view={current} period={period} />
              )}
              <EventsPanel site={site} view={current} period={period} />
              <Panel plan={LINKS} site={site} view={current} metric={metric} period={period} />
              {daysBetween(period.days.from, period.days.to) > 0 && (
                <HoursPanel site={site} view={current} metric={metric} period={period} />
              )}
            </div>
            <Credit />
          </>
        )}
      </div>
    </>
  );
}

/** What belongs to the figures shown; pending only while it may still come. */
function significanceOf(shown: Asked, { value, problem }: Answer<Asked>): readonly Significance[] | 'pending' | null {
  if (value !== null && isSameQuestion({ ...value.query, significance: false }, shown.query)) return value.answer.comparison?.significance ?? null;
  return problem === null ? 'pending' : null;
}

interface FiguresProps {
  site: Site;
  figures: readonly KeyFigure[] | null;
  currency: string;
  compared: boolean;
  expectCompared: boolean;
  selected: PlainMetric;
  stale: boolean;
}

function FiguresOrSkeleton({ site, figures, currency, compared, expectCompared, selected, stale }: FiguresProps) {
  const count = figures?.length;
  useEffect(() => {
    if (count !== undefined) remember(`figures.${site.id}`, String(count));
  }, [site.id, count]);
  if (figures === null) {
    // As many as last time, so that the real ones take exactly their place.
    return <KeyFiguresSkeleton count={Number(recall(`figures.${site.id}`) ?? 6)} compared={expectCompared} />;
  }
  return (
    <KeyFigures
      figures={figures}
      currency={currency}
      compared={compared}
      selected={selected}
      stale={stale}
      onSelect={(metric) => changeView({ metric })}
    />
  );
}

function NothingHere({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <div class="card">
        <Empty title={t('overview.emptyFiltered.title')} text={t('overview.emptyFiltered.text')}>
          <Button kind="primary" onClick={() => changeView({ filters: [] })}>
            {t('overview.emptyFiltered.action')}
          </Button>
        </Empty>
      </div>
    );
  }
  return (
    <div class="card">
      <Empty title={t('overview.empty.title')} text={t('overview.empty.text')}>
        <Button kind="primary" onClick={() => changeView({ period: { preset: '30d' } })}>
          {t('overview.empty.action')}
        </Button>
      </Empty>
    </div>
  );
}

/** A link to a panel leads there once there is something above it. */
function useLinkedPanel(ready: boolean): void {
  const target = hash.value.slice(1);
  useLayoutEffect(() => {
    if (ready && target !== '') document.getElementById(target)?.scrollIntoView({ block: 'start' });
  }, [ready, target]);
}

/** The time, renewed every minute, so that a page left open moves on with the day. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
