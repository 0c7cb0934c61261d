import type { Dimension, PlainMetric, Query, Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { IconButton } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { ChangeMark } from '../../elements/change/ChangeMark';
import { ProblemNotice } from '../../elements/notice/Notice';
import { dimensionName } from '../../format/names';
import { isAmount } from '../../format/metrics';
import { change, difference, figure } from '../../format/numbers';
import { spreadOf } from '../../format/samples';
import { t } from '../../i18n';
import { useQueries } from '../../state/answers';
import { changeView, chooseTab } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { asked, conditions, isPicked, rowName, toggledAll } from '../report/rows';
import { isUnsettled, type KeyFigure } from './figures';
import { moverMetrics, movers, type Mover } from './movers';
import { beforeWords } from './sentence';
import './changes.css';

interface ChangesProps {
  site: Site;
  view: View;
  /** The figure in front: what is listed is what it consists of. */
  front: KeyFigure;
  period: ResolvedPeriod;
  currency: string;
}

/** Where a change is looked for. */
const DIMENSIONS: readonly Dimension[] = ['source', 'utmCampaign', 'entryPage', 'country', 'device', 'browser'];
/** Of each. */
const MOST = 4;
/** The most rows that the API gives at once. */
const ALL = 1000;

/** What the difference to the time before is made of: for each kind of row those that moved most. */
export function Changes({ site, view, front, period, currency }: ChangesProps) {
  const { metric } = front;
  const spread = isAmount(metric) ? spreadOf(front.now ?? 0, front.before ?? 0, front.pValue) : null;
  // What is filtered to one value makes up all of the difference.
  const dimensions = DIMENSIONS.filter((dimension) => !view.filters.some(([operator, of]) => operator === 'is' && of === dimension));
  const found = useQueries(site.id, dimensions.flatMap((dimension) => bothSides(dimension, view, metric, period)));
  const groups = dimensions.map((dimension, at) => {
    const sides = [found.value?.[2 * at], found.value?.[2 * at + 1]];
    if (sides.some((side) => side === undefined || side.query.dimensions?.at(-1) !== dimension || side.query.metrics[0] !== metric)) return null;
    const [now, before] = sides.map((side) => side!.answer.rows.filter((row) => dimension !== 'utmCampaign' || row.dimensions[0] !== ''));
    return { dimension, rows: movers(metric, now!, before!, MOST, spread) };
  });
  const known = !isUnsettled(front) && groups.every((group) => group !== null);
  const moved = groups.filter((group) => group !== null && group.rows.length > 0) as { dimension: Dimension; rows: Mover[] }[];
  return (
    <Card
      title={t('changes.title', { metric: t(`metric.${metric}`) })}
      aside={<IconButton icon="close" label={t('changes.close')} onClick={() => chooseTab('changes', null)} />}
    >
      <p class="changes-about">
        {t('changes.about', { before: beforeWords(view.period, period) })} {t(metric === 'revenue' && spread === null ? 'changes.lumps' : 'changes.chance')}
      </p>
      {found.problem !== null && found.problem.status !== 0 ? (
        <ProblemNotice problem={found.problem} retry={found.retry} />
      ) : known && moved.length === 0 ? (
        <p class="panel-empty">{t('changes.none')}</p>
      ) : (
        <div class="changes" aria-busy={!found.fresh}>
          {known
            ? moved.map(({ dimension, rows }) => <Group key={dimension} dimension={dimension} rows={rows} view={view} metric={metric} currency={currency} />)
            : dimensions.map((dimension) => (
                <div key={dimension} class="changes-group">
                  <BreakdownSkeleton rows={MOST} />
                </div>
              ))}
        </div>
      )}
    </Card>
  );
}

/** The same question of both times, since rows that are gone stand in the earlier one alone. */
function bothSides(dimension: Dimension, view: View, metric: PlainMetric, period: ResolvedPeriod): Query[] {
  const metrics = moverMetrics(metric);
  return [period.range, period.previousSoFar].map((dateRange) => ({
    metrics,
    dateRange,
    filters: [...view.filters],
    dimensions: asked(dimension),
    orderBy: [[metrics.at(-1)!, 'desc']],
    limit: ALL,
  }));
}

interface GroupProps {
  dimension: Dimension;
  rows: readonly Mover[];
  view: View;
  metric: PlainMetric;
  currency: string;
}

function Group({ dimension, rows, view, metric, currency }: GroupProps) {
  const longest = Math.max(...rows.map(({ now, before }) => Math.abs(now - before)));
  const scale = Math.max(...rows.map(({ now }) => now), longest);
  return (
    <div class="changes-group">
      <Breakdown
        caption={`${t('changes.title', { metric: t(`metric.${metric}`) })}: ${dimensionName(dimension)}`}
        nameColumn={dimensionName(dimension)}
        columns={[t('chart.now'), t('changes.difference'), t('report.change')]}
        rows={rows.map((row) => {
          const wanted = conditions(asked(dimension), { dimensions: row.dimensions, metrics: [] });
          const moved = change(metric, row.now, row.before)!;
          return {
            key: row.dimensions.join(' '),
            name: rowName(asked(dimension), { dimensions: row.dimensions, metrics: [] }),
            weight: Math.abs(row.now - row.before) / longest,
            tone: moved.good === false ? 'bad' : 'good',
            figures: [
              figure(metric, row.now, currency, scale),
              difference(metric, row.now - row.before, currency, scale),
              <ChangeMark change={{ ...moved, word: moved.direction === 'fromNone' ? moved.word : '' }} few={false} />,
            ],
            picked: isPicked(view.filters, wanted),
            onPick: () => changeView({ filters: toggledAll(view.filters, wanted) }),
          };
        })}
      />
    </div>
  );
}
