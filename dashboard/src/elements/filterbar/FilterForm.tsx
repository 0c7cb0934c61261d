import { useState } from 'preact/hooks';
import { OPERATORS, PLAIN_DIMENSIONS, type Dimension, type Filter, type Goal, type Operator, type Query, type Site } from '../../api/records';
import { dimensionName, valueName } from '../../format/names';
import { t } from '../../i18n';
import { useQuery } from '../../state/answers';
import { view } from '../../state/current';
import { resolve } from '../../state/period';
import { sameFilter } from '../../state/view';
import { Button } from '../button/Button';
import { SelectField, TextField } from '../field/Field';

/** What stands in a field: a value's name, and the value itself where it is known already. */
interface Entry {
  text: string;
  value: string | null;
}

interface FilterFormProps {
  site: Site;
  goals: readonly Goal[];
  /** The filter to change; absent where a new one is made. */
  filter?: Filter;
  onDone: (filter: Filter) => void;
}

const NOTHING: Entry = { text: '', value: null };

/** One condition: a dimension, how it is compared, and one or more values, any of which will do. */
export function FilterForm({ site, goals, filter, onDone }: FilterFormProps) {
  const [dimension, setDimension] = useState<Dimension | 'goal'>(filter?.[1] ?? 'page');
  const [operator, setOperator] = useState<Operator>(filter?.[0] ?? 'is');
  const [entries, setEntries] = useState<readonly Entry[]>(
    filter?.[2].map((value) => ({ text: valueName(filter[1], value, goals), value })) ?? [NOTHING],
  );
  const [tried, setTried] = useState(false);

  const whole = operator === 'is' || operator === 'isNot';
  const found = useQuery(site.id, dimension === 'goal' || !whole ? null : valuesQuery(site, dimension, filter));
  // An answer to the dimension that was chosen before would offer its values.
  const rows = found.fresh && whole ? (found.value?.answer.rows ?? []) : [];
  const values = dimension === 'goal' ? goals.map(({ id }) => id) : rows.map((row) => row.dimensions[0]!);
  const names = new Map(values.map((value) => [valueName(dimension, value, goals), value]));

  const meant = ({ text, value }: Entry): string | null => {
    if (value !== null) return value;
    const wanted = text.trim();
    const named = [...names].find(([name]) => name.toLowerCase() === wanted.toLowerCase());
    if (named !== undefined) return named[1];
    return wanted === '' || dimension === 'goal' ? null : wanted;
  };

  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const all = entries.map(meant).filter((value) => value !== null);
    if (all.length === entries.length) onDone([operator, dimension, all]);
  };

  const pickDimension = (picked: Dimension | 'goal'): void => {
    setDimension(picked);
    setEntries([NOTHING]);
    setTried(false);
    if (picked === 'goal') setOperator('is');
  };

  return (
    <form class="form filter-form" noValidate onSubmit={submit}>
      <SelectField
        label={t('filter.dimension')}
        value={dimension}
        options={dimensions(goals, dimension).map((value) => ({ value, name: dimensionName(value) }))}
        onChange={(picked) => pickDimension(picked as Dimension | 'goal')}
      />
      <SelectField
        label={t('filter.operator')}
        value={operator}
        options={operatorsOf(dimension).map((value) => ({ value, name: t(`op.${value}`) }))}
        onChange={(picked) => setOperator(picked as Operator)}
      />
      {entries.map((entry, at) => (
        <TextField
          key={at}
          label={at === 0 ? t('filter.value') : t('filter.or')}
          value={entry.text}
          suggestions={[...names.keys()]}
          hint={operator === 'matches' ? t('filter.matchesHint') : undefined}
          problem={tried && meant(entry) === null ? t(dimension === 'goal' ? 'filter.pickGoal' : 'form.required') : null}
          onInput={(text) => setEntries(entries.with(at, { text, value: null }))}
        />
      ))}
      <div class="form-actions">
        <Button type="submit" kind="primary">
          {t(filter === undefined ? 'filter.add' : 'filter.change')}
        </Button>
        <Button kind="quiet" icon="plus" onClick={() => setEntries([...entries, NOTHING])}>
          {t('filter.another')}
        </Button>
      </div>
    </form>
  );
}

function dimensions(goals: readonly Goal[], current: Dimension | 'goal'): (Dimension | 'goal')[] {
  const all: (Dimension | 'goal')[] = goals.length > 0 ? [...PLAIN_DIMENSIONS, 'goal'] : [...PLAIN_DIMENSIONS];
  return all.includes(current) ? all : [...all, current];
}

function operatorsOf(dimension: Dimension | 'goal'): readonly Operator[] {
  return dimension === 'goal' ? ['is', 'isNot'] : OPERATORS;
}

/** The most seen values of a dimension, in the period and under the other filters. */
function valuesQuery(site: Site, dimension: Dimension, changed: Filter | undefined): Query {
  const { period, filters } = view.value;
  return {
    metrics: ['visitors'],
    dateRange: resolve(period, site.timezone, Date.now()).range,
    filters: filters.filter((other) => changed === undefined || !sameFilter(other, changed)),
    dimensions: [dimension],
    orderBy: [['visitors', 'desc']],
    limit: 20,
  };
}
