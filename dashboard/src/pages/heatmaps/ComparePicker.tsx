import { useState } from 'preact/hooks';
import { DEVICES } from '../../api/heatmaps';
import type { Filter, Goal, Site } from '../../api/records';
import { FilterForm } from '../../elements/filterbar/FilterForm';
import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { Tabs } from '../../elements/tabs/Tabs';
import { t } from '../../i18n';
import { changeView, chooseTab, view, without } from '../../state/current';
import { formatFilter } from '../../state/view';
import { isPoints, type Choice, type Rival } from './choice';
import type { SideNames } from './differences';

interface ComparePickerProps {
  site: Site;
  choice: Choice;
  goals: readonly Goal[];
  against: 'previous' | 'year';
  names: SideNames;
}

/** What the map is set beside, and whether on two maps or on one that marks what differs. */
export function ComparePicker({ site, choice, goals, against, names }: ComparePickerProps) {
  const short = choice.rival === null ? t('heatmap.compare') : t('heatmap.rival.short', { rival: names.rival });
  return (
    <>
      {choice.rival !== null && choice.kind === 'click' && (
        <Tabs
          label={t('heatmap.compare')}
          options={[
            { value: 'beside', name: t('heatmap.compare.beside') },
            { value: 'difference', name: t('heatmap.compare.difference') },
          ]}
          value={choice.difference ? 'difference' : 'beside'}
          onChange={(value) => chooseTab('difference', value === 'difference' ? 'on' : null)}
        />
      )}
      <Popover
        label={choice.rival === null ? short : `${t('heatmap.compare')}: ${short}`}
        align="end"
        low
        face={
          <>
            <Icon name="compare" size={16} />
            <span class="map-compare-name">{short}</span>
            <Icon name="down" size={16} />
          </>
        }
      >
        {(close) => <Rivals site={site} choice={choice} goals={goals} against={against} close={close} />}
      </Popover>
    </>
  );
}

function Rivals({ site, choice, goals, against, close }: Omit<ComparePickerProps, 'names'> & { close: () => void }) {
  const [editing, setEditing] = useState(false);
  const rivals: (Rival | null)[] = [null, 'period', ...DEVICES.filter((device) => device !== choice.device), ...(goals.length > 0 && isPoints(choice.kind) ? (['leavers'] as const) : []), 'filter'];
  const name = (rival: Rival | null): string => {
    if (rival === null) return t('compare.none');
    if (rival === 'leavers') return t('heatmap.rival.leavers');
    if (rival === 'filter') return t('heatmap.rival.filter');
    return t('heatmap.rival', { rival: rival === 'period' ? t(`heatmap.rival.${against}`) : t(`device.${rival}`) });
  };
  const pick = (rival: Rival | null, versus: Filter | null): void => {
    const tabs = without(view.value.tabs, 'against', 'versus', 'element', ...(rival === null ? ['difference'] : []));
    changeView({ tabs: rival === null ? tabs : { ...tabs, against: rival, ...(versus === null ? {} : { versus: formatFilter(versus) }) } });
    close();
  };
  if (editing) {
    return (
      <div class="map-versus">
        <p>{t('heatmap.rival.filter.about')}</p>
        <FilterForm site={site} goals={goals} {...(choice.versus === null ? {} : { filter: choice.versus })} onDone={(filter) => pick('filter', filter)} />
      </div>
    );
  }
  return (
    <div data-list>
      {rivals.map((rival) => (
        <button key={rival} type="button" class="menu-item" aria-pressed={rival === choice.rival} onClick={() => (rival === 'filter' ? setEditing(true) : pick(rival, null))}>
          <span class="menu-item-mark">{rival === choice.rival && <Icon name="check" size={16} />}</span>
          {name(rival)}
        </button>
      ))}
    </div>
  );
}
