import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { PageCheck, Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { TextField } from '../../elements/field/Field';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t, type Key } from '../../i18n';
import { Findings } from './Findings';
import { addressFrom, leftOutReasons, ownWish, reasons, type Reason } from './findings';

/** What there is to explain: that something may be missing, that nothing has come yet, or not for too long. */
export type Wanting = 'some' | 'all' | 'overdue';

const LEADS: Record<Wanting, Key> = { some: 'check.leadSome', all: 'check.lead', overdue: 'check.overdue' };

/** Has the server look at a page of the site, and says why nothing may come from it, and what came and was not counted. */
export function Check({ site, wanting }: { site: Site; wanting: Wanting }) {
  const [url, setUrl] = useState(`https://${site.domain}/`);
  const [found, setFound] = useState<PageCheck | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const look = async (): Promise<void> => {
    const page = addressFrom(url);
    setUrl(page);
    setBusy(true);
    setProblem(null);
    try {
      setFound(await api.check(site.id, page, location.origin));
    } catch (cause) {
      setFound(null);
      setProblem(problemText(cause));
    }
    setBusy(false);
  };

  // Whoever has waited this long wants to know, and not to look for a button.
  useEffect(() => {
    if (wanting === 'overdue') void look();
  }, [wanting]);

  const own = ownWish(navigator as { globalPrivacyControl?: boolean; doNotTrack?: string | null });
  const wishes = own === null ? [] : [own];
  return (
    <div class="check">
      <p class="install-hint">{t(LEADS[wanting])}</p>
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
        {found !== null && <Found site={site} page={[...wishes, ...reasons(found)]} leftOut={leftOutReasons(found, site)} />}
        {found === null && own !== null && <Findings all={wishes} site={site} />}
      </div>
    </div>
  );
}

interface FoundProps {
  site: Site;
  page: readonly Reason[];
  leftOut: readonly Reason[];
}

function Found({ site, page, leftOut }: FoundProps) {
  const blocked = [...page, ...leftOut].some(({ kind }) => kind === 'bad');
  return (
    <>
      <Findings all={page} site={site} />
      {leftOut.length > 0 && (
        <>
          <h3 class="check-head">{t('check.leftOut')}</h3>
          <Findings all={leftOut} site={site} />
        </>
      )}
      {!blocked && <p class="install-hint">{t('check.fine')}</p>}
    </>
  );
}
