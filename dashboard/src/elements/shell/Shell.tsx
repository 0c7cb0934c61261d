import type { ComponentChildren } from 'preact';
import type { Site } from '../../api/records';
import { language, LANGUAGE_NAMES, LANGUAGES, t, type Key } from '../../i18n';
import { sectionAddress } from '../../state/current';
import { path } from '../../state/location';
import { online } from '../../state/online';
import { prefer } from '../../state/preferences';
import { session, signOut } from '../../state/session';
import { themeChoice, type ThemeChoice } from '../../state/theme';
import { Icon, Mark, type IconName } from '../icon/Icon';
import { helpOpen, Keyboard } from '../keys/Keyboard';
import { Popover } from '../popover/Popover';
import { Tabs } from '../tabs/Tabs';
import { Notice } from '../notice/Notice';
import './shell.css';

interface Section {
  address: string;
  /** The part of the address that decides whether this is the current section. */
  path: string;
  name: Key;
  icon: IconName;
}

/** The sections of a site; outside of a site those of the whole Polku. */
function sectionsOf(site: Site | null): Section[] {
  const general: Section[] = [
    { address: '/sites', path: '/sites', name: 'nav.sites', icon: 'sites' },
    { address: '/keys', path: '/keys', name: 'nav.keys', icon: 'key' },
  ];
  if (site === null) return general;
  const root = `/sites/${site.id}`;
  return [
    { address: sectionAddress(root), path: root, name: 'nav.overview', icon: 'overview' },
    { address: sectionAddress(`${root}/realtime`), path: `${root}/realtime`, name: 'nav.realtime', icon: 'realtime' },
    { address: sectionAddress(`${root}/heatmaps`), path: `${root}/heatmaps`, name: 'nav.heatmaps', icon: 'heat' },
    { address: sectionAddress(`${root}/replays`), path: `${root}/replays`, name: 'nav.replays', icon: 'replay' },
    { address: sectionAddress(`${root}/crawlers`), path: `${root}/crawlers`, name: 'nav.crawlers', icon: 'bot' },
    { address: sectionAddress(`${root}/settings`), path: `${root}/settings`, name: 'nav.settings', icon: 'settings' },
  ];
}

/** Settings have pages of their own below them; the overview is above all others of a site. */
function isCurrent({ path: own }: Section, site: Site | null): boolean {
  if (path.value === own) return true;
  return site !== null && own !== `/sites/${site.id}` && path.value.startsWith(`${own}/`);
}

/** The frame of every signed-in page: sections, account, and what is true everywhere. */
export function Shell({ site, children }: { site: Site | null; children: ComponentChildren }) {
  return (
    <div class="shell">
      <a class="shell-skip" href="#content">
        {t('app.skip')}
      </a>
      <nav class="side" aria-label={t('nav.label')}>
        <a class="side-brand" href="/sites" aria-label="Polku">
          <Mark />
          <span class="side-word">Polku</span>
        </a>
        <ul class="side-sections">
          {sectionsOf(site).map((section) => (
            <li key={section.path}>
              <a
                class="side-link"
                href={section.address}
                title={t(section.name)}
                aria-current={isCurrent(section, site) ? 'page' : undefined}
              >
                <Icon name={section.icon} size={20} />
                <span class="side-word">{t(section.name)}</span>
              </a>
            </li>
          ))}
        </ul>
        <AccountMenu />
      </nav>
      <Keyboard site={site} />
      <main id="content" class="content" tabIndex={-1}>
        {children}
        {!online.value && (
          <div class="content-banner">
            <Notice kind="warn">{t('app.offline')}</Notice>
          </div>
        )}
      </main>
    </div>
  );
}

function AccountMenu() {
  const state = session.value;
  const email = typeof state === 'object' ? state.user.email : '';
  return (
    <div class="side-account">
      <Popover
        label={`${t('nav.account')}: ${email}`}
        faceClass="side-link"
        side="above"
        face={
          <>
            <Icon name="account" size={20} />
            <span class="side-word side-email">{email || t('nav.account')}</span>
            <span class="side-word-small">{t('nav.account')}</span>
          </>
        }
      >
        {(close) => (
          <div class="account">
            <p class="account-who">
              {t('account.signedInAs')} <b>{email}</b>
            </p>
            <Appearance />
            <div class="menu-rule" />
            <a class="menu-item" href="/sites" onClick={close}>
              <Icon name="sites" size={16} />
              {t('nav.allSites')}
            </a>
            <a class="menu-item" href="/account" onClick={close}>
              <Icon name="account" size={16} />
              {t('user.title')}
            </a>
            <a class="menu-item" href="/keys" onClick={close}>
              <Icon name="key" size={16} />
              {t('nav.keys')}
            </a>
            <button
              type="button"
              class="menu-item account-keys"
              onClick={() => {
                close();
                helpOpen.value = true;
              }}
            >
              <Icon name="keyboard" size={16} />
              {t('keyboard.helpTitle')}
              <kbd>?</kbd>
            </button>
            <button type="button" class="menu-item" onClick={() => void signOut()}>
              <Icon name="signOut" size={16} />
              {t('account.signOut')}
            </button>
          </div>
        )}
      </Popover>
    </div>
  );
}

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** Theme and language, also for those who have not signed in. What the server does not hear of holds in this browser. */
export function Appearance() {
  return (
    <div class="appearance">
      <Tabs
        label={t('account.theme')}
        options={THEMES.map((value) => ({ value, name: t(`account.theme.${value}`) }))}
        value={themeChoice.value}
        onChange={(choice) => void prefer({ theme: choice === 'system' ? 'auto' : choice }).catch(() => {})}
      />
      <Tabs
        label={t('account.language')}
        options={LANGUAGES.map((value) => ({ value, name: LANGUAGE_NAMES[value] }))}
        value={language.value}
        onChange={(choice) => void prefer({ language: choice }).catch(() => {})}
      />
    </div>
  );
}
