import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Goal, Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { SelectField, TextField } from '../../elements/field/Field';
import { Notice, ProblemNotice, problemText } from '../../elements/notice/Notice';
import { money } from '../../format/numbers';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';

export function Goals({ site }: { site: Site }) {
  const goals = useAnswer(site.id, () => api.goals(site.id), { scope: site.id });
  const remove = async (goal: Goal): Promise<void> => {
    await api.removeGoal(site.id, goal.id);
    goals.retry();
  };
  return (
    <Card title={t('settings.goals')}>
      <p class="settings-lead">{t('settings.goals.lead')}</p>
      {goals.value === null && goals.problem !== null && <ProblemNotice problem={goals.problem} retry={goals.retry} />}
      {goals.value !== null && goals.value.length === 0 && <p class="settings-none">{t('settings.goals.empty')}</p>}
      <ul class="things">
        {(goals.value ?? []).map((goal) => (
          <li key={goal.id} class="thing">
            <span class="thing-name">{goal.name}</span>
            <span class="thing-detail">
              {goal.page === null ? `${t('dim.event')}: ` : `${t('dim.page')}: `}
              <code>{goal.page ?? goal.event}</code>
            </span>
            <span class="thing-value">{goal.value === null ? '' : money(goal.value, site.currency)}</span>
            <ConfirmedDelete
              label={t('settings.goals.delete', { name: goal.name })}
              consequence={t('settings.goals.deleteAsk', { name: goal.name })}
              remove={() => remove(goal)}
            />
          </li>
        ))}
      </ul>
      <GoalForm key={site.id} site={site} onAdded={goals.retry} />
    </Card>
  );
}

type Kind = 'page' | 'event';

function GoalForm({ site, onAdded }: { site: Site; onAdded: () => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('page');
  const [pattern, setPattern] = useState('');
  const [value, setValue] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const amount = amountFrom(value);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || pattern.trim() === '' || amount === undefined) return;
    setBusy(true);
    setProblem(null);
    try {
      await api.addGoal(site.id, {
        name: name.trim(),
        page: kind === 'page' ? pattern.trim() : null,
        event: kind === 'event' ? pattern.trim() : null,
        value: amount,
      });
      setName('');
      setPattern('');
      setValue('');
      setTried(false);
      onAdded();
    } catch (cause) {
      setProblem(problemText(cause));
    }
    setBusy(false);
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
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
      <div class="form-actions">
        <Button type="submit" icon="plus" busy={busy}>
          {t('settings.goals.add')}
        </Button>
      </div>
    </form>
  );
}

/** A typed amount, with a point or a comma; null for none, undefined for what is no amount. */
function amountFrom(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
