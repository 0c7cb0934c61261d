import { WatchLink } from '../../elements/breakdown/Breakdown';
import { MiddleCut } from '../../elements/middlecut/MiddleCut';
import { t } from '../../i18n';
import type { Unseen } from './names';

export interface ElementLineProps {
  selector: string;
  name: string;
  /** 0–1, how long the bar is; null for none. */
  weight: number | null;
  figures: readonly string[];
  /** Under the figures. */
  rates?: string;
  troubles?: string;
  unseen: Unseen | null;
  title?: string;
  /** Where those who clicked it can be watched; null where nothing is recorded. */
  watch?: string | null;
  chosen: string | null;
  hovered: string | null;
  onHover: (selector: string | null) => void;
  onChoose: (selector: string) => void;
}

/** An element of a list: pointed at it is marked on the map, chosen it is scrolled to and its card opens. */
export function ElementLine({ selector, name, weight, figures, rates, troubles, unseen, title, watch = null, chosen, hovered, onHover, onChoose }: ElementLineProps) {
  return (
    <li class="breakdown-row element-item">
      <button
        type="button"
        class={`element-row${figures.length === 1 ? ' element-row-two' : ''}${selector === hovered ? ' element-hovered' : ''}`}
        aria-pressed={selector === chosen}
        title={title ?? selector}
        onMouseEnter={() => onHover(selector)}
        onMouseLeave={() => onHover(null)}
        onFocus={() => onHover(selector)}
        onBlur={() => onHover(null)}
        onClick={() => onChoose(selector)}
      >
        {weight !== null && <span class="breakdown-bar" style={{ width: `${weight * 100}%` }} />}
        <span class="element-name">
          <MiddleCut text={name} />
        </span>
        {figures.map((figure, at) => (
          <span key={at} class={at === 0 ? 'element-figure' : 'element-soft'}>
            {figure}
          </span>
        ))}
        {rates !== undefined && <span class="element-rates">{rates}</span>}
        {troubles !== undefined && <span class="element-troubles">{troubles}</span>}
        {unseen !== null && <span class="element-rates">{t(unseen === 'hidden' ? 'heatmap.element.hidden' : 'heatmap.element.gone')}</span>}
      </button>
      {watch !== null && <WatchLink label={t('replays.watchClicked')} href={watch} />}
    </li>
  );
}
