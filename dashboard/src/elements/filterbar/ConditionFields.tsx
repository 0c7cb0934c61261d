import type { Condition, Dimension, Goal, Operator, Property, Site } from '../../api/records';
import { valueName } from '../../format/names';
import { t } from '../../i18n';
import { Button } from '../button/Button';
import { SelectField, TextField } from '../field/Field';
import { ValuePicker, type Choice } from '../values/ValuePicker';
import { dimensionGroups, operatorsOf } from './dimensions';
import { useChoices } from './useChoices';

/** A condition as it stands in the fields, whole or not. */
export interface Draft {
  dimension: Dimension | 'goal';
  operator: Operator;
  /** What was picked from real values, for "is" and "is not". */
  picked: readonly Choice[];
  typed: string;
  /** What was written, for the other operators. */
  texts: readonly string[];
}

export const NEW: Draft = { dimension: 'page', operator: 'is', picked: [], typed: '', texts: [''] };

export function draftOf([operator, dimension, values]: Condition, goals: readonly Goal[]): Draft {
  const picked = values.map((value) => ({ value, name: valueName(dimension, value, goals), count: null }));
  return { dimension, operator, picked: isWhole(operator) ? picked : [], typed: '', texts: isWhole(operator) ? [''] : values };
}

/** The condition that the fields say; null while something is missing. */
export function conditionOf({ dimension, operator, picked, typed, texts }: Draft): Condition | null {
  if (!isWhole(operator)) {
    const written = texts.map((text) => text.trim()).filter((text) => text !== '');
    return written.length === 0 ? null : [operator, dimension, written];
  }
  const values = picked.map(({ value }) => value);
  if (typed.trim() !== '' && dimension !== 'goal') values.push(typed.trim());
  return values.length === 0 ? null : [operator, dimension, [...new Set(values)]];
}

function isWhole(operator: Operator): boolean {
  return operator === 'is' || operator === 'isNot';
}

interface ConditionFieldsProps {
  site: Site;
  goals: readonly Goal[];
  properties: readonly Property[];
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** Whether to say what is missing. */
  tried: boolean;
}

/** One condition: a dimension, how it is compared, and one or more values, any of which will do. */
export function ConditionFields({ site, goals, properties, draft, onChange, tried }: ConditionFieldsProps) {
  const { dimension, operator, picked, typed, texts } = draft;
  const whole = isWhole(operator);
  const choices = useChoices(site, whole ? dimension : null, typed, goals);
  const missing = tried && conditionOf(draft) === null;

  /** What is written is the value of that name where there is one. */
  const asTyped = (text: string): Choice | null => {
    const wanted = text.trim().toLowerCase();
    const named = (choices ?? []).find(({ name }) => name.toLowerCase() === wanted);
    if (named !== undefined || dimension === 'goal') return named ?? null;
    return { value: text.trim(), name: valueName(dimension, text.trim(), goals), count: null };
  };

  const pickDimension = (chosen: Dimension | 'goal'): void =>
    onChange({ ...NEW, dimension: chosen, operator: operatorsOf(chosen).includes(operator) ? operator : 'is' });

  return (
    <>
      <div class="filter-pair">
        <SelectField
          label={t('filter.dimension')}
          value={dimension}
          options={dimensionGroups(goals, properties, dimension)}
          onChange={(chosen) => pickDimension(chosen as Dimension | 'goal')}
        />
        <SelectField
          label={t('filter.operator')}
          value={operator}
          options={operatorsOf(dimension).map((value) => ({ value, name: t(`op.${value}`) }))}
          onChange={(chosen) => onChange({ ...draft, operator: chosen as Operator })}
        />
      </div>
      {whole ? (
        <ValuePicker
          label={t('filter.value')}
          picked={picked}
          onPick={(chosen) => onChange({ ...draft, picked: chosen, typed: '' })}
          typed={typed}
          onType={(text) => onChange({ ...draft, typed: text })}
          choices={choices}
          asTyped={asTyped}
          problem={missing ? t(dimension === 'goal' ? 'filter.pickGoal' : 'form.required') : null}
        />
      ) : (
        <>
          {texts.map((text, at) => (
            <TextField
              key={at}
              label={at === 0 ? t('filter.value') : t('filter.or')}
              value={text}
              hint={operator === 'matches' && at === 0 ? t('filter.matchesHint') : undefined}
              problem={missing && at === 0 ? t('form.required') : null}
              onInput={(written) => onChange({ ...draft, texts: texts.with(at, written) })}
            />
          ))}
          <div>
            <Button kind="quiet" icon="plus" onClick={() => onChange({ ...draft, texts: [...texts, ''] })}>
              {t('filter.another')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
