import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { ApiKey, Right } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { ConfirmedDelete } from '../../elements/confirm/ConfirmedDelete';
import { CopyButton } from '../../elements/copy/CopyButton';
import { TextField } from '../../elements/field/Field';
import { Notice, ProblemNotice, problemText } from '../../elements/notice/Notice';
import { date } from '../../format/dates';
import { t } from '../../i18n';
import { useAnswer } from '../../state/answers';
import '../install/install.css';
import '../settings/settings.css';
import { ThingsSkeleton } from '../settings/ThingsSkeleton';

const RIGHTS: readonly Right[] = ['ingest', 'read', 'manage'];

export function Keys() {
  const keys = useAnswer('keys', () => api.keys());
  const [fresh, setFresh] = useState<string | null>(null);
  useEffect(() => {
    document.title = `${t('keys.title')} · Polku`;
  }, []);
  const remove = async (key: ApiKey): Promise<void> => {
    await api.removeKey(key.id);
    keys.retry();
  };
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('keys.title')}</h1>
      </header>
      <div class="card form-card">
        <p class="settings-lead">{t('keys.lead')}</p>
        {keys.value === null && keys.problem !== null && <ProblemNotice problem={keys.problem} retry={keys.retry} />}
        {keys.value === null && keys.problem === null && <ThingsSkeleton />}
        {keys.value !== null && keys.value.length === 0 && <p class="settings-none">{t('keys.empty')}</p>}
        <ul class="things">
          {(keys.value ?? []).map((key) => (
            <li key={key.id} class="thing">
              <span class="thing-name">{key.name}</span>
              <span class="thing-detail">{key.rights.map((right) => t(`keys.right.${right}`)).join(', ')}</span>
              <span class="thing-value">
                {key.createdAt === undefined ? '' : t('keys.created', { date: date(key.createdAt) })}
              </span>
              <ConfirmedDelete
                label={t('keys.delete', { name: key.name })}
                consequence={t('keys.deleteAsk', { name: key.name })}
                remove={() => remove(key)}
              />
            </li>
          ))}
        </ul>
        {fresh !== null && (
          <div class="new-key" role="status">
            <b>{t('keys.shownOnce')}</b>
            <div class="snippet">
              <pre tabIndex={0}>
                <code>{fresh}</code>
              </pre>
              <CopyButton text={() => fresh} />
            </div>
          </div>
        )}
        <KeyForm
          onMade={(key) => {
            setFresh(key);
            keys.retry();
          }}
        />
      </div>
    </div>
  );
}

function KeyForm({ onMade }: { onMade: (key: string) => void }) {
  const [name, setName] = useState('');
  const [rights, setRights] = useState<readonly Right[]>(['read']);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || rights.length === 0) return;
    setBusy(true);
    setProblem(null);
    try {
      const made = await api.addKey(name.trim(), [...rights]);
      setName('');
      setTried(false);
      onMade(made.key);
    } catch (cause) {
      setProblem(problemText(cause));
    }
    setBusy(false);
  };

  return (
    <form class="form settings-add" noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('keys.name')}
        hint={t('keys.nameHint')}
        value={name}
        onInput={setName}
        problem={tried && name.trim() === '' ? t('form.required') : null}
      />
      <fieldset class="choices">
        <legend>{t('keys.rights')}</legend>
        {RIGHTS.map((right) => (
          <label key={right} class="choice">
            <input
              type="checkbox"
              checked={rights.includes(right)}
              onChange={() =>
                setRights(rights.includes(right) ? rights.filter((other) => other !== right) : [...rights, right])
              }
            />
            {t(`keys.right.${right}`)}
          </label>
        ))}
      </fieldset>
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
      <div class="form-actions">
        <Button type="submit" icon="plus" busy={busy} disabled={rights.length === 0}>
          {t('keys.add')}
        </Button>
      </div>
    </form>
  );
}
