import type { ZoneRow } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { Breakdown, BreakdownSkeleton } from '../../elements/breakdown/Breakdown';
import { Card } from '../../elements/card/Card';
import type { Layer } from '../../elements/heatmap/Backdrop';
import { RampLegend } from '../../elements/heatmap/Legend';
import { zoneLayer } from '../../elements/heatmap/layers';
import { cssColour } from '../../elements/heatmap/ramps';
import type { Zone } from '../../elements/heatmap/zones';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Tabs } from '../../elements/tabs/Tabs';
import { money, NOTHING, rate } from '../../format/numbers';
import { t } from '../../i18n';
import { chooseTab } from '../../state/current';
import { ZONE_FIGURES, type ZoneFigure } from './choice';
import type { ZoneFigures } from './useZones';

/** The zones of the page with the chosen figure, from the top of the page down. */
export function ZoneTable({ site, figures: { zones, answer }, figure }: { site: Site; figures: ZoneFigures; figure: ZoneFigure }) {
  const rows = rowsOf(zones, answer.value);
  const most = mostOf(rows, figure);
  return (
    <Card title={t('heatmap.zones')} padded={false}>
      <div class="panel-which">
        <Tabs
          label={t('heatmap.zones.figure')}
          options={ZONE_FIGURES.map((value) => ({ value, name: t(`heatmap.zones.${value}`) }))}
          value={figure}
          onChange={(value) => chooseTab('figure', value === 'clickRate' ? null : value)}
        />
      </div>
      <p class="panel-hint">{t(`heatmap.zones.${figure}.about`)}</p>
      {answer.problem !== null && answer.problem.status !== 0 ? (
        <ProblemNotice problem={answer.problem} retry={answer.retry} />
      ) : rows.length === 0 ? (
        <BreakdownSkeleton rows={8} />
      ) : (
        <Breakdown
          caption={t('heatmap.zones')}
          nameColumn={t('heatmap.zones.zone')}
          columns={[t(`heatmap.zones.${figure}`)]}
          stale={!answer.fresh}
          rows={rows.map(([zone, row]) => ({ key: zone.id, name: zone.name, weight: most === 0 ? 0 : (row[figure] ?? 0) / most, figures: [written(row, figure, site.currency)] }))}
        />
      )}
    </Card>
  );
}

/** Boxes in the colour of the figure, beside the largest of the page. */
export function zoneLayers({ zones, answer }: ZoneFigures, figure: ZoneFigure, currency: string): Layer[] {
  const rows = rowsOf(zones, answer.value);
  const most = mostOf(rows, figure);
  return rows.map(([{ id, carrier, box, name }, row]) =>
    zoneLayer({ id, carrier, box, name, figure: written(row, figure, currency), colour: cssColour('bands', most === 0 ? 0 : (row[figure] ?? 0) / most) }),
  );
}

/** What the colours of the zones mean, in numbers. */
export function ZoneLegend({ figures: { zones, answer }, figure, currency }: { figures: ZoneFigures; figure: ZoneFigure; currency: string }) {
  const most = mostOf(rowsOf(zones, answer.value), figure);
  if (most === 0) return null;
  const format = (value: number): string => (figure === 'revenue' ? money(value, currency) : rate(value));
  return <RampLegend label={t(`heatmap.zones.${figure}`)} ramp="bands" stops={[0, 0.5, 1].map((strength) => ({ strength, text: format(most * strength) }))} />;
}

function rowsOf(zones: readonly Zone[], rows: readonly ZoneRow[] | null): (readonly [Zone, ZoneRow])[] {
  return zones.flatMap((zone) => {
    const row = rows?.find(({ id }) => id === zone.id);
    return row === undefined ? [] : [[zone, row] as const];
  });
}

function mostOf(rows: readonly (readonly [Zone, ZoneRow])[], figure: ZoneFigure): number {
  return Math.max(0, ...rows.map(([, row]) => row[figure] ?? 0));
}

function written(row: ZoneRow, figure: ZoneFigure, currency: string): string {
  const value = row[figure];
  if (value === null) return NOTHING;
  return figure === 'revenue' ? money(value, currency) : rate(value);
}
