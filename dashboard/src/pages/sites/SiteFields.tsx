import type { SiteDraft } from '../../api/records';
import { SelectField, TextField } from '../../elements/field/Field';
import { locale, t } from '../../i18n';
import { currencies, timeZones } from './places';

interface SiteFieldsProps {
  draft: SiteDraft;
  onChange: (draft: SiteDraft) => void;
  wrongDomain: boolean;
}

/** What can be said about a site: where it is, whose clock it follows, what it is paid in. */
export function SiteFields({ draft, onChange, wrongDomain }: SiteFieldsProps) {
  return (
    <>
      <TextField
        label={t('addSite.domain')}
        hint={t('addSite.domainHint')}
        problem={wrongDomain ? t('addSite.domainWrong') : null}
        inputMode="url"
        placeholder="example.org"
        value={draft.domain}
        onInput={(domain) => onChange({ ...draft, domain })}
      />
      <div class="form-row">
        <SelectField
          label={t('addSite.timezone')}
          hint={t('addSite.timezoneHint')}
          value={draft.timezone}
          options={timeZones(draft.timezone).map((value) => ({ value, name: value.replaceAll('_', ' ') }))}
          onChange={(timezone) => onChange({ ...draft, timezone })}
        />
        <SelectField
          label={t('addSite.currency')}
          hint={t('addSite.currencyHint')}
          value={draft.currency}
          options={currencies(draft.currency, locale.value)}
          onChange={(currency) => onChange({ ...draft, currency })}
        />
      </div>
    </>
  );
}

/** The bare domain in what people paste, such as https://Example.org/page; null where there is none. */
export function domainFrom(text: string): string | null {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/\.$/, '');
  const [name = '', port] = host.split(':');
  const label = /^[\p{L}\p{N}_]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;
  if (name === '' || name.length > 253 || !name.split('.').every((part) => label.test(part))) return null;
  if (port !== undefined && !/^\d{1,5}$/.test(port)) return null;
  return name.includes('.') || name === 'localhost' ? host : null;
}
