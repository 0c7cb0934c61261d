import { useMemo, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Interval, Note, PlainMetric, Site } from '../../api/records';
import { Button, IconButton } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { SeriesTable, TimeChart, type TimeSeries } from '../../elements/chart/TimeChart';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { Tabs } from '../../elements/tabs/Tabs';
import { t } from '../../i18n';
import { useAnswer, useQuery } from '../../state/answers';
import { chooseTab } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { session } from '../../state/session';
import type { View } from '../../state/view';
import { NoteForm, NoteList, NotePin, type NoteInHand } from './Notes';
import { intervalOf, intervalsFor, seriesQuery, timeSeries } from './timeseries';

interface SeriesCardProps {
  site: Site;
  view: View;
  metric: PlainMetric;
  period: ResolvedPeriod;
}

/** The course of a figure over the period, with what the owner noted down. */
export function SeriesCard({ site, view, metric, period }: SeriesCardProps) {
  const asTable = view.tabs['chart'] === 'table';
  const [inHand, setInHand] = useState<NoteInHand | null>(null);
  const asked = useQuery(site.id, seriesQuery(view, metric, period));
  const notes = useAnswer(`${site.id} notes ${JSON.stringify(period.range)}`, () => api.notes(site.id, period.range), { scope: site.id });
  const series = useMemo(
    () => (asked.value === null ? null : timeSeries(asked.value, site.timezone, Date.now())),
    [asked.value, site.timezone],
  );
  const mayWrite = typeof session.value === 'object' && session.value.user.role !== 'viewer';
  const interval = intervalOf(view, period);
  const title = t(`overview.chart.${interval}`, { metric: t(`metric.${metric}`) });
  const noted = notes.value ?? [];
  const write = (index: number): void => setInHand({ id: null, at: series!.buckets[index]!.start, text: '' });
  return (
    <Card
      title={title}
      aside={
        <div class="series-aside">
          <Legend compared={view.compare !== null} />
          <Intervals view={view} period={period} />
          <IconButton
            icon={asTable ? 'overview' : 'table'}
            label={t(asTable ? 'chart.showChart' : 'chart.showTable')}
            onClick={() => chooseTab('chart', asTable ? null : 'table')}
          />
        </div>
      }
    >
      <div class="series" aria-busy={series !== null && !asked.fresh}>
        {asked.problem !== null && asked.problem.status !== 0 ? (
          <ProblemNotice problem={asked.problem} retry={asked.retry} />
        ) : series === null ? (
          <Skeleton height="100%" />
        ) : asTable ? (
          <SeriesTable series={series} caption={title} />
        ) : (
          <TimeChart
            series={series}
            label={title}
            onPick={mayWrite ? write : undefined}
            marks={pins(series, noted).map(({ index, at }) => ({
              index,
              content: (align) => <NotePin notes={at} zone={site.timezone} align={align} onEdit={mayWrite ? setInHand : undefined} />,
            }))}
          />
        )}
      </div>
      <div class="series-foot">
        {series !== null && series.buckets.some(({ cut, value }) => cut && value !== null) && (
          <p class="series-partial">{t(series.interval === 'week' ? 'chart.partial.week' : 'chart.partial.month')}</p>
        )}
        {mayWrite && inHand === null && (
          <Button kind="quiet" icon="pin" onClick={() => setInHand({ id: null, at: new Date(latest(period)).toISOString(), text: '' })}>
            {t('notes.add')}
          </Button>
        )}
      </div>
      {inHand !== null && (
        <NoteForm
          key={`${inHand.id} ${inHand.at}`}
          site={site}
          note={inHand}
          onDone={() => {
            setInHand(null);
            notes.retry();
          }}
          onCancel={() => setInHand(null)}
        />
      )}
      {noted.length > 0 && (
        <NoteList site={site} notes={noted} onEdit={mayWrite ? setInHand : undefined} onRemoved={notes.retry} />
      )}
    </Card>
  );
}

/** Notes by the bucket that they fall in. */
function pins(series: TimeSeries, notes: readonly Note[]): { index: number; at: Note[] }[] {
  const starts = series.buckets.map(({ start }) => Date.parse(start));
  const found = new Map<number, Note[]>();
  for (const note of notes) {
    const index = starts.findLastIndex((start) => start <= Date.parse(note.at));
    if (index >= 0) found.set(index, [...(found.get(index) ?? []), note]);
  }
  return [...found].map(([index, at]) => ({ index, at }));
}

/** Now, or the period's last moment where it is over. */
function latest({ range }: ResolvedPeriod): number {
  return Math.min(Math.floor(Date.now() / 60_000) * 60_000, Date.parse(range.to) - 60_000);
}

function Intervals({ view, period }: { view: View; period: ResolvedPeriod }) {
  const fitting = intervalsFor(period);
  if (fitting.length < 2) return null;
  return (
    <Tabs
      label={t('chart.interval')}
      options={fitting.map((value) => ({ value, name: t(`interval.${value as Exclude<Interval, 'minute'>}`) }))}
      value={intervalOf(view, period)}
      onChange={(interval) => chooseTab('interval', interval === period.interval ? null : interval)}
    />
  );
}

function Legend({ compared }: { compared: boolean }) {
  if (!compared) return null;
  return (
    <span class="series-legend">
      <span class="chart-key" /> {t('chart.now')}
      <span class="chart-key chart-key-before" /> {t('chart.before')}
    </span>
  );
}
