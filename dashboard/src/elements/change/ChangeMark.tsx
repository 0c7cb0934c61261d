import type { Change } from '../../format/numbers';
import { t } from '../../i18n';
import './change.css';

const ARROWS = { up: '▲', down: '▼', same: '', fromNone: '' } as const;

/** How a figure moved: arrow, sign and word, with the colour only beside them; none of it where the samples were small. */
export function ChangeMark({ change, few }: { change: Change; few: boolean }) {
  const tone = change.good === null || few ? 'even' : change.good ? 'good' : 'bad';
  const arrow = ARROWS[change.direction];
  return (
    <span class={`change change-${tone}`}>
      {arrow !== '' && (
        <span class="change-arrow" aria-hidden="true">
          {arrow}
        </span>
      )}
      {change.size !== '' && <b>{change.size}</b>} {few && change.size !== '' ? t('change.few') : change.word}
    </span>
  );
}
