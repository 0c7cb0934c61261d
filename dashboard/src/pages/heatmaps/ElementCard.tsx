import { heatmaps, type ElementRow } from '../../api/heatmaps';
import type { Filter, Goal, Interval, Site } from '../../api/records';
import { Button, ButtonLink, IconButton } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { TimeChart, type TimeSeries } from '../../elements/chart/TimeChart';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { count, mean, NOTHING, rate } from '../../format/numbers';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { chooseTab, tabsAlong } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import { formatView, type View } from '../../state/view';
import type { Choice } from './choice';
import { GoalPicker } from './GoalPicker';
import type { Unseen } from './names';
import { scopeOf } from './questions';
import { elementReplays, withFilters } from './watch';

interface ElementCardProps {
  site: Site;
  view: View;
  choice: Choice;
  period: ResolvedPeriod;
  row: ElementRow;
  name: string;
  unseen: Unseen | null;
  goals: readonly Goal[];
  onClose: () => void;
}

/** One element: its clicks over time, its rates, and where to look on. */
export function ElementCard({ site, view, choice, period, row, name, unseen, goals, onClose }: ElementCardProps) {
  const question = { ...scopeOf(choice, view, period), selector: row.selector, interval: period.interval };
  const course = useAnswer(`${site.id} element ${JSON.stringify(question)}`, () => heatmaps.element(site.id, question), { scope: `${site.id} ${row.selector}` });
  const figure = (value: number | null, format: (value: number) => string): string => (value === null ? NOTHING : format(value));
  const facts: readonly (readonly [string, string, string])[] = [
    [t('heatmap.order.clicks'), count(row.clicks), t('heatmap.about.clicks', { share: figure(row.share, rate) })],
    [t('heatmap.order.clickRate'), figure(row.clickRate, rate), t('heatmap.about.clickRate')],
    [t('heatmap.order.rageClicks'), count(row.rageClicks), t('heatmap.about.rageClicks')],
    [t('heatmap.order.deadClicks'), count(row.deadClicks), t('heatmap.about.deadClicks')],
    [t('heatmap.order.errorClicks'), count(row.errorClicks), t('heatmap.about.errorClicks')],
    [t('heatmap.order.hesitationSeconds'), figure(row.hesitationSeconds, (value) => t('heatmap.seconds', { n: mean(value) })), t('heatmap.about.hesitation')],
    [t('heatmap.order.conversionRateAfter'), figure(row.conversionRateAfter, rate), t('heatmap.about.conversion')],
  ];
  return (
    <Card title={name} aside={<IconButton icon="close" label={t('app.dismiss')} onClick={onClose} />}>
      <div class="element-card">
        <code class="element-selector">{row.selector}</code>
        {unseen !== null && (
          <div class="element-unseen">
            <p>{t(unseen === 'hidden' ? 'heatmap.element.hidden.about' : 'heatmap.unanchored.about')}</p>
            {unseen === 'hidden' && (
              <Button kind="plain" onClick={() => chooseTab('opened', 'on')}>
                {t('heatmap.opened')}
              </Button>
            )}
          </div>
        )}
        <div class="element-course" aria-busy={!course.fresh}>
          {course.problem !== null ? (
            <ProblemNotice problem={course.problem} retry={course.retry} />
          ) : course.value === null ? (
            <Skeleton height="100%" />
          ) : (
            <TimeChart series={seriesOf(course.value, period.interval, site, period)} label={t('heatmap.course', { element: name })} />
          )}
        </div>
        <dl class="element-facts">
          {facts.map(([fact, value, about]) => (
            <div key={fact} title={about}>
              <dt>{fact}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <GoalPicker goals={goals} goal={choice.goal} />
        {site.replay.recorded && (
          <ButtonLink kind="plain" icon="replay" href={elementReplays(site, view, choice, row.selector)}>
            {t('replays.watchClicked')}
          </ButtonLink>
        )}
        <ButtonLink kind="quiet" icon="overview" href={overviewAddress(site, view, choice)}>
          {t('heatmap.whoWasHere')}
        </ButtonLink>
      </div>
    </Card>
  );
}

function seriesOf(rows: readonly { start: string; clicks: number; sessions: number }[], interval: Interval, site: Site, { range }: ResolvedPeriod): TimeSeries {
  const now = Date.now();
  const starts = rows.map(({ start }) => Date.parse(start));
  return {
    metric: 'events',
    interval,
    zone: site.timezone,
    currency: site.currency,
    buckets: rows.map(({ start, clicks, sessions }, at) => ({ start, value: starts[at]! > now ? null : clicks, sample: sessions, cut: false })),
    before: null,
    runningIndex: now >= Date.parse(range.to) ? -1 : starts.findLastIndex((start) => start <= now),
  };
}

/** The site's overview of those who were on the page with this device. */
function overviewAddress(site: Site, view: View, { place, device }: Choice): string {
  const wanted: Filter[] = ['page' in place ? ['is', 'page', [place.page]] : ['is', 'pageGroup', [place.pageGroup]], ['is', 'device', [device]]];
  return `/sites/${site.id}${formatView({ ...view, filters: withFilters(view, wanted), tabs: tabsAlong(view.tabs) })}`;
}
