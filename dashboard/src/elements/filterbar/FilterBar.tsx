import type { ComponentChildren } from 'preact';
import type { Filter, Goal, Site } from '../../api/records';
import { plural, t } from '../../i18n';
import { changeView, dropMisread, isNarrowed, misreadParts, resetView, view } from '../../state/current';
import { sameFilter } from '../../state/view';
import { IconButton } from '../button/Button';
import { CopyButton } from '../copy/CopyButton';
import { Icon } from '../icon/Icon';
import { Notice } from '../notice/Notice';
import { Popover } from '../popover/Popover';
import { Chips } from './Chips';
import { ComparePicker } from './ComparePicker';
import { FilterForm } from './FilterForm';
import { PeriodPicker } from './PeriodPicker';
import { SiteSwitcher } from './SiteSwitcher';
import './filterbar.css';

interface FilterBarProps {
  site: Site;
  goals?: readonly Goal[];
  /** The present has no period to pick, some reports know a period alone, and settings have nothing to narrow. */
  kind?: 'report' | 'present' | 'period' | 'settings';
  children?: ComponentChildren;
}

/** What every screen of a site obeys: the site, the period with its comparison, and the filters. */
export function FilterBar({ site, goals = [], kind = 'report', children }: FilterBarProps) {
  const { filters } = view.value;
  const filtered = kind === 'report' || kind === 'present';
  const timed = kind === 'report' || kind === 'period';
  return (
    <div class={`filterbar filterbar-${kind}`}>
      <div class="filterbar-line">
        <SiteSwitcher site={site} />
        {timed && <PeriodPicker zone={site.timezone} />}
        {kind === 'report' && <ComparePicker />}
        {filtered && <AddFilter site={site} goals={goals} />}
        <div class="filterbar-end">
          {children}
          {filtered && isNarrowed.value && <IconButton icon="reset" label={t('filter.reset')} onClick={resetView} />}
          {filtered && (
            <div class="filterbar-link">
              <CopyButton kind="quiet" icon="link" label={t('link.copy')} text={() => location.href} />
            </div>
          )}
        </div>
      </div>
      {filtered && filters.length > 0 && <Chips site={site} filters={filters} goals={goals} />}
      {filtered && misreadParts.value.length > 0 && (
        <div class="filterbar-misread">
          <Notice kind="warn" onDismiss={dropMisread}>
            {plural('link.misread', misreadParts.value.length, { parts: misreadParts.value.join(', ') })}
          </Notice>
        </div>
      )}
    </div>
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
      low
      shortcut="filter"
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
