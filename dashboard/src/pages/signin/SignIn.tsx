import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import { Button } from '../../elements/button/Button';
import { TextField } from '../../elements/field/Field';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import { signIn } from '../../state/session';
import { Door } from './Door';
import { isExposed } from './exposure';

/** Stands in for whatever page was asked for; once signed in, that page appears at its own address. */
export function SignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [setupRequired, setSetupRequired] = useState(false);

  useEffect(() => {
    document.title = `${t('signIn.title')} · Polku`;
    api.setupRequired().then(setSetupRequired, () => setSetupRequired(false));
  }, []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await signIn(email.trim(), password);
    } catch (cause) {
      setBusy(false);
      setProblem(explain(cause));
    }
  };

  return (
    <Door title={t('signIn.title')}>
      {setupRequired && <Notice kind="warn">{t('signIn.setupFirst')}</Notice>}
      {isExposed(location) && <Notice kind="warn">{t('signIn.plainHttp')}</Notice>}
      <form class="form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('signIn.email')}
          type="email"
          autocomplete="username"
          autofocus
          value={email}
          onInput={setEmail}
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          autocomplete="current-password"
          value={password}
          onInput={setPassword}
        />
        {problem !== null && <Notice kind="bad">{problem}</Notice>}
        <Button type="submit" kind="primary" busy={busy}>
          {t('signIn.action')}
        </Button>
      </form>
    </Door>
  );
}

function explain(cause: unknown): string {
  if (!(cause instanceof Problem)) return String(cause);
  if (cause.status === 401 || cause.status === 400) return t('signIn.wrong');
  if (cause.status === 429) return t('signIn.throttled');
  return problemText(cause);
}
