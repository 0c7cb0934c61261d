import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { User as UserRecord } from '../../api/records';
import { Card } from '../../elements/card/Card';
import { TextField } from '../../elements/field/Field';
import { Notice, problemText } from '../../elements/notice/Notice';
import { Tabs } from '../../elements/tabs/Tabs';
import { LANGUAGE_NAMES, LANGUAGES, t } from '../../i18n';
import { prefer } from '../../state/preferences';
import { session } from '../../state/session';
import { SaveRow } from '../settings/SaveRow';
import '../settings/settings.css';
import { useSaved } from '../settings/useSaved';
import './user.css';

const SHORTEST = 10;
const THEMES: readonly UserRecord['theme'][] = ['auto', 'light', 'dark'];

/** What the user may set of themselves. */
export function User({ user }: { user: UserRecord }) {
  useEffect(() => {
    document.title = `${t('user.title')} · Polku`;
  }, []);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('user.title')}</h1>
      </header>
      <div class="settings">
        <Card title={t('user.looks')}>
          <Looks user={user} />
        </Card>
        <Card title={t('user.password')}>
          <PasswordForm email={user.email} />
        </Card>
      </div>
    </div>
  );
}

function Looks({ user }: { user: UserRecord }) {
  const [problem, setProblem] = useState<string | null>(null);
  const choose = (change: Parameters<typeof prefer>[0]): void => {
    setProblem(null);
    prefer(change).catch((cause: unknown) => setProblem(problemText(cause)));
  };
  return (
    <div class="user-looks">
      <p class="settings-lead">{t('user.looksLead')}</p>
      <div class="user-choice">
        <span class="field-label">{t('account.language')}</span>
        <Tabs
          label={t('account.language')}
          options={[
            { value: 'auto', name: t('user.language.auto') },
            ...LANGUAGES.map((value) => ({ value, name: LANGUAGE_NAMES[value] })),
          ]}
          value={user.language}
          onChange={(language) => choose({ language: language as UserRecord['language'] })}
        />
      </div>
      <div class="user-choice">
        <span class="field-label">{t('account.theme')}</span>
        <Tabs
          label={t('account.theme')}
          options={THEMES.map((value) => ({ value, name: t(`account.theme.${value === 'auto' ? 'system' : value}`) }))}
          value={user.theme}
          onChange={(theme) => choose({ theme })}
        />
      </div>
      {problem !== null && <Notice kind="bad">{problem}</Notice>}
    </div>
  );
}

function PasswordForm({ email }: { email: string }) {
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const saving = useSaved(explain);

  const missing = current === '' ? t('form.required') : null;
  const short = [...fresh].length < SHORTEST ? t('setup.tooShort') : null;
  const differ = fresh !== again ? t('setup.differ') : null;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (missing !== null || short !== null || differ !== null) return;
    const saved = await saving.save(async () => {
      session.value = await api.changeUser({ currentPassword: current, newPassword: fresh });
    });
    if (!saved) return;
    setCurrent('');
    setFresh('');
    setAgain('');
    setTried(false);
  };
  const typing = (set: (text: string) => void) => (text: string) => {
    set(text);
    saving.forget();
  };

  return (
    <form class="form user-password" noValidate onSubmit={(event) => void submit(event)}>
      <p class="settings-lead">{t('user.passwordLead')}</p>
      {/* Password managers file the new password under it. */}
      <input class="visually-hidden" type="email" autocomplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />
      <TextField
        label={t('user.currentPassword')}
        type="password"
        autocomplete="current-password"
        value={current}
        onInput={typing(setCurrent)}
        problem={tried ? missing : null}
      />
      <TextField
        label={t('user.newPassword')}
        hint={t('setup.passwordHint')}
        type="password"
        autocomplete="new-password"
        value={fresh}
        onInput={typing(setFresh)}
        problem={tried ? short : null}
      />
      <TextField
        label={t('user.newPasswordAgain')}
        type="password"
        autocomplete="new-password"
        value={again}
        onInput={typing(setAgain)}
        problem={tried ? differ : null}
      />
      <SaveRow saving={saving} label={t('user.changePassword')} />
    </form>
  );
}

function explain(cause: unknown): string {
  if (cause instanceof Problem && cause.kind === 'wrong-password') return t('user.wrongPassword');
  if (cause instanceof Problem && cause.status === 429) return t('signIn.throttled');
  return problemText(cause);
}
