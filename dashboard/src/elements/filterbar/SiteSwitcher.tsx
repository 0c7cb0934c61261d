import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Site } from '../../api/records';
import { t } from '../../i18n';
import { siteAddress } from '../../state/current';
import { go } from '../../state/location';
import { sites } from '../../state/sites';
import { Icon } from '../icon/Icon';
import { Popover } from '../popover/Popover';

/** So many are found by looking; more want a search. */
const FEW = 6;

export function SiteSwitcher({ site }: { site: Site }) {
  return (
    <Popover
      label={`${t('nav.chooseSite')}: ${site.name}`}
      faceClass="popover-face filterbar-site"
      low
      face={
        <>
          <span>{site.name}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => <Choices site={site} close={close} />}
    </Popover>
  );
}

function Choices({ site, close }: { site: Site; close: () => void }) {
  const all = sites.value ?? [];
  const [wanted, setWanted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const searched = all.length > FEW;
  const found = all.filter(({ name, domain }) => `${name} ${domain}`.toLowerCase().includes(wanted.trim().toLowerCase()));

  useLayoutEffect(() => {
    // On a touch screen the keyboard would hide the list that is to be chosen from.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || found[0] === undefined) return;
    event.preventDefault();
    close();
    go(siteAddress(`/sites/${found[0].id}`));
  };

  return (
    <div class="switcher" data-list>
      {searched && (
        <input
          ref={field}
          class="control"
          type="search"
          aria-label={t('nav.searchSites')}
          placeholder={t('nav.searchSites')}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      )}
      <div class="switcher-list">
        {found.map((other) => (
          <a
            key={other.id}
            class="menu-item"
            href={siteAddress(`/sites/${other.id}`)}
            aria-current={other.id === site.id ? 'true' : undefined}
            onClick={close}
          >
            <span class="menu-item-mark">{other.id === site.id && <Icon name="check" size={16} />}</span>
            <span class="switcher-name">
              {other.name}
              {other.name !== other.domain && <span class="switcher-domain">{other.domain}</span>}
            </span>
          </a>
        ))}
        {found.length === 0 && <p class="switcher-none">{t('nav.noSuchSite')}</p>}
      </div>
      <div class="menu-rule" />
      <a class="menu-item" href="/sites/new" onClick={close}>
        <Icon name="plus" size={16} />
        {t('nav.addSite')}
      </a>
    </div>
  );
}
