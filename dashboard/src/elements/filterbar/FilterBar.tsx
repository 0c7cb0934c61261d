import type { ComponentChildren } from 'preact';
import type { Filter, Goal, Site } from '../../api/records';
import { dimensionName, valueName } from '../../format/names';
import { plural, t } from '../../i18n';
import { changeView, dropMisread, misreadParts, siteAddress, view } from '../../state/current';
import { sites } from '../../state/sites';
import { sameFilter } from '../../state/view';
import { CopyButton } from '../copy/CopyButton';
import { Icon } from '../icon/Icon';
import { Notice } from '../notice/Notice';
import { Popover } from '../popover/Popover';
import { FilterForm } from './FilterForm';
import { PeriodPicker } from './PeriodPicker';
import './filterbar.css';

interface FilterBarProps {
  site: Site;
  goals?: readonly Goal[];
  /** Realtime has no period to pick. */
  timeless?: boolean;
  children?: ComponentChildren;
}

/** What every screen of a site obeys: the site, the period with its comparison, and the filters. */
export function FilterBar({ site, goals = [], timeless = false, children }: FilterBarProps) {
  const { filters } = view.value;
  return (
    <div class="filterbar">
      <div class="filterbar-line">
        <SiteSwitcher site={site} />
        {!timeless && <PeriodPicker zone={site.timezone} />}
        {!timeless && <CompareToggle />}
        {!timeless && <AddFilter site={site} goals={goals} />}
        <div class="filterbar-end">
          {children}
          {!timeless && (
            <div class="filterbar-link">
              <CopyButton kind="quiet" icon="link" label={t('link.copy')} text={() => location.href} />
            </div>
          )}
        </div>
      </div>
      {!timeless && filters.length > 0 && <Chips site={site} filters={filters} goals={goals} />}
      {!timeless && misreadParts.value.length > 0 && (
        <div class="filterbar-misread">
          <Notice kind="warn" onDismiss={dropMisread}>
            {plural('link.misread', misreadParts.value.length, { parts: misreadParts.value.join(', ') })}
          </Notice>
        </div>
      )}
    </div>
  );
}

function SiteSwitcher({ site }: { site: Site }) {
  return (
    <Popover
      label={`${t('nav.chooseSite')}: ${site.domain}`}
      faceClass="popover-face filterbar-site"
      face={
        <>
          <span>{site.domain}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => (
        <>
          {(sites.value ?? []).map((other) => (
            <a
              key={other.id}
              class="menu-item"
              href={siteAddress(`/sites/${other.id}`)}
              aria-current={other.id === site.id ? 'true' : undefined}
              onClick={close}
            >
              <span class="menu-item-mark">{other.id === site.id && <Icon name="check" size={16} />}</span>
              {other.domain}
            </a>
          ))}
          <div class="menu-rule" />
          <a class="menu-item" href="/sites/new" onClick={close}>
            <Icon name="plus" size={16} />
            {t('nav.addSite')}
          </a>
        </>
      )}
    </Popover>
  );
}

function CompareToggle() {
  const { compare } = view.value;
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={compare}
      title={t('compare.label')}
      aria-label={t('compare.label')}
      onClick={() => changeView({ compare: !compare })}
    >
      <span class="switch-track" />
      {t('compare.short')}
    </button>
  );
}

function AddFilter({ site, goals }: { site: Site; goals: readonly Goal[] }) {
  const add = (filter: Filter): void => {
    const { filters } = view.value;
    if (!filters.some((other) => sameFilter(other, filter))) changeView({ filters: [...filters, filter] });
  };
  return (
    <Popover
      label={t('filter.addLabel')}
      faceClass="popover-face filterbar-add"
      face={
        <>
          <Icon name="plus" size={16} />
          <span>{t('filter.short')}</span>
        </>
      }
    >
      {(close) => (
        <FilterForm
          site={site}
          goals={goals}
          onDone={(filter) => {
            close();
            add(filter);
          }}
        />
      )}
    </Popover>
  );
}

interface ChipsProps {
  site: Site;
  filters: readonly Filter[];
  goals: readonly Goal[];
}

function Chips({ site, filters, goals }: ChipsProps) {
  const without = (filter: Filter): Filter[] => filters.filter((other) => !sameFilter(other, filter));
  return (
    <ul class="chips" aria-label={t('filter.chips')}>
      {filters.map((filter, at) => (
        // By place: a changed filter keeps its chip, and with it the focus.
        <li key={at} class="chip">
          <Popover
            label={t('filter.edit', { filter: `${dimensionName(filter[1])} ${t(`op.${filter[0]}`)} ${valuesText(filter, goals)}` })}
            faceClass="chip-text"
            face={
              <>
                <span class="chip-dimension">
                  {dimensionName(filter[1])} {t(`op.${filter[0]}`)}
                </span>{' '}
                {valuesText(filter, goals)}
              </>
            }
          >
            {(close) => (
              <FilterForm
                site={site}
                goals={goals}
                filter={filter}
                onDone={(changed) => {
                  close();
                  changeView({ filters: filters.with(at, changed) });
                }}
              />
            )}
          </Popover>
          <button
            type="button"
            class="chip-remove"
            aria-label={t('filter.remove', { filter: `${dimensionName(filter[1])} ${valuesText(filter, goals)}` })}
            onClick={() => changeView({ filters: without(filter) })}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      {filters.length > 1 && (
        <li>
          <button type="button" class="chips-clear" onClick={() => changeView({ filters: [] })}>
            {t('filter.clear')}
          </button>
        </li>
      )}
    </ul>
  );
}

function valuesText([, dimension, values]: Filter, goals: readonly Goal[]): string {
  return values.map((value) => valueName(dimension, value, goals)).join(` ${t('filter.or')} `);
}
