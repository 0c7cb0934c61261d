import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { TextField } from '../../elements/field/Field';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { Notice, problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import { go } from '../../state/location';
import { dropSite, keepSite } from '../../state/sites';
import { Snippet } from '../install/Snippet';
import { domainFrom, SiteFields } from '../sites/SiteFields';
import { Goals } from './Goals';
import './settings.css';

export function Settings({ site }: { site: Site }) {
  useEffect(() => {
    document.title = `${t('nav.settings')} · ${site.domain} · Polku`;
  }, [site.domain]);
  return (
    <>
      <FilterBar site={site} timeless />
      <div class="settings">
        <h1>{t('settings.title', { domain: site.domain })}</h1>
        <Goals site={site} />
        <Card title={t('settings.site')}>
          <SiteForm key={site.id} site={site} />
        </Card>
        <Card title={t('settings.snippet')}>
          <p class="settings-lead">{t('settings.snippet.lead')}</p>
          <Snippet site={site} />
          <a class="settings-check" href={`/sites/${site.id}/install`}>
            {t('settings.snippet.check')}
          </a>
        </Card>
        <Card title={t('settings.delete')}>
          <DeleteForm key={site.id} site={site} />
        </Card>
      </div>
    </>
  );
}

function SiteForm({ site }: { site: Site }) {
  const [draft, setDraft] = useState({ domain: site.domain, timezone: site.timezone, currency: site.currency });
  const [wrongDomain, setWrongDomain] = useState(false);
  const [outcome, setOutcome] = useState<'saved' | string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const domain = domainFrom(draft.domain);
    setWrongDomain(domain === null);
    if (domain === null) return;
    setBusy(true);
    setOutcome(null);
    try {
      keepSite(await api.changeSite(site.id, { ...draft, domain }));
      setOutcome('saved');
    } catch (cause) {
      setOutcome(problemText(cause));
    }
    setBusy(false);
  };

  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <SiteFields
        draft={draft}
        wrongDomain={wrongDomain}
        onChange={(changed) => {
          setDraft(changed);
          setOutcome(null);
        }}
      />
      {outcome !== null && outcome !== 'saved' && <Notice kind="bad">{outcome}</Notice>}
      <div class="form-actions">
        <Button type="submit" kind="primary" busy={busy}>
          {t('app.save')}
        </Button>
        <span class="settings-saved" role="status">
          {outcome === 'saved' ? `✓ ${t('app.saved')}` : ''}
        </span>
      </div>
    </form>
  );
}

function DeleteForm({ site }: { site: Site }) {
  const [written, setWritten] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await api.removeSite(site.id);
      dropSite(site.id);
      go('/sites');
    } catch (cause) {
      setProblem(problemText(cause));
    }
  };

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <p class="settings-lead">{t('settings.delete.lead')}</p>
      <TextField
        label={t('settings.delete.confirm', { domain: site.domain })}
        value={written}
        onInput={setWritten}
        problem={problem}
      />
      <div class="form-actions">
        <Button type="submit" kind="danger" disabled={written.trim() !== site.domain}>
          {t('settings.delete.action')}
        </Button>
      </div>
    </form>
  );
}
