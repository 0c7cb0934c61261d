import { useEffect } from 'preact/hooks';
import { api } from '../../api/client';
import type { Dimension, Filter, LiveEvent, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { valueName } from '../../format/names';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { changeView, view } from '../../state/current';
import { online } from '../../state/online';
import { sameFilter, toggled } from '../../state/view';
import { EventFeed } from './EventFeed';
import { narrowed, type Narrowed } from './filtered';
import { MinuteBars } from './MinuteBars';
import { useLive } from './useLive';
import './realtime.css';

/** How often the filtered present is asked for, in milliseconds. */
const POLL = 5_000;

/** Who is here at this moment. */
export function Realtime({ site }: { site: Site }) {
  const { filters } = view.value;
  const filtered = filters.length > 0;
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const live = useLive(site, !filtered);
  const part = useAnswer(
    filtered ? `${site.id} ${JSON.stringify(filters)}` : null,
    () => narrowed(site.id, filters, Date.now()),
    { scope: `${site.id} ${filtered}`, every: POLL },
  );
  useEffect(() => {
    document.title = `${t('nav.realtime')} · ${site.name} · Polku`;
  }, [site.name]);

  const { problem, retry } = filtered ? part : live;
  const now: Present | null = filtered ? part.value : live.now;
  return (
    <>
      <FilterBar site={site} goals={goals.value ?? []} kind="present" />
      {now === null && problem !== null && problem.status !== 0 ? (
        <div class="card">
          <ProblemNotice problem={problem} retry={retry} />
        </div>
      ) : (
        <Picture
          site={site}
          now={now}
          events={filtered ? null : (live.now?.events ?? null)}
          filters={filters}
          state={!online.value ? 'offline' : filtered ? 'asking' : live.streaming ? 'live' : 'cut'}
        />
      )}
    </>
  );
}

type Present = Omit<Narrowed, 'names'> & { names?: Narrowed['names'] };

interface PictureProps {
  site: Site;
  now: Present | null;
  events: readonly LiveEvent[] | null;
  filters: readonly Filter[];
  state: 'live' | 'cut' | 'asking' | 'offline';
}

function Picture({ site, now, events, filters, state }: PictureProps) {
  const filtered = filters.length > 0;
  return (
    <div class="overview">
      <header class="overview-head">
        <h1>{t('realtime.title', { domain: site.name })}</h1>
        <p class="overview-sentence realtime-sentence">
          {now === null ? (
            <Skeleton width="min(460px, 90%)" height="0.9em" />
          ) : (
            <>
              <span class={now.visitors5 > 0 && state !== 'offline' ? 'pulse' : 'pulse pulse-still'} />
              {filtered && t('sentence.filtered')}
              {now.visitors5 > 0 ? plural('realtime.sentence', now.visitors5) : t('realtime.nobody')},{' '}
              {plural('realtime.sentence30', now.visitors30)}
            </>
          )}
        </p>
        <p class={`realtime-state realtime-${state}`} role="status">
          {t(`realtime.state.${state}`)}
        </p>
      </header>
      <Card title={t('realtime.perMinute')} aside={<span class="realtime-window">{t('realtime.window')}</span>}>
        {now === null ? <Skeleton height="204px" /> : <MinuteBars minutes={now.perMinute} />}
      </Card>
      <div class="panels">
        <Now
          title={t('panel.pages')}
          dimension="page"
          rows={now?.pages.map(({ page, visitors }) => ({ value: page, visitors })) ?? null}
        />
        {filtered ? (
          <Now
            title={t('realtime.eventNames')}
            dimension="event"
            rows={now?.names?.map(({ name, visitors }) => ({ value: name, visitors })) ?? null}
          />
        ) : (
          <EventFeed key={site.id} events={events} zone={site.timezone} />
        )}
        <Now
          title={t('panel.sources')}
          dimension="source"
          rows={now?.sources.map(({ source, visitors }) => ({ value: source, visitors })) ?? null}
        />
        <Now
          title={t('panel.countries.country')}
          dimension="country"
          rows={now?.countries.map(({ country, visitors }) => ({ value: country, visitors })) ?? null}
        />
      </div>
    </div>
  );
}

interface NowProps {
  title: string;
  dimension: Dimension;
  rows: { value: string; visitors: number }[] | null;
}

function Now({ title, dimension, rows }: NowProps) {
  const { filters } = view.value;
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
            nameColumn={t(`dim.${dimension}` as 'dim.page')}
            columns={[t('metric.visitors')]}
            rows={rows.map(({ value, visitors }) => {
              const filter: Filter = ['is', dimension, [value]];
              return {
                key: value,
                name: valueName(dimension, value),
                weight: visitors / longest,
                figures: [count(visitors)],
                picked: filters.some((other) => sameFilter(other, filter)),
                onPick: () => changeView({ filters: toggled(filters, filter) }),
              };
            })}
          />
        )}
      </div>
    </Card>
  );
}
