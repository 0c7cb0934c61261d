import type { Change } from '../../format/numbers';
import './change.css';

const ARROWS = { up: '▲', down: '▼', same: '', fromNone: '' } as const;

/** How a figure moved: arrow, sign and word, with the colour only beside them. */
export function ChangeMark({ change }: { change: Change }) {
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
