import { MARK_KINDS, type Mark, type MarkKind } from '../../api/replays';
import { count } from '../../format/numbers';
import { t } from '../../i18n';
import { Icon } from '../icon/Icon';
import { Popover } from '../popover/Popover';
import { MARK_ICONS, toneOf } from './marks';

interface LegendProps {
  marks: readonly Mark[];
  hidden: ReadonlySet<MarkKind>;
  /** How many parts have no picture. */
  missing: number;
  onToggle: (kind: MarkKind) => void;
}

/** What the marks mean, how many there are, and which of them are shown. */
export function Legend({ marks, hidden, missing, onToggle }: LegendProps) {
  const counts = new Map<MarkKind, number>();
  for (const { kind } of marks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const there = MARK_KINDS.filter((kind) => counts.has(kind));
  return (
    <Popover
      label={t('replay.marks')}
      faceClass="button button-quiet"
      align="end"
      side="above"
      low
      face={
        <>
          <Icon name="flag" size={16} />
          <span class="button-text">{t('replay.marks')}</span>
        </>
      }
    >
      {() => (
        <div class="legend" data-list>
          {there.map((kind) => (
            <button key={kind} type="button" class="menu-item" aria-pressed={!hidden.has(kind)} onClick={() => onToggle(kind)}>
              <span class="menu-item-mark">{!hidden.has(kind) && <Icon name="check" size={16} />}</span>
              <span class={`legend-icon timebar-${toneOf(kind)}`}>
                <Icon name={MARK_ICONS[kind]} size={14} />
              </span>
              {t(`replays.mark.${kind}`)}
              <span class="legend-count">{count(counts.get(kind)!)}</span>
            </button>
          ))}
          <p class="legend-line">
            <span class="legend-swatch legend-active" />
            {t('replay.legend.active')}
          </p>
          {missing > 0 && (
            <p class="legend-line">
              <span class="legend-swatch legend-missing" />
              {t('replay.missing')}
            </p>
          )}
        </div>
      )}
    </Popover>
  );
}
