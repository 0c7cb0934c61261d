import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Card } from '../../elements/card/Card';
import { TextField } from '../../elements/field/Field';
import { date } from '../../format/dates';
import { sameDomain } from '../../format/domains';
import { count } from '../../format/numbers';
import { t } from '../../i18n';
import { useAnswer, useQuery } from '../../state/answers';
import { go } from '../../state/location';
import { dropSite, erased, keepSite } from '../../state/sites';
import { Snippet } from '../install/Snippet';
import { draftFrom, formOf, SiteFields, type SiteMistakes } from '../sites/SiteFields';
import { SaveRow } from './SaveRow';
import { useSaved } from './useSaved';

/** The site itself: what it is called, where it is, its snippet, and its end. */
export function SiteSettings({ site }: { site: Site }) {
  return (
    <>
      <Card title={t('settings.site')}>
        <SiteEditor site={site} />
      </Card>
      <Card title={t('settings.snippet')}>
        <p class="settings-lead">{t('settings.snippet.lead')}</p>
        <Snippet site={site} />
        <a class="settings-check" href={`/sites/${site.id}/install`}>
          {t('settings.snippet.check')}
        </a>
      </Card>
      <Card title={t('settings.delete')}>
        <DeleteForm site={site} />
      </Card>
    </>
  );
}

function SiteEditor({ site }: { site: Site }) {
  const [name, setName] = useState(site.name);
  const [form, setForm] = useState(() => formOf(site));
  const [mistakes, setMistakes] = useState<SiteMistakes | null>(null);
  const saving = useSaved();

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, mistakes: found } = draftFrom(form, site.timezone);
    setMistakes(found);
    if (draft === null) return;
    await saving.save(async () => {
      // A site without a name of its own goes by its domain, whatever that becomes.
      const named = name.trim() === '' || name.trim() === site.domain ? draft.domain : name.trim();
      const changed = await api.changeSite(site.id, { ...draft, name: named });
      keepSite(changed);
      setName(changed.name);
      setForm(formOf(changed));
    });
  };

  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('settings.name')}
        hint={t('settings.nameHint')}
        value={name}
        onInput={(written) => {
          setName(written);
          saving.forget();
        }}
      />
      <SiteFields
        form={form}
        zone={site.timezone}
        mistakes={mistakes}
        onChange={(changed) => {
          setForm(changed);
          saving.forget();
        }}
      />
      <SaveRow saving={saving} />
    </form>
  );
}

function DeleteForm({ site }: { site: Site }) {
  const [written, setWritten] = useState('');
  const deleting = useSaved();
  const status = useAnswer(site.id, () => api.status(site.id), { scope: site.id });
  const first = status.value?.firstEventAt ?? null;
  const [now] = useState(() => new Date().toISOString());
  const counted = useQuery(
    site.id,
    first === null ? null : { metrics: ['sessions', 'events'], dateRange: { from: first, to: now } },
  );
  const totals = counted.value?.answer.totals ?? null;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const gone = await deleting.save(() => api.removeSite(site.id));
    if (!gone) return;
    dropSite(site.id);
    erased.value = site.name;
    go('/sites');
  };

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <p class="settings-lead">{t('settings.delete.lead')}</p>
      {first !== null && totals !== null && (
        <p class="settings-loss">
          {t('settings.delete.loss', {
            sessions: count(totals[0] ?? 0),
            events: count(totals[1] ?? 0),
            date: date(first),
          })}
        </p>
      )}
      <TextField
        label={t('settings.delete.confirm', { domain: site.domain })}
        value={written}
        onInput={setWritten}
        problem={deleting.problem}
      />
      <div class="form-actions">
        <Button type="submit" kind="danger" busy={deleting.busy} disabled={!sameDomain(written, site.domain)}>
          {t('settings.delete.action')}
        </Button>
      </div>
    </form>
  );
}
