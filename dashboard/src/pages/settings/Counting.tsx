import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Site, SiteChange } from '../../api/records';
import { Card } from '../../elements/card/Card';
import { TextArea } from '../../elements/field/Field';
import { problemText } from '../../elements/notice/Notice';
import { t } from '../../i18n';
import { keepSite } from '../../state/sites';
import { Code } from '../install/Snippet';
import '../install/install.css';
import { SaveRow } from './SaveRow';
import { useSaved } from './useSaved';

/** What is counted of a site: which addresses are pages of their own, and whose visits are left out. */
export function Counting({ site }: { site: Site }) {
  return (
    <>
      <Card title={t('counting.query')}>
        <ListForm
          label={t('counting.query.label')}
          lead={t('counting.query.lead')}
          hint={t('counting.query.hint')}
          placeholder={'id\nproduct'}
          kept={site.queryParameters}
          change={(queryParameters) => ({ queryParameters })}
          read={({ queryParameters }) => queryParameters}
          site={site}
        />
      </Card>
      <Card title={t('counting.addresses')}>
        <ListForm
          label={t('counting.addresses.label')}
          lead={t('counting.addresses.lead')}
          hint={t('counting.addresses.hint')}
          placeholder={'192.0.2.7\n2001:db8::/32'}
          kept={site.excludedAddresses}
          change={(excludedAddresses) => ({ excludedAddresses })}
          read={({ excludedAddresses }) => excludedAddresses}
          site={site}
        />
      </Card>
      <Card title={t('counting.ignore')}>
        <p class="settings-lead">{t('counting.ignore.lead')}</p>
        <Code text={`https://${site.domain}/#polku-ignore`} />
        <p class="settings-lead settings-after">{t('counting.ignore.off')}</p>
        <Code text={`https://${site.domain}/#polku-ignore=off`} />
      </Card>
    </>
  );
}

interface ListFormProps {
  label: string;
  lead: string;
  hint: string;
  placeholder: string;
  kept: readonly string[];
  change: (list: string[]) => SiteChange;
  read: (site: Site) => readonly string[];
  site: Site;
}

/** A list with one entry in a line. */
function ListForm({ label, lead, hint, placeholder, kept, change, read, site }: ListFormProps) {
  const [text, setText] = useState(kept.join('\n'));
  const saving = useSaved(explain);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await saving.save(async () => {
      const changed = await api.changeSite(site.id, change(text.split(/[\s,;]+/).filter((entry) => entry !== '')));
      keepSite(changed);
      setText(read(changed).join('\n'));
    });
  };
  return (
    <form class="form" noValidate onSubmit={(event) => void submit(event)}>
      <p class="settings-lead">{lead}</p>
      <TextArea
        label={label}
        hint={hint}
        placeholder={placeholder}
        value={text}
        onInput={(written) => {
          setText(written);
          saving.forget();
        }}
      />
      <SaveRow saving={saving} />
    </form>
  );
}

/** The server names the entry that it could not take, after the name of its field. */
function explain(cause: unknown): string {
  if (!(cause instanceof Problem) || cause.status !== 400 || cause.detail === null) return problemText(cause);
  return t('counting.refused', { detail: cause.detail.replace(/^\w+(\.\d+)? /, '').replace(/\.$/, '') });
}
