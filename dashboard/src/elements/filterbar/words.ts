import type { Condition, Filter, Goal } from '../../api/records';
import { dimensionName, valueName } from '../../format/names';
import { t } from '../../i18n';

/** A condition's values as people read them. */
export function valuesText([, dimension, values]: Condition, goals: readonly Goal[]): string {
  return values.map((value) => valueName(dimension, value, goals)).join(` ${t('filter.or')} `);
}

function conditionText(condition: Condition, goals: readonly Goal[]): string {
  return `${dimensionName(condition[1])} ${t(`op.${condition[0]}`)} ${valuesText(condition, goals)}`;
}

/** A filter as a sentence: Country is Finland or Sweden. */
export function filterText(filter: Filter, goals: readonly Goal[]): string {
  return conditions(filter)
    .map((condition) => conditionText(condition, goals))
    .join(` ${t('filter.or')} `);
}

export function conditions(filter: Filter): readonly Condition[] {
  return filter[0] === 'or' ? filter[1] : [filter];
}

/** The filter turned around, such as "is" to "is not"; null for what has no opposite. */
export function negated(filter: Filter): Filter | null {
  if (filter[0] === 'is') return ['isNot', filter[1], filter[2]];
  if (filter[0] === 'isNot') return ['is', filter[1], filter[2]];
  return null;
}
