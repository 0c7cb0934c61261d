import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import { Button } from '../../elements/button/Button';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import { go } from '../../state/location';
import { keepSite } from '../../state/sites';
import { todaysName, usualCurrency } from './places';
import { draftFrom, SiteFields, zoneText, type SiteForm, type SiteMistakes } from './SiteFields';

export function AddSite() {
  const [zone] = useState(() => todaysName(Intl.DateTimeFormat().resolvedOptions().timeZone));
  const [form, setForm] = useState<SiteForm>(() => ({
    domain: '',
    aliases: null,
    timezone: zoneText(zone),
    currency: usualCurrency(navigator.language, zone),
  }));
  const [mistakes, setMistakes] = useState<SiteMistakes | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    document.title = `${t('addSite.title')} · Polku`;
  }, []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, mistakes: found } = draftFrom(form, zone);
    setMistakes(found);
    if (draft === null) return;
    setBusy(true);
    setProblem(null);
    try {
      const site = await api.addSite(draft);
      keepSite(site);
      go(`/sites/${site.id}/install`);
    } catch (cause) {
      setBusy(false);
      setProblem(isTaken(cause) ? t('addSite.duplicate', { domain: draft.domain }) : problemText(cause));
    }
  };

  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('addSite.title')}</h1>
      </header>
      <form class="card form form-card" noValidate onSubmit={(event) => void submit(event)}>
        <SiteFields form={form} zone={zone} onChange={setForm} mistakes={mistakes} />
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

function isTaken(cause: unknown): boolean {
  return cause instanceof Problem && cause.status === 409 && cause.kind === 'duplicate';
}
