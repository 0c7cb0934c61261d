import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Site } from '../../api/records';
import { FilterBar } from '../../elements/filterbar/FilterBar';
import { t } from '../../i18n';
import { sectionAddress } from '../../state/current';
import { Counting } from './Counting';
import { Goals } from './Goals';
import { Groups } from './Groups';
import { Notes } from './Notes';
import { ReplaySettings } from './ReplaySettings';
import { SECTIONS, type SettingsSection } from './sections';
import { SiteSettings } from './SiteSettings';
import './settings.css';

/** What can be set of a site, each kind on a page of its own. */
export function Settings({ site, section }: { site: Site; section: SettingsSection }) {
  useEffect(() => {
    document.title = `${t(`settings.${section}`)} · ${site.name} · Polku`;
  }, [site.name, section]);
  const sections = useRef<HTMLElement>(null);
  // On a phone there are more than fit.
  useLayoutEffect(() => sections.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [section]);
  const root = `/sites/${site.id}/settings`;
  return (
    <>
      <FilterBar site={site} kind="settings" />
      <div class="settings">
        <h1>{t('settings.title', { domain: site.name })}</h1>
        <nav ref={sections} class="settings-sections" aria-label={t('nav.settings')}>
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
    case 'replay':
      return <ReplaySettings key={site.id} site={site} />;
  }
}
