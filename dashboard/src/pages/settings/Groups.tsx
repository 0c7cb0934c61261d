import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Site, UrlGroup, UrlGroupDraft, UrlGroupSuggestion } from '../../api/records';
import { Button, IconButton } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { TextField } from '../../elements/field/Field';
import { Notice, ProblemNotice, problemText } from '../../elements/notice/Notice';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { ThingsSkeleton } from './ThingsSkeleton';
import { useSaved } from './useSaved';
import '../goals/goals.css';

/** Pages that count as one, and those that might. */
export function Groups({ site }: { site: Site }) {
  const groups = useAnswer(site.id, () => api.groups(site.id), { scope: site.id });
  const suggestions = useAnswer(site.id, () => api.groupSuggestions(site.id), { scope: site.id });
  const [edited, setEdited] = useState<string | null>(null);
  const [taken, setTaken] = useState<UrlGroupSuggestion | null>(null);
  const changed = (): void => {
    setEdited(null);
    setTaken(null);
    groups.retry();
    suggestions.retry();
  };
  const remove = async (group: UrlGroup): Promise<void> => {
    await api.removeGroup(site.id, group.id);
    changed();
  };
  return (
    <Card title={t('settings.groups')}>
      <p class="settings-lead">{t('settings.groups.lead')}</p>
      {groups.value === null && groups.problem !== null && <ProblemNotice problem={groups.problem} retry={groups.retry} />}
      {groups.value === null && groups.problem === null && <ThingsSkeleton />}
      {groups.value !== null && groups.value.length === 0 && <p class="settings-none">{t('settings.groups.empty')}</p>}
      <ul class="things" data-list>
        {(groups.value ?? []).map((group) =>
          group.id === edited ? (
            <li key={group.id} class="thing-edited">
              <GroupForm
                group={group}
                save={(draft) => api.changeGroup(site.id, group.id, draft)}
                onSaved={changed}
                onCancel={() => setEdited(null)}
              />
            </li>
          ) : (
            <li key={group.id} class="thing">
              <span class="thing-name">{group.name}</span>
              <span class="thing-detail">
                <code>{group.pattern}</code>
              </span>
              <span class="thing-value" />
              <span class="thing-actions">
                <IconButton icon="edit" label={t('settings.edit', { name: group.name })} onClick={() => setEdited(group.id)} />
                <ConfirmedDelete
                  label={t('settings.groups.delete', { name: group.name })}
                  consequence={t('settings.groups.deleteAsk', { name: group.name })}
                  remove={() => remove(group)}
                />
              </span>
            </li>
          ),
        )}
      </ul>
      <Suggestions found={suggestions.value ?? []} onTake={setTaken} />
      {edited === null && (
        // By what was taken over: its pattern stands in the fields at once.
        <GroupForm
          key={taken?.pattern}
          {...(taken === null ? {} : { pattern: taken.pattern })}
          save={(draft) => api.addGroup(site.id, draft)}
          onSaved={changed}
        />
      )}
    </Card>
  );
}

function Suggestions({ found, onTake }: { found: readonly UrlGroupSuggestion[]; onTake: (suggestion: UrlGroupSuggestion) => void }) {
  if (found.length === 0) return null;
  return (
    <section class="suggested settings-suggested" aria-label={t('settings.groups.suggested')}>
      <h3>{t('settings.groups.suggested')}</h3>
      <ul data-list>
        {found.map((suggestion) => (
          <li key={suggestion.pattern} class="suggested-one">
            <code class="suggested-name">{suggestion.pattern}</code>
            <span class="suggested-why" title={suggestion.examples.join('\n')}>
              {plural('settings.groups.pages', suggestion.pages, { views: count(suggestion.pageviews) })} ·{' '}
              {suggestion.examples.join(', ')}
            </span>
            <Button icon="plus" onClick={() => onTake(suggestion)}>
              {t('settings.groups.take')}
              <span class="visually-hidden"> {suggestion.pattern}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface GroupFormProps {
  group?: UrlGroup;
  /** A suggested pattern, to be given a name. */
  pattern?: string;
  save: (draft: UrlGroupDraft) => Promise<unknown>;
  onSaved: () => void;
  onCancel?: () => void;
}

function GroupForm({ group, pattern: suggested, save, onSaved, onCancel }: GroupFormProps) {
  const [name, setName] = useState(group?.name ?? '');
  const [pattern, setPattern] = useState(group?.pattern ?? suggested ?? '');
  const [tried, setTried] = useState(false);
  const saving = useSaved(explain);
  const missing = (text: string): string | null => (tried && text.trim() === '' ? t('form.required') : null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || pattern.trim() === '') return;
    const saved = await saving.save(async () => {
      await save({ name: name.trim(), pattern: pattern.trim() });
    });
    if (!saved) return;
    setName('');
    setPattern('');
    setTried(false);
    onSaved();
  };

  return (
    <form class="form settings-add" noValidate onSubmit={(event) => void submit(event)}>
      <div class="form-row">
        <TextField
          label={t('settings.goals.name')}
          autofocus={suggested !== undefined}
          value={name}
          onInput={setName}
          problem={missing(name)}
        />
        <TextField
          label={t('settings.groups.pattern')}
          hint={t('settings.groups.patternHint')}
          placeholder="/product/*"
          value={pattern}
          onInput={setPattern}
          problem={missing(pattern)}
        />
      </div>
      {saving.problem !== null && <Notice kind="bad">{saving.problem}</Notice>}
      <div class="form-actions">
        {group === undefined ? (
          <Button type="submit" icon="plus" busy={saving.busy}>
            {t('settings.groups.add')}
          </Button>
        ) : (
          <Button type="submit" kind="primary" busy={saving.busy}>
            {t('app.save')}
          </Button>
        )}
        {onCancel !== undefined && (
          <Button kind="quiet" onClick={onCancel}>
            {t('settings.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

function explain(cause: unknown): string {
  if (!(cause instanceof Problem) || cause.status !== 409) return problemText(cause);
  return t(cause.kind === 'too-many' ? 'settings.groups.tooMany' : 'settings.groups.nameTaken');
}
