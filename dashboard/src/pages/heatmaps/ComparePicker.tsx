import { DEVICES } from '../../api/heatmaps';
import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { Tabs } from '../../elements/tabs/Tabs';
import { t } from '../../i18n';
import { changeView, chooseTab, view, without } from '../../state/current';
import { isPoints, type Choice, type Rival } from './choice';
import { rivalName } from './differences';

/** What the map is set beside, and whether on two maps or on one that marks what differs. */
export function ComparePicker({ choice, hasGoals, against }: { choice: Choice; hasGoals: boolean; against: 'previous' | 'year' }) {
  const rivals: (Rival | null)[] = [null, 'period', ...DEVICES.filter((device) => device !== choice.device), ...(hasGoals && isPoints(choice.kind) ? (['leavers'] as const) : [])];
  const name = (rival: Rival | null): string => (rival === null ? t('compare.none') : rival === 'leavers' ? t('heatmap.rival.leavers') : t('heatmap.rival', { rival: rivalName(rival, against) }));
  const short = choice.rival === null ? t('heatmap.compare') : t('heatmap.rival.short', { rival: rivalName(choice.rival, against) });
  const pick = (rival: Rival | null): void => {
    const tabs = without(view.value.tabs, 'against', 'difference', 'element');
    changeView({ tabs: rival === null ? tabs : { ...tabs, against: rival } });
  };
  return (
    <>
      {choice.rival !== null && isPoints(choice.kind) && (
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
            <span>{short}</span>
            <Icon name="down" size={16} />
          </>
        }
      >
        {(close) => (
          <div data-list>
            {rivals.map((rival) => (
              <button
                key={rival}
                type="button"
                class="menu-item"
                aria-pressed={rival === choice.rival}
                onClick={() => {
                  pick(rival);
                  close();
                }}
              >
                <span class="menu-item-mark">{rival === choice.rival && <Icon name="check" size={16} />}</span>
                {name(rival)}
              </button>
            ))}
          </div>
        )}
      </Popover>
    </>
  );
}
