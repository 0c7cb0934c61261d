import { useMemo } from 'preact/hooks';
import type { Site, SiteDraft } from '../../api/records';
import { SelectField, TextField } from '../../elements/field/Field';
import { locale, t } from '../../i18n';
import { currencies, timeZones, todaysName, zoneFrom } from './places';

/** What stands in the fields, right or wrong. */
export interface SiteForm {
  domain: string;
  /** Other domains of the site, with commas between; null where they are not asked for. */
  aliases: string | null;
  timezone: string;
  currency: string;
}

export function formOf({ domain, aliases, timezone, currency }: Site): SiteForm {
  return { domain, aliases: aliases.join(', '), timezone: zoneText(todaysName(timezone)), currency };
}

/** A zone with spaces, as it is read and searched. */
export function zoneText(zone: string): string {
  return zone.replaceAll('_', ' ');
}

export interface SiteMistakes {
  domain: boolean;
  timezone: boolean;
  /** The first of the other domains that is none. */
  alias: string | null;
}

/** What the fields say, or what is wrong with them. `zone` is one to accept even where the browser does not know it. */
export function draftFrom(form: SiteForm, zone: string): { draft: SiteDraft | null; mistakes: SiteMistakes } {
  const domain = domainFrom(form.domain);
  const timezone = zoneFrom(form.timezone, timeZones(zone));
  const aliases = (form.aliases ?? '').split(/[\s,;]+/).filter((text) => text !== '');
  const alias = aliases.find((text) => domainFrom(text) === null) ?? null;
  const mistakes = { domain: domain === null, timezone: timezone === null, alias };
  if (domain === null || timezone === null || alias !== null) return { draft: null, mistakes };
  const draft: SiteDraft = { domain, timezone, currency: form.currency };
  if (form.aliases !== null) draft.aliases = aliases.map((text) => domainFrom(text)!);
  return { draft, mistakes };
}

interface SiteFieldsProps {
  form: SiteForm;
  zone: string;
  onChange: (form: SiteForm) => void;
  mistakes: SiteMistakes | null;
}

/** What can be said about a site: where it is, whose clock it follows, what it is paid in. */
export function SiteFields({ form, zone, onChange, mistakes }: SiteFieldsProps) {
  const zones = useMemo(() => timeZones(zone).map(zoneText), [zone]);
  return (
    <>
      <TextField
        label={t('addSite.domain')}
        hint={t('addSite.domainHint')}
        problem={mistakes?.domain ? t('addSite.domainWrong') : null}
        inputMode="url"
        placeholder="example.org"
        value={form.domain}
        onInput={(domain) => onChange({ ...form, domain })}
      />
      {form.aliases !== null && (
        <TextField
          label={t('settings.aliases')}
          hint={t('settings.aliasesHint')}
          problem={mistakes?.alias == null ? null : t('settings.aliasWrong', { domain: mistakes.alias })}
          inputMode="url"
          placeholder="example.com, example.net"
          value={form.aliases}
          onInput={(aliases) => onChange({ ...form, aliases })}
        />
      )}
      <div class="form-row">
        <TextField
          label={t('addSite.timezone')}
          hint={t('addSite.timezoneHint')}
          problem={mistakes?.timezone ? t('addSite.timezoneWrong') : null}
          value={form.timezone}
          suggestions={zones}
          onInput={(timezone) => onChange({ ...form, timezone })}
        />
        <SelectField
          label={t('addSite.currency')}
          hint={t('addSite.currencyHint')}
          value={form.currency}
          options={currencies(form.currency, locale.value)}
          onChange={(currency) => onChange({ ...form, currency })}
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
