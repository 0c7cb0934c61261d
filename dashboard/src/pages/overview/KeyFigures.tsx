import type { PlainMetric } from '../../api/records';
import { ChangeMark } from '../../elements/change/ChangeMark';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { isDuration } from '../../format/metrics';
import { change, figure, NOTHING, probability } from '../../format/numbers';
import { t } from '../../i18n';
import { isNoise, type KeyFigure } from './figures';
import './figures.css';

interface KeyFiguresProps {
  figures: readonly KeyFigure[];
  currency: string;
  compared: boolean;
  selected: PlainMetric;
  stale: boolean;
  onSelect: (metric: PlainMetric) => void;
}

/** One button for each figure; the selected one is what the chart and the panels show. */
export function KeyFigures({ figures, currency, compared, selected, stale, onSelect }: KeyFiguresProps) {
  return (
    <div class="figures" role="group" aria-label={t('overview.figures')} aria-busy={stale} data-count={figures.length}>
      {figures.map(({ metric, now, before, few, pValue, pending }) => {
        const moved = compared ? change(metric, now, before) : null;
        return (
          <button
            key={metric}
            type="button"
            class="figure"
            aria-pressed={metric === selected}
            title={t(`metric.${metric}.about`)}
            onClick={() => onSelect(metric)}
          >
            <span class="figure-name">{t(`metric.${metric}`)}</span>
            <span class="figure-value">
              <SmallUnits text={figure(metric, now, currency)} small={isDuration(metric)} />
            </span>
            {compared && (
              <span class="figure-change" title={about(figure(metric, before, currency), few, pValue)}>
                {moved === null ? NOTHING : <ChangeMark change={moved} few={few} noise={isNoise(pValue)} pending={pending} />}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

function about(before: string, few: boolean, pValue: number | null): string {
  const words = t('change.before', { value: before });
  if (few) return `${words}. ${t('change.few.about')}`;
  if (pValue === null) return words;
  return `${words}. ${t(isNoise(pValue) ? 'change.noise.about' : 'change.more.about', { p: probability(pValue) })}`;
}

/** Units stand smaller than their numbers, so that "2 min 48 s" fits where "12,410" does. */
function SmallUnits({ text, small }: { text: string; small: boolean }) {
  if (!small) return <>{text}</>;
  return (
    <>
      {text.split(/(\p{L}+)/u).map((part, at) => (at % 2 === 0 ? part : <small key={at}>{part}</small>))}
    </>
  );
}

export function KeyFiguresSkeleton({ count, compared }: { count: number; compared: boolean }) {
  return (
    <div class="figures" data-count={count} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <span key={at} class="figure">
          <span class="figure-name">
            <Skeleton width="64px" height="10px" />
          </span>
          <span class="figure-value">
            <Skeleton width="88px" height="24px" />
          </span>
          {compared && (
            <span class="figure-change">
              <Skeleton width="72px" height="10px" />
            </span>
          )}
        </span>
      ))}
    </div>
  );
}
