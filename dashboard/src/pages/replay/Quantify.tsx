import { useState } from 'preact/hooks';
import { replays, type Part, type QuantifyAnswer, type Signal } from '../../api/replays';
import type { Dimension, Goal, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { ButtonLink, IconButton } from '../../elements/button/Button';
import { ChangeMark } from '../../elements/change/ChangeMark';
import { TimeChart, type TimeSeries } from '../../elements/chart/TimeChart';
import { SelectField } from '../../elements/field/Field';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Tabs } from '../../elements/tabs/Tabs';
import { valueName } from '../../format/names';
import { change, count, money, NOTHING, probability, rate } from '../../format/numbers';
import { isFew } from '../../format/samples';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { watchAddress } from './watch';

interface QuantifyProps {
  site: Site;
  view: View;
  goals: readonly Goal[];
  period: ResolvedPeriod;
  signal: Signal;
  onClose: () => void;
}

const SPLITS = ['pages', 'browsers', 'devices', 'countries'] as const;
const DIMENSIONS: Record<(typeof SPLITS)[number], Dimension> = { pages: 'page', browsers: 'browser', devices: 'device', countries: 'country' };
/** Chance alone makes a difference as large less often than this. */
const SURE = 0.05;
const ROWS = 6;

/** What a single session showed: how many had the same, where, since when, and what it costs. */
export function Quantify({ site, view, goals, period, signal, onClose }: QuantifyProps) {
  const [goal, setGoal] = useState<string | null>(null);
  const [split, setSplit] = useState<(typeof SPLITS)[number]>('pages');
  const question = { signal, dateRange: period.range, filters: view.filters, goal, interval: period.interval };
  const found = useAnswer(`${site.id} quantify ${JSON.stringify(question)}`, () => replays.quantify(site.id, question), { scope: `${site.id} ${JSON.stringify(signal)}` });
  const answer = found.value;
  return (
    <div class="quantify">
      <header class="quantify-head">
        <h2>{t('replay.quantify')}</h2>
        <IconButton icon="close" label={t('app.dismiss')} onClick={onClose} />
      </header>
      <div class="quantify-body" aria-busy={answer !== null && !found.fresh}>
        <p class="quantify-what">
          <b>{t(`replays.mark.${signal.kind}`)}</b> <span>{signal.text ?? signal.name ?? signal.url ?? signal.selector}</span>
        </p>
        {found.problem !== null && found.problem.status !== 0 ? (
          <ProblemNotice problem={found.problem} retry={found.retry} />
        ) : answer === null ? (
          <BreakdownSkeleton rows={10} />
        ) : (
          <>
            <Size answer={answer} />
            {answer.replays > 0 && (
              <ButtonLink kind="primary" icon="replay" href={watchAddress(site, view, signal)}>
                {plural('replay.quantify.watch', answer.replays)}
              </ButtonLink>
            )}
            <div class="quantify-trend">
              <TimeChart series={seriesOf(answer, site, period)} label={t('replay.quantify.trend')} />
            </div>
            <Cost answer={answer} />
            {goals.length > 1 && (
              <SelectField
                label={t('replay.quantify.goal')}
                value={goal ?? ''}
                options={[{ value: '', name: t('replay.quantify.anyGoal') }, ...goals.map(({ id, name }) => ({ value: id, name }))]}
                onChange={(value) => setGoal(value === '' ? null : value)}
              />
            )}
            <Tabs label={t('replay.quantify.where')} options={SPLITS.map((value) => ({ value, name: t(`replay.quantify.${value}`) }))} value={split} onChange={setSplit} />
            <Parts parts={answer[split]} dimension={DIMENSIONS[split]} total={answer[split].length} />
          </>
        )}
      </div>
    </div>
  );
}

function Size({ answer }: { answer: QuantifyAnswer }) {
  const { sessions, allSessions, share, visitors, occurrences, previous } = answer;
  const moved = change('sessions', sessions, previous.sessions);
  return (
    <div class="quantify-size">
      <span class="quantify-figure">{count(sessions)}</span>
      <span>
        {plural('replay.quantify.of', sessions, { all: count(allSessions), share: share === null ? NOTHING : rate(share) })}
        {moved !== null && (
          // More of what goes wrong is not welcome: no colour tells otherwise.
          <span class="quantify-moved">
            <ChangeMark change={{ ...moved, good: null }} few={isFew(sessions, previous.sessions)} />
          </span>
        )}
      </span>
      <span class="replay-soft">{t('replay.quantify.more', { visitors: plural('replay.quantify.visitors', visitors), times: plural('replay.quantify.times', occurrences) })}</span>
    </div>
  );
}

/** Those who had it beside those who had not, and whether that may be chance. */
function Cost({ answer: { conversion, revenue, sessions } }: { answer: QuantifyAnswer }) {
  const { with: had, without, pValue } = conversion;
  const few = isFew(had.sessions, without.sessions);
  const isSure = !few && pValue !== null && pValue < SURE;
  const lower = (had.rate ?? 0) < (without.rate ?? 0);
  const verdict = few
    ? t('change.few.about')
    : isSure
      ? `${t(lower ? 'replay.quantify.lower' : 'replay.quantify.higher')} ${t('change.more.about', { p: probability(pValue) })}`
      : pValue === null
        ? t('replay.quantify.untold')
        : t('change.noise.about', { p: probability(pValue) });
  return (
    <div class="quantify-cost">
      <table>
        <caption class="visually-hidden">{t('metric.conversionRate')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('replay.quantify.with')}</th>
            <th scope="col">{t('replay.quantify.without')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('metric.conversionRate')}</th>
            <td>{had.rate === null ? NOTHING : rate(had.rate)}</td>
            <td>{without.rate === null ? NOTHING : rate(without.rate)}</td>
          </tr>
          <tr>
            <th scope="row">{t('replay.quantify.perSession')}</th>
            <td>{revenue.perSessionWith === null ? NOTHING : money(revenue.perSessionWith, revenue.currency)}</td>
            <td>{revenue.perSessionWithout === null ? NOTHING : money(revenue.perSessionWithout, revenue.currency)}</td>
          </tr>
          <tr>
            <th scope="row">{t('metric.sessions')}</th>
            <td>{count(had.sessions)}</td>
            <td>{count(without.sessions)}</td>
          </tr>
        </tbody>
      </table>
      <p class={isSure && lower ? 'quantify-verdict quantify-bad' : 'quantify-verdict'}>{verdict}</p>
      {sessions > 0 && (
        <p class="quantify-stake" title={t('replay.quantify.stake.about')}>
          {revenue.atStake === null ? t('replay.quantify.noStake') : t('replay.quantify.stake', { money: money(revenue.atStake, revenue.currency) })}
        </p>
      )}
    </div>
  );
}

function Parts({ parts, dimension, total }: { parts: readonly Part[]; dimension: Dimension; total: number }) {
  if (parts.length === 0) return <p class="side-none">{t('panel.empty')}</p>;
  const longest = Math.max(...parts.map(({ sessions }) => sessions));
  return (
    <>
      <Breakdown
        caption={t('replay.quantify.where')}
        nameColumn={t(`dim.${dimension as 'page'}`)}
        columns={[t('metric.sessions'), { name: t('panel.share'), about: t('replay.quantify.share.about') }]}
        rows={parts.slice(0, ROWS).map(({ value, sessions, share }) => ({
          key: value,
          name: valueName(dimension, value),
          weight: sessions / longest,
          figures: [count(sessions), share === null ? NOTHING : rate(share)],
        }))}
      />
      {total > ROWS && <p class="side-foot">{t('replay.quantify.rows', { shown: count(ROWS), total: count(total) })}</p>}
    </>
  );
}

function seriesOf({ trend }: QuantifyAnswer, site: Site, { range, interval }: ResolvedPeriod): TimeSeries {
  const now = Date.now();
  const starts = trend.map(({ start }) => Date.parse(start));
  return {
    metric: 'sessions',
    interval,
    zone: site.timezone,
    currency: site.currency,
    buckets: trend.map(({ start, sessions, allSessions }, at) => ({ start, value: starts[at]! > now ? null : sessions, sample: allSessions, cut: false })),
    before: null,
    runningIndex: now >= Date.parse(range.to) ? -1 : starts.findLastIndex((start) => start <= now),
  };
}
