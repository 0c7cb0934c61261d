import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Goal, GoalDraft, Site } from '../../api/records';
import { Button, IconButton } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { SelectField, TextField } from '../../elements/field/Field';
import { Notice, ProblemNotice } from '../../elements/notice/Notice';
import { money } from '../../format/numbers';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import { SuggestedGoals } from '../goals/SuggestedGoals';
import { ThingsSkeleton } from './ThingsSkeleton';
import { useSaved } from './useSaved';

export function Goals({ site }: { site: Site }) {
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const [edited, setEdited] = useState<string | null>(null);
  const remove = async (goal: Goal): Promise<void> => {
    await api.removeGoal(site.id, goal.id);
    goals.retry();
  };
  return (
    <Card title={t('settings.goals')}>
      <p class="settings-lead">{t('settings.goals.lead')}</p>
      {goals.value === null && goals.problem !== null && <ProblemNotice problem={goals.problem} retry={goals.retry} />}
      {goals.value === null && goals.problem === null && <ThingsSkeleton />}
      {goals.value !== null && goals.value.length === 0 && <p class="settings-none">{t('settings.goals.empty')}</p>}
      <ul class="things" data-list>
        {(goals.value ?? []).map((goal) =>
          goal.id === edited ? (
            <li key={goal.id} class="thing-edited">
              <GoalForm
                site={site}
                goal={goal}
                save={(draft) => api.changeGoal(site.id, goal.id, draft)}
                onSaved={() => {
                  setEdited(null);
                  goals.retry();
                }}
                onCancel={() => setEdited(null)}
              />
            </li>
          ) : (
            <li key={goal.id} class="thing">
              <span class="thing-name">{goal.name}</span>
              <span class="thing-detail">
                {goal.page === null ? `${t('dim.event')}: ` : `${t('dim.page')}: `}
                <code>{goal.page ?? goal.event}</code>
              </span>
              <span class="thing-value">{goal.value === null ? '' : money(goal.value, site.currency)}</span>
              <span class="thing-actions">
                <IconButton icon="edit" label={t('settings.edit', { name: goal.name })} onClick={() => setEdited(goal.id)} />
                <ConfirmedDelete
                  label={t('settings.goals.delete', { name: goal.name })}
                  consequence={t('settings.goals.deleteAsk', { name: goal.name })}
                  remove={() => remove(goal)}
                />
              </span>
            </li>
          ),
        )}
      </ul>
      {goals.value !== null && (
        <div class="settings-suggested">
          <SuggestedGoals site={site} goals={goals.value} onKept={goals.retry} />
        </div>
      )}
      {edited === null && <GoalForm site={site} save={(draft) => api.addGoal(site.id, draft)} onSaved={goals.retry} />}
    </Card>
  );
}

type Kind = 'page' | 'event';

interface GoalFormProps {
  site: Site;
  /** The goal to change; absent where a new one is made. */
  goal?: Goal;
  save: (draft: GoalDraft) => Promise<unknown>;
  onSaved: () => void;
  onCancel?: () => void;
}

function GoalForm({ site, goal, save, onSaved, onCancel }: GoalFormProps) {
  const [name, setName] = useState(goal?.name ?? '');
  const [kind, setKind] = useState<Kind>(goal === undefined || goal.page !== null ? 'page' : 'event');
  const [pattern, setPattern] = useState(goal?.page ?? goal?.event ?? '');
  const [value, setValue] = useState(goal?.value == null ? '' : String(goal.value));
  const [tried, setTried] = useState(false);
  const saving = useSaved();
  const seen = useSeen(site, kind);

  const amount = amountFrom(value);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || pattern.trim() === '' || amount === undefined) return;
    const saved = await saving.save(async () => {
      await save({
        name: name.trim(),
        page: kind === 'page' ? pattern.trim() : null,
        event: kind === 'event' ? pattern.trim() : null,
        value: amount,
      });
    });
    if (!saved) return;
    setName('');
    setPattern('');
    setValue('');
    setTried(false);
    onSaved();
  };

  const missing = (text: string): string | null => (tried && text.trim() === '' ? t('form.required') : null);
  return (
    <form class="form settings-add" noValidate onSubmit={(event) => void submit(event)}>
      <div class="form-row">
        <TextField label={t('settings.goals.name')} value={name} onInput={setName} problem={missing(name)} />
        <SelectField
          label={t('settings.goals.kind')}
          value={kind}
          options={[
            { value: 'page', name: t('settings.goals.kind.page') },
            { value: 'event', name: t('settings.goals.kind.event') },
          ]}
          onChange={(chosen) => setKind(chosen as Kind)}
        />
      </div>
      <div class="form-row">
        <TextField
          label={t(`settings.goals.${kind}`)}
          hint={t(`settings.goals.${kind}Hint`)}
          placeholder={kind === 'page' ? '/thank-you*' : 'purchase'}
          value={pattern}
          suggestions={seen}
          onInput={setPattern}
          problem={missing(pattern)}
        />
        <TextField
          label={`${t('settings.goals.value')} (${site.currency})`}
          hint={t('settings.goals.valueHint')}
          inputMode="decimal"
          value={value}
          onInput={setValue}
          problem={tried && amount === undefined ? t('form.number') : null}
        />
      </div>
      {saving.problem !== null && <Notice kind="bad">{saving.problem}</Notice>}
      <div class="form-actions">
        {goal === undefined ? (
          <Button type="submit" icon="plus" busy={saving.busy}>
            {t('settings.goals.add')}
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

const SEEN = 50;
const DAYS = 30 * 24 * 3_600_000;

/** The pages or events of the last 30 days, to pick from; any other can be written. */
function useSeen(site: Site, kind: Kind): string[] {
  const values = useAnswer(
    `${site.id} ${kind}`,
    () => {
      const now = Date.now();
      const range = { from: new Date(now - DAYS).toISOString(), to: new Date(now).toISOString() };
      return api.values(site.id, kind, range, '', SEEN);
    },
    { scope: `${site.id} ${kind}` },
  );
  return (values.value?.values ?? []).map(({ value }) => value).filter((value) => value !== 'pageview');
}

/** A typed amount, with a point or a comma; null for none, undefined for what is no amount. */
function amountFrom(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
