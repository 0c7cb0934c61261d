import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { TextField } from '../../elements/field/Field';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { Notice, problemText } from '../../elements/notice/Notice';
import { sameDomain } from '../../format/domains';
import { t } from '../../i18n';
import { go } from '../../state/location';
import { dropSite, keepSite } from '../../state/sites';
import { Snippet } from '../install/Snippet';
import { draftFrom, formOf, SiteFields, type SiteMistakes } from '../sites/SiteFields';
import { Goals } from './Goals';
import './settings.css';

export function Settings({ site }: { site: Site }) {
  useEffect(() => {
    document.title = `${t('nav.settings')} · ${site.domain} · Polku`;
  }, [site.domain]);
  return (
    <>
      <FilterBar site={site} kind="settings" />
      <div class="settings">
        <h1>{t('settings.title', { domain: site.domain })}</h1>
        <Goals site={site} />
        <Card title={t('settings.site')}>
          <SiteEditor key={site.id} site={site} />
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

function SiteEditor({ site }: { site: Site }) {
  const [form, setForm] = useState(() => formOf(site));
  const [mistakes, setMistakes] = useState<SiteMistakes | null>(null);
  const [outcome, setOutcome] = useState<'saved' | string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, mistakes: found } = draftFrom(form, site.timezone);
    setMistakes(found);
    if (draft === null) return;
    setBusy(true);
    setOutcome(null);
    try {
      const changed = await api.changeSite(site.id, draft);
      keepSite(changed);
      setForm(formOf(changed));
      setOutcome('saved');
    } catch (cause) {
      setOutcome(problemText(cause));
    }
    setBusy(false);
  };

  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <SiteFields
        form={form}
        zone={site.timezone}
        mistakes={mistakes}
        onChange={(changed) => {
          setForm(changed);
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
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await api.removeSite(site.id);
      dropSite(site.id);
      go('/sites');
    } catch (cause) {
      setBusy(false);
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
        <Button type="submit" kind="danger" busy={busy} disabled={!sameDomain(written, site.domain)}>
          {t('settings.delete.action')}
        </Button>
      </div>
    </form>
  );
}
