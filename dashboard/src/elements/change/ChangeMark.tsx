import type { Change } from '../../format/numbers';
import { t } from '../../i18n';
import './change.css';

const ARROWS = { up: '▲', down: '▼', same: '', fromNone: '' } as const;

/** How a figure moved: arrow, sign and word, with the colour only beside them; none of it where the samples were small. */
export function ChangeMark({ change, few }: { change: Change; few: boolean }) {
  if (few && change.size !== '') {
    return (
      <span class="change change-even">
        <b>{change.size}</b> {t('change.few')}
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
      {change.size !== '' && <b>{change.size}</b>} {change.word}
    </span>
  );
}
