import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Button } from '../../elements/button/Button';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import { go } from '../../state/location';
import { keepSite } from '../../state/sites';
import { usualCurrency } from './places';
import { domainFrom, SiteFields } from './SiteFields';

export function AddSite() {
  const [draft, setDraft] = useState(() => ({
    domain: '',
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: usualCurrency(navigator.language),
  }));
  const [wrongDomain, setWrongDomain] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    document.title = `${t('addSite.title')} · Polku`;
  }, []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const domain = domainFrom(draft.domain);
    setWrongDomain(domain === null);
    if (domain === null) return;
    setBusy(true);
    setProblem(null);
    try {
      const site = await api.addSite({ ...draft, domain });
      keepSite(site);
      go(`/sites/${site.id}/install`);
    } catch (cause) {
      setBusy(false);
      setProblem(problemText(cause));
    }
  };

  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('addSite.title')}</h1>
      </header>
      <form class="card form form-card" noValidate onSubmit={(event) => void submit(event)}>
        <SiteFields draft={draft} onChange={setDraft} wrongDomain={wrongDomain} />
        {problem !== null && <Notice kind="bad">{problem}</Notice>}
        <div class="form-actions">
          <Button type="submit" kind="primary" busy={busy}>
            {t('addSite.action')}
          </Button>
        </div>
      </form>
    </div>
  );
}
