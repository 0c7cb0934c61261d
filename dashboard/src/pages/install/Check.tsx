import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { PageCheck, Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { TextField } from '../../elements/field/Field';
import { Icon, type IconName } from '../../elements/icon/Icon';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import { ownWish, reasons, type Reason } from './findings';

/** Has the server look at a page of the site, and says why nothing may come from it. */
export function Check({ site, overdue }: { site: Site; overdue: boolean }) {
  const [url, setUrl] = useState(`https://${site.domain}/`);
  const [found, setFound] = useState<PageCheck | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const look = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setFound(await api.check(site.id, url.trim(), location.origin));
    } catch (cause) {
      setFound(null);
      setProblem(problemText(cause));
    }
    setBusy(false);
  };

  // Whoever has waited this long wants to know, and not to look for a button.
  useEffect(() => {
    if (overdue) void look();
  }, [overdue]);

  const own = ownWish(navigator as { globalPrivacyControl?: boolean; doNotTrack?: string | null });
  const all = [...(own === null ? [] : [own]), ...(found === null ? [] : reasons(found))];
  return (
    <div class="check">
      <p class="install-hint">{t(overdue ? 'check.overdue' : 'check.lead')}</p>
      <form
        class="check-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <TextField label={t('check.url')} inputMode="url" value={url} onInput={setUrl} />
        <Button type="submit" icon="search" busy={busy}>
          {t('check.action')}
        </Button>
      </form>
      <div role="status">
        {problem !== null && <Notice kind="bad">{problem}</Notice>}
        {found !== null && <Findings all={all} />}
        {found === null && own !== null && <Findings all={[own]} />}
      </div>
    </div>
  );
}

const ICONS: Record<Reason['kind'], IconName> = { bad: 'warning', hint: 'search', good: 'check' };

function Findings({ all }: { all: readonly Reason[] }) {
  const blocked = all.some(({ kind }) => kind === 'bad');
  return (
    <>
      <ul class="check-findings">
        {all.map(({ text, kind }) => (
          <li key={text} class={`check-${kind}`}>
            <Icon name={ICONS[kind]} size={16} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {!blocked && <p class="install-hint">{t('check.fine')}</p>}
    </>
  );
}
