import type { Change } from '../../format/numbers';
import { t } from '../../i18n';
import './change.css';

const ARROWS = { up: '▲', down: '▼', same: '', fromNone: '' } as const;

interface ChangeMarkProps {
  change: Change;
  /** The samples were too small to say anything. */
  few: boolean;
  /** A difference of this size often comes about by chance alone. */
  noise?: boolean;
  /** It is not known yet whether it may be chance: the size alone is shown, in the room that the words will take. */
  pending?: boolean;
}

/** How a figure moved: arrow, sign and word, with the colour only beside them; none of it where the change may be chance. */
export function ChangeMark({ change, few, noise = false, pending = false }: ChangeMarkProps) {
  if ((few || noise) && change.size !== '') {
    return (
      <span class="change change-even">
        <b>{change.size}</b> <span>{t(few ? 'change.few' : 'change.noise')}</span>
      </span>
    );
  }
  if (pending && change.size !== '') {
    return (
      <span class="change change-even change-pending">
        <b>{change.size}</b> <span>{t('change.noise')}</span>
      </span>
    );
  }
  const tone = change.good === null ? 'even' : change.good ? 'good' : 'bad';
  const arrow = ARROWS[change.direction];
  return (
    <span class={`change change-${tone}`}>
      {arrow !== '' && (
        <span class="change-arrow" aria-hidden="true">
          {arrow}
        </span>
      )}
      {change.size !== '' && <b>{change.size}</b>} <span>{change.word}</span>
    </span>
  );
}
