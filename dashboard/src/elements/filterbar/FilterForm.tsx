import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Filter, Goal, Site } from '../../api/records';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { view } from '../../state/current';
import { resolve } from '../../state/period';
import { Button, IconButton } from '../button/Button';
import { conditionOf, ConditionFields, draftOf, NEW, type Draft } from './ConditionFields';
import { conditions } from './words';

interface FilterFormProps {
  site: Site;
  goals: readonly Goal[];
  /** The filter to change; absent where a new one is made. */
  filter?: Filter;
  onDone: (filter: Filter) => void;
}

/** As many conditions as one can look over. */
const MOST = 5;

/** One condition, or several of which one is enough. */
export function FilterForm({ site, goals, filter, onDone }: FilterFormProps) {
  const [drafts, setDrafts] = useState<readonly Draft[]>(
    filter === undefined ? [NEW] : conditions(filter).map((condition) => draftOf(condition, goals)),
  );
  const [tried, setTried] = useState(false);
  const { range } = resolve(view.value.period, site.timezone, Date.now());
  const properties = useAnswer(`${site.id} ${range.from} ${range.to}`, () => api.properties(site.id, range), { scope: site.id });

  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    // Where a finger opened it, a keyboard on the screen would cover what there is to choose.
    if (matchMedia('(pointer: fine)').matches) form.current?.querySelector<HTMLElement>('[data-first], input')?.focus();
  }, []);

  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const meant = drafts.map(conditionOf).filter((condition) => condition !== null);
    if (meant.length < drafts.length) return;
    onDone(meant.length === 1 ? meant[0]! : ['or', meant]);
  };

  return (
    <form ref={form} class="form filter-form" noValidate onSubmit={submit}>
      {drafts.map((draft, at) => (
        <div key={at} class="filter-condition" role={drafts.length > 1 ? 'group' : undefined} aria-label={drafts.length > 1 ? t('filter.condition', { n: at + 1 }) : undefined}>
          {drafts.length > 1 && (
            <div class="filter-or">
              <span>{at === 0 ? t('filter.anyOf') : t('filter.or')}</span>
              <IconButton
                icon="trash"
                label={t('filter.dropCondition', { n: at + 1 })}
                onClick={() => setDrafts(drafts.filter((_, other) => other !== at))}
              />
            </div>
          )}
          <ConditionFields
            site={site}
            goals={goals}
            properties={properties.value ?? []}
            draft={draft}
            onChange={(changed) => setDrafts(drafts.with(at, changed))}
            tried={tried}
          />
        </div>
      ))}
      <div class="form-actions filter-actions">
        <Button type="submit" kind="primary">
          {t(filter === undefined ? 'filter.add' : 'filter.change')}
        </Button>
        {drafts.length < MOST && (
          <Button kind="quiet" icon="plus" onClick={() => setDrafts([...drafts, NEW])}>
            {t('filter.addCondition')}
          </Button>
        )}
      </div>
    </form>
  );
}
