import { t } from '../../i18n';
import { changeView, view } from '../../state/current';
import { COMPARISONS, type Comparison } from '../../state/period';
import { Icon } from '../icon/Icon';
import { Popover } from '../popover/Popover';

const CHOICES: readonly (Comparison | null)[] = [...COMPARISONS, null];

export function ComparePicker() {
  const { compare } = view.value;
  const name = (choice: Comparison | null) => t(`compare.${choice ?? 'none'}`);
  return (
    <Popover
      label={`${t('compare.label')}: ${t(`compare.short.${compare ?? 'none'}`)}`}
      faceClass="popover-face filterbar-compare"
      low
      face={
        <>
          <Icon name="compare" size={16} />
          <span>{t(`compare.short.${compare ?? 'none'}`)}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => (
        <div data-list>
          {CHOICES.map((choice) => (
            <button
              key={choice}
              type="button"
              class="menu-item"
              aria-pressed={choice === compare}
              onClick={() => {
                changeView({ compare: choice });
                close();
              }}
            >
              <span class="menu-item-mark">{choice === compare && <Icon name="check" size={16} />}</span>
              {name(choice)}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
