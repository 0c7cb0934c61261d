import type { ScrollAnswer } from '../../api/heatmaps';
import { heatStops, KindsLegend, RampLegend } from '../../elements/heatmap/Legend';
import { count, mean, rate } from '../../format/numbers';
import { t } from '../../i18n';
import type { Choice } from './choice';
import type { Colouring } from './colours';

interface MapLegendProps {
  choice: Choice;
  /** Of the heat; null where none is drawn. */
  most: number | null;
  scroll: ScrollAnswer | null;
  /** Of the dots; null where none are drawn. */
  kinds: Colouring['kinds'] | null;
  hidden: ReadonlySet<string>;
  onToggle: (value: string) => void;
  differences: boolean;
  /** Whether `most` is for each pageview. */
  perView?: boolean;
}

/** What the colours of the map mean, in numbers. */
export function MapLegend({ choice, most, scroll, kinds, hidden, onToggle, differences, perView = false }: MapLegendProps) {
  if (differences) return <p class="map-note">{t('heatmap.difference.about')}</p>;
  if (scroll !== null && choice.kind === 'scroll') {
    return <RampLegend label={t('heatmap.legend.scroll')} ramp="bands" stops={[0, 0.25, 0.5, 0.75, 1].map((strength) => ({ strength, text: rate(strength) }))} />;
  }
  if (scroll !== null) {
    const longest = scroll.attention.pageviews === 0 ? 0 : Math.max(...scroll.attention.seconds, 0) / scroll.attention.pageviews;
    return <RampLegend label={t('heatmap.legend.attention')} ramp="bands" stops={[0, 0.5, 1].map((strength) => ({ strength, text: t('heatmap.seconds', { n: longest < 10 ? mean(longest * strength) : count(longest * strength) }) }))} />;
  }
  if (choice.look === 'confetti' && kinds !== null) {
    return <KindsLegend label={t('heatmap.by')} kinds={kinds} hidden={hidden} onToggle={onToggle} format={count} />;
  }
  if (most !== null && most > 0 && perView) {
    return <RampLegend label={t(choice.kind === 'move' ? 'heatmap.legend.movesPerView' : 'heatmap.legend.heatPerView')} ramp="heat" stops={heatStops(most * 100, mean, false)} />;
  }
  if (most !== null && most > 0) return <RampLegend label={t(choice.kind === 'move' ? 'heatmap.legend.moves' : 'heatmap.legend.heat')} ramp="heat" stops={heatStops(most, count)} />;
  if (choice.look === 'overlay') return <p class="map-note">{t('heatmap.legend.overlay')}</p>;
  return null;
}
