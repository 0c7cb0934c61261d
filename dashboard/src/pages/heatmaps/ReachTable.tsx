import type { ScrollAnswer } from '../../api/heatmaps';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import { count, mean, rate } from '../../format/numbers';
import { t } from '../../i18n';
import { tenths } from './bands';

/** The numbers behind the bands: the page in tenths. */
export function ReachTable({ scroll, kind, stale }: { scroll: ScrollAnswer | null; kind: 'scroll' | 'attention'; stale: boolean }) {
  const rows = scroll === null ? [] : tenths(scroll);
  const longest = Math.max(1e-9, ...rows.map(({ seconds }) => seconds));
  return (
    <Card title={t(kind === 'scroll' ? 'heatmap.reach.title' : 'heatmap.attention.title')} padded={false}>
      {scroll === null ? (
        <BreakdownSkeleton rows={10} />
      ) : (
        <Breakdown
          caption={t(kind === 'scroll' ? 'heatmap.reach.title' : 'heatmap.attention.title')}
          nameColumn={t('heatmap.reach.part')}
          columns={kind === 'scroll' ? [t('metric.pageviews'), t('panel.share')] : [t('heatmap.reach.seconds')]}
          stale={stale}
          rows={rows.map(({ at, pageviews, share, seconds }) => ({
            key: String(at),
            name: t('heatmap.reach.tenth', { from: rate(Math.round((at - 0.1) * 10) / 10), to: rate(at) }),
            weight: kind === 'scroll' ? share : seconds / longest,
            figures: kind === 'scroll' ? [count(pageviews), rate(share)] : [t('heatmap.seconds', { n: mean(seconds) })],
          }))}
        />
      )}
    </Card>
  );
}
