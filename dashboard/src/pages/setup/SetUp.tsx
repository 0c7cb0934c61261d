import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import { Button, ButtonLink } from '../../elements/button/Button';
import { TextField } from '../../elements/field/Field';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import { hash, replace } from '../../state/location';
import { findSession } from '../../state/session';
import { Door } from '../signin/Door';
import { isExposed } from '../signin/exposure';

const SHORTEST = 10;

/** The first run: makes the owner's account with the one-time token of the printed link. */
export function SetUp() {
  // The token stays in the address until it is used, so that a reload does not lose it; a fragment is not sent to servers.
  // A newer link opened in the same tab changes the token alone, and what was typed stays.
  const token = new URLSearchParams(hash.value.slice(1)).get('token') ?? '';
  const [required, setRequired] = useState<boolean | null>(null);

  useEffect(() => {
    document.title = `${t('setup.title')} · Polku`;
    api.setupRequired().then(setRequired, () => setRequired(true));
  }, []);

  if (required === null) return null;
  if (!required) {
    return (
      <Door title={t('setup.done.title')} lead={t('setup.done.text')}>
        <ButtonLink kind="primary" href="/">
          {t('setup.done.action')}
        </ButtonLink>
      </Door>
    );
  }
  if (token === '') {
    return (
      <Door title={t('setup.noToken.title')}>
        <p>{t('setup.noToken.text')}</p>
      </Door>
    );
  }
  return <AccountForm token={token} onDone={() => setRequired(false)} />;
}

function AccountForm({ token, onDone }: { token: string; onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const empty = email.trim() === '' ? t('form.required') : null;
  const short = [...password].length < SHORTEST ? t('setup.tooShort') : null;
  const differ = password !== again ? t('setup.differ') : null;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (empty !== null || short !== null || differ !== null) return;
    setBusy(true);
    setProblem(null);
    try {
      await api.setUp(token, email.trim(), password);
      replace('/sites/new');
      await findSession();
    } catch (cause) {
      setBusy(false);
      if (cause instanceof Problem && cause.status === 409) onDone();
      else setProblem(explain(cause));
    }
  };

  useEffect(() => setProblem(null), [token]);

  return (
    <Door title={t('setup.title')} lead={t('setup.lead')}>
      {isExposed(location) && <Notice kind="warn">{t('signIn.plainHttp')}</Notice>}
      <form class="form" noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('signIn.email')}
          type="email"
          autocomplete="username"
          autofocus
          value={email}
          onInput={setEmail}
          problem={tried ? empty : null}
        />
        <TextField
          label={t('setup.password')}
          hint={t('setup.passwordHint')}
          type="password"
          autocomplete="new-password"
          value={password}
          onInput={setPassword}
          problem={tried ? short : null}
        />
        <TextField
          label={t('setup.passwordAgain')}
          type="password"
          autocomplete="new-password"
          value={again}
          onInput={setAgain}
          problem={tried ? differ : null}
        />
        {problem !== null && <Notice kind="bad">{problem}</Notice>}
        <Button type="submit" kind="primary" busy={busy}>
          {t('setup.action')}
        </Button>
      </form>
    </Door>
  );
}

function explain(cause: unknown): string {
  const status = cause instanceof Problem ? cause.status : null;
  if (status === 403) return t('setup.wrongToken');
  if (status === 429) return t('signIn.throttled');
  return problemText(cause);
}
