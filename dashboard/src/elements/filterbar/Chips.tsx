import type { Filter, Goal, Site } from '../../api/records';
import { dimensionName } from '../../format/names';
import { t } from '../../i18n';
import { changeView } from '../../state/current';
import { Icon } from '../icon/Icon';
import { Popover } from '../popover/Popover';
import { FilterForm } from './FilterForm';
import { conditions, filterText, negated, valuesText } from './words';

interface ChipsProps {
  site: Site;
  filters: readonly Filter[];
  goals: readonly Goal[];
}

/** The filters that are on: each can be changed, turned around and removed. */
export function Chips({ site, filters, goals }: ChipsProps) {
  return (
    <ul class="chips" aria-label={t('filter.chips')}>
      {filters.map((filter, at) => (
        // By place: a changed filter keeps its chip, and with it the focus.
        <li key={at} class="chip">
          <Popover
            label={t('filter.edit', { filter: filterText(filter, goals) })}
            faceClass="chip-text"
            low
            face={<Face filter={filter} goals={goals} />}
          >
            {(close) => (
              <FilterForm
                site={site}
                goals={goals}
                filter={filter}
                onDone={(changed) => {
                  close();
                  changeView({ filters: filters.with(at, changed) });
                }}
              />
            )}
          </Popover>
          <Negate filter={filter} goals={goals} onChange={(changed) => changeView({ filters: filters.with(at, changed) })} />
          <button
            type="button"
            class="chip-button"
            aria-label={t('filter.remove', { filter: filterText(filter, goals) })}
            title={t('filter.removeShort')}
            onClick={() => changeView({ filters: filters.filter((_, other) => other !== at) })}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      {filters.length > 1 && (
        <li>
          <button type="button" class="chips-clear" onClick={() => changeView({ filters: [] })}>
            {t('filter.clear')}
          </button>
        </li>
      )}
    </ul>
  );
}

function Face({ filter, goals }: { filter: Filter; goals: readonly Goal[] }) {
  return (
    <>
      {conditions(filter).map((condition, at) => (
        <span key={at}>
          {at > 0 && <span class="chip-or"> {t('filter.or')} </span>}
          <span class="chip-dimension">
            {dimensionName(condition[1])} {t(`op.${condition[0]}`)}
          </span>{' '}
          {valuesText(condition, goals)}
        </span>
      ))}
    </>
  );
}

function Negate({ filter, goals, onChange }: { filter: Filter; goals: readonly Goal[]; onChange: (filter: Filter) => void }) {
  const opposite = negated(filter);
  if (opposite === null) return null;
  return (
    <button
      type="button"
      class="chip-button"
      aria-pressed={filter[0] === 'isNot'}
      aria-label={t('filter.negate', { filter: filterText(opposite, goals) })}
      title={t('filter.negate', { filter: filterText(opposite, goals) })}
      onClick={() => onChange(opposite)}
    >
      <Icon name="not" size={14} />
    </button>
  );
}
