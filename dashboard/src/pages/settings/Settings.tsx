import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Site } from '../../api/records';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { t } from '../../i18n';
import { sectionAddress } from '../../state/current';
import { Counting } from './Counting';
import { Goals } from './Goals';
import { Groups } from './Groups';
import { Notes } from './Notes';
import { SiteSettings } from './SiteSettings';
import './settings.css';

const SECTIONS = ['site', 'goals', 'groups', 'notes', 'counting'] as const;
export type SettingsSection = (typeof SECTIONS)[number];

/** The section at an address, the site itself where none is named; null for what is none. */
export function settingsSection(name: string | undefined): SettingsSection | null {
  return name === undefined ? 'site' : (SECTIONS.slice(1).find((known) => known === name) ?? null);
}

/** What can be set of a site, each kind on a page of its own. */
export function Settings({ site, section }: { site: Site; section: SettingsSection }) {
  useEffect(() => {
    document.title = `${t(`settings.${section}`)} · ${site.name} · Polku`;
  }, [site.name, section]);
  const root = `/sites/${site.id}/settings`;
  return (
    <>
      <FilterBar site={site} kind="settings" />
      <div class="settings">
        <h1>{t('settings.title', { domain: site.name })}</h1>
        <nav class="settings-sections" aria-label={t('nav.settings')}>
          {SECTIONS.map((one) => (
            <a
              key={one}
              href={sectionAddress(one === 'site' ? root : `${root}/${one}`)}
              aria-current={one === section ? 'page' : undefined}
            >
              {t(`settings.${one}`)}
            </a>
          ))}
        </nav>
        {content(site, section)}
      </div>
    </>
  );
}

function content(site: Site, section: SettingsSection): ComponentChildren {
  switch (section) {
    case 'site':
      return <SiteSettings key={site.id} site={site} />;
    case 'goals':
      return <Goals key={site.id} site={site} />;
    case 'groups':
      return <Groups key={site.id} site={site} />;
    case 'notes':
      return <Notes key={site.id} site={site} />;
    case 'counting':
      return <Counting key={site.id} site={site} />;
  }
}
