import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { t } from '../../i18n';
import { chooseTab } from '../../state/current';
import type { View } from '../../state/view';
import { COLUMNS, columnsOf, formatColumns } from './columns';

/** Which columns the rows have. */
export function ColumnPicker({ view }: { view: View }) {
  const chosen = columnsOf(view);
  return (
    <Popover label={t('replays.columns')} faceClass="icon-button" align="end" low face={<Icon name="columns" size={16} />}>
      {() => (
        <div class="replay-columns" data-list>
          {COLUMNS.map((column) => {
            const on = chosen.includes(column);
            return (
              <button
                key={column}
                type="button"
                class="menu-item"
                aria-pressed={on}
                onClick={() => chooseTab('columns', formatColumns(on ? chosen.filter((other) => other !== column) : [...chosen, column]))}
              >
                <span class="menu-item-mark">{on && <Icon name="check" size={16} />}</span>
                {t(`replays.column.${column}`)}
              </button>
            );
          })}
        </div>
      )}
    </Popover>
  );
}
