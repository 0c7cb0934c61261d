import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Figure, Interval, PlainMetric } from '../../api/records';
import { axisTime, bucketName } from '../../format/dates';
import { axisFigure, change, figure } from '../../format/numbers';
import { isFew } from '../../format/samples';
import { language, t } from '../../i18n';
import { theme } from '../../state/theme';
import { ChangeMark } from '../change/ChangeMark';
import './chart.css';

export interface Bucket {
  /** The start, RFC 3339. */
  start: string;
  value: Figure;
  /** How many sessions (or visitors) stand behind the value. */
  sample: number;
  /** The period holds only a part of it, so it is no whole week or month. */
  cut: boolean;
}

/** Something that stands at a bucket of the picture. */
export interface Mark {
  index: number;
  content: (align: 'start' | 'end') => ComponentChildren;
}

export interface TimeSeries {
  metric: PlainMetric;
  interval: Interval;
  zone: string;
  currency: string;
  buckets: readonly Bucket[];
  /** The bucket at the same place of the time before; null where nothing is compared. */
  before: readonly Bucket[] | null;
  /** The bucket that is not over yet; -1 where all are. Those after it hold no value. */
  runningIndex: number;
}

interface TimeChartProps {
  series: TimeSeries;
  label: string;
  marks?: readonly Mark[];
  /** Called with the index of a bucket that is clicked. */
  onPick?: ((index: number) => void) | undefined;
}

/** Lines over time: this period full, what is not complete dotted, the time before dashed. */
export function TimeChart({ series, label, marks = [], onPick }: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const picked = useRef(onPick);
  picked.current = onPick;
  const [span, setSpan] = useState<{ left: number; width: number } | null>(null);
  const [hover, setHover] = useState<{ index: number; left: number } | null>(null);
  const colours = theme.value;
  const words = language.value;
  const data = useMemo(() => aligned(series), [series]);

  useLayoutEffect(() => {
    const element = host.current!;
    const plot = new uPlot(
      options(series, element, (index, left) => setHover(index === null ? null : { index, left })),
      data,
      element,
    );
    const measure = (): void => setSpan({ left: plot.bbox.left / devicePixelRatio, width: plot.bbox.width / devicePixelRatio });
    const observer = new ResizeObserver(() => {
      plot.setSize(sizeOf(element));
      measure();
    });
    observer.observe(element);
    const onClick = (event: MouseEvent): void => {
      if (event.target === plot.over) picked.current?.(plot.posToIdx(event.clientX - plot.over.getBoundingClientRect().left));
    };
    // On the way down: the plot keeps clicks to itself.
    plot.root.addEventListener('click', onClick, { capture: true });
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [series, colours, words]);

  useEffect(() => setHover(null), [series]);

  return (
    <div class="chart">
      <div class={`chart-plot${onPick === undefined ? '' : ' chart-pickable'}`} ref={host} role="img" aria-label={label} />
      {span !== null &&
        marks.map(({ index, content }) => {
          const part = series.buckets.length < 2 ? 0.5 : index / (series.buckets.length - 1);
          return (
            <div key={index} class={part === 0 ? 'chart-mark chart-mark-first' : 'chart-mark'} style={{ left: `${span.left + part * span.width}px` }}>
              {content(part > 0.5 ? 'end' : 'start')}
            </div>
          );
        })}
      {hover !== null && series.buckets[hover.index] !== undefined && <Tip series={series} {...hover} />}
    </div>
  );
}

function Tip({ series, index, left }: { series: TimeSeries; index: number; left: number }) {
  const { metric, currency, interval, zone } = series;
  const now = series.buckets[index]!;
  const before = series.before?.[index];
  const partial = index === series.runningIndex || now.cut || before?.cut === true;
  const moved = before === undefined || partial ? null : change(metric, now.value, before.value);
  return (
    <div class="chart-tip" style={{ left: `clamp(110px, ${left}px, calc(100% - 110px))` }}>
      <div class="chart-tip-line">
        <span class="chart-key chart-key-now" />
        <span>
          {bucketName(now.start, interval, zone)}
          {remark(series, now, index)}
        </span>
        <b>{figure(metric, now.value, currency)}</b>
      </div>
      {before !== undefined && (
        <div class="chart-tip-line chart-tip-before">
          <span class="chart-key chart-key-before" />
          <span>
            {bucketName(before.start, interval, zone)}
            {before.cut && ` (${t('chart.cut')})`}
          </span>
          <b>{figure(metric, before.value, currency)}</b>
        </div>
      )}
      {moved !== null && (
        <div class="chart-tip-change">
          <ChangeMark change={moved} few={isFew(now.sample, before!.sample)} />
        </div>
      )}
    </div>
  );
}

/** Why a bucket must not be compared with whole ones. */
function remark(series: TimeSeries, bucket: Bucket, index: number): string {
  if (index === series.runningIndex) return ` (${t('chart.soFar')})`;
  return bucket.cut && bucket.value !== null ? ` (${t('chart.cut')})` : '';
}

/** The picture's numbers, for those who cannot see it or want to read them off. */
export function SeriesTable({ series, caption }: { series: TimeSeries; caption: string }) {
  const { metric, currency, interval, zone } = series;
  return (
    <div class="chart-table" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            <th scope="col">{t('chart.now')}</th>
            {series.before !== null && <th scope="col">{t('chart.before')}</th>}
          </tr>
        </thead>
        <tbody>
          {series.buckets.map((bucket, index) => (
            <tr key={bucket.start}>
              <th scope="row">
                {bucketName(bucket.start, interval, zone)}
                <span class="chart-remark">{remark(series, bucket, index)}</span>
              </th>
              <td>{figure(metric, bucket.value, currency)}</td>
              {series.before !== null && <td>{figure(metric, series.before[index]?.value ?? null, currency)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Columns for the plot: place, before, now, and what of now is not complete, with its neighbours. */
function aligned({ buckets, before, runningIndex }: TimeSeries): uPlot.AlignedData {
  const partial = (index: number): boolean => index === runningIndex || buckets[index]?.cut === true;
  return [
    buckets.map((_, index) => index),
    buckets.map((_, index) => before?.[index]?.value ?? null),
    buckets.map((bucket, index) => (partial(index) ? null : bucket.value)),
    buckets.map((bucket, index) => (partial(index) || partial(index - 1) || partial(index + 1) ? bucket.value : null)),
  ];
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: element.clientWidth, height: element.clientHeight };
}

function options(
  series: TimeSeries,
  element: HTMLElement,
  onHover: (index: number | null, left: number) => void,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (token: string): string => style.getPropertyValue(token).trim();
  const font = `12px ${colour('--font')}`;
  const { metric, currency, interval, zone, buckets } = series;
  const running = series.runningIndex >= 0;
  const alone = buckets.length === 1 || series.runningIndex === 0 || buckets.filter(({ cut }) => !cut).length < 2;
  const axis = { stroke: colour('--soft'), font, ticks: { show: false } };
  return {
    ...sizeOf(element),
    padding: [10, 26, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      // The line stands on the bucket that is told about, not between two.
      move: (plot, left, top) => [left < 0 ? left : plot.valToPos(plot.posToIdx(left), 'x'), top],
      points: { size: 9, width: 2, stroke: colour('--card'), fill: (_, at) => colour(at === 1 ? '--series-before' : '--series') },
    },
    // Places rather than times: buckets stand evenly, also where clocks change.
    scales: {
      x: { time: false, range: (_, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) },
      y: { range: (_, __, high) => [0, niceTop(high, metric)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        gap: 8,
        splits: (plot) => places(buckets.length, plot.width, interval, running),
        values: (_, splits) => splits.map((at) => (buckets[at] === undefined ? '' : label(buckets, at, interval, zone))),
      },
      {
        ...axis,
        size: (_, values) => Math.max(36, ...(values ?? []).map((value) => value.length * 7 + 14)),
        grid: { stroke: colour('--grid'), width: 1 },
        splits: (_, __, ___, high) => fourths(high, metric),
        values: (_, splits) => splits.map((value) => axisFigure(metric, value, currency)),
      },
    ],
    series: [
      {},
      { stroke: colour('--series-before'), width: 1.5, dash: [5, 4], points: { show: alone } },
      { stroke: colour('--series'), width: 2, fill: colour('--series-fill'), points: { show: alone, size: 7, fill: colour('--series') } },
      { stroke: colour('--series'), width: 2, dash: [2, 3], fill: colour('--series-fill'), points: { show: alone, size: 7, fill: colour('--series') } },
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const index = plot.cursor.idx;
          if (index == null || (plot.cursor.left ?? -1) < 0) onHover(null, 0);
          else onHover(index, plot.valToPos(index, 'x') + plot.bbox.left / devicePixelRatio);
        },
      ],
    },
  };
}

/** The first hour of a day is named by its day where the picture spans several. */
function label(buckets: readonly Bucket[], at: number, interval: Interval, zone: string): string {
  const start = buckets[at]!.start;
  if (interval === 'hour' && at > 0 && buckets.length > 26 && at % 24 === 0) return axisTime(start, 'day', zone);
  return axisTime(start, interval, zone);
}

/** The places that get a label: as many as fit, evenly. */
function places(length: number, width: number, interval: Interval, running: boolean): number[] {
  const fitting = Math.max(1, Math.floor(width / (interval === 'hour' ? 64 : 76)));
  let step = Math.max(1, Math.ceil(length / fitting));
  if (interval === 'hour') step = [1, 2, 3, 4, 6, 8, 12, 24].find((hours) => hours >= step) ?? 24;
  // Counted from the end where that is today, so that the newest bucket has its label.
  const last = running && interval !== 'hour' ? (length - 1) % step : 0;
  const found: number[] = [];
  for (let at = last; at < length; at += step) found.push(at);
  return found;
}

/** Whole numbers stay whole on the axis; a rate's top is at most 1. */
function niceTop(high: number | null, metric: PlainMetric): number {
  const top = high ?? 0;
  if (metric === 'bounceRate' || metric === 'conversionRate') {
    if (top <= 0) return 0.04;
    for (const step of [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25]) if (top <= step * 4) return step * 4;
  }
  if (metric === 'sessionDuration' || metric === 'engagedTime') {
    for (const step of [5, 10, 15, 30, 60, 120, 180, 300, 600, 900]) if (top <= step * 4) return step * 4;
  }
  if (top <= 4) return 4;
  const scale = 10 ** Math.floor(Math.log10(top / 4));
  for (const step of [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]) {
    const quarter = step * scale;
    if (top <= quarter * 4 && Number.isInteger(quarter)) return quarter * 4;
  }
  return scale * 40;
}

function fourths(high: number, metric: PlainMetric): number[] {
  const top = niceTop(high, metric);
  return [0, 1, 2, 3, 4].map((part) => (top / 4) * part);
}
