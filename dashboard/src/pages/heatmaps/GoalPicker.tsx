import type { Goal } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { t } from '../../i18n';
import { chooseTab } from '../../state/current';

/** What counts as converted: any goal of the site, or one of them. Nothing where there is but one. */
export function GoalPicker({ goals, goal }: { goals: readonly Goal[]; goal: string | null }) {
  if (goals.length < 2) return null;
  return (
    <label class="map-tools-by">
      <span>{t('heatmap.goal')}</span>
      <span class="select">
        <select class="control" value={goal ?? ''} onChange={(event) => chooseTab('goal', event.currentTarget.value === '' ? null : event.currentTarget.value)}>
          <option value="" selected={goal === null}>
            {t('heatmap.goal.any')}
          </option>
          {goals.map(({ id, name }) => (
            <option key={id} value={id} selected={id === goal}>
              {name}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} />
      </span>
    </label>
  );
}
