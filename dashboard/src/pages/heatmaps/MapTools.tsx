import { COLOURED_BY, DEVICES, type Sample } from '../../api/heatmaps';
import type { Goal, Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { Tabs } from '../../elements/tabs/Tabs';
import { dimensionName, valueName } from '../../format/names';
import { count } from '../../format/numbers';
import { t } from '../../i18n';
import { chooseTab } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { isPoints, KINDS, looksOf, type Choice } from './choice';
import { ComparePicker } from './ComparePicker';
import type { SideNames } from './differences';
import { Downloads, type Shown } from './Downloads';
import { GoalPicker } from './GoalPicker';
import { overlayStart } from './address';
import { OwnLink } from './OwnLink';
import type { PageLook } from './useBackdrop';
import { Versions } from './Versions';

interface MapToolsProps {
  site: Site;
  view: View;
  choice: Choice;
  period: ResolvedPeriod;
  samples: readonly Sample[] | null;
  shown: Shown;
  goals: readonly Goal[];
  names: SideNames;
  look: PageLook;
  opacity: number;
  onOpacity: (opacity: number) => void;
}

/** What is shown, of whom and how; every choice is in the address. */
export function MapTools({ site, view, choice, period, samples, shown, goals, names, look, opacity, onOpacity }: MapToolsProps) {
  const pageviews = (device: string): string => {
    const sample = samples?.find((one) => one.device === device);
    return sample === undefined ? '' : ` ${count(sample.pageviews)}`;
  };
  const looks = isPoints(choice.kind) ? looksOf(choice.kind, choice.rival !== null) : [];
  return (
    <div class="card map-tools">
      <div class="map-tools-line">
        <Tabs
          label={t('heatmap.devices')}
          options={DEVICES.map((value) => ({ value, name: `${valueName('device', value)}${pageviews(value)}` }))}
          value={choice.device}
          onChange={(device) => chooseTab('device', device, ['version', 'pictured', ...(choice.rival === device ? ['against', 'difference'] : [])])}
        />
        <span class="map-tools-rule" />
        <Tabs
          label={t('heatmap.kinds')}
          options={KINDS.map((value) => ({ value, name: t(`heatmap.kind.${value}`) }))}
          value={choice.kind}
          onChange={(kind) => chooseTab('kind', kind === 'click' ? null : kind, kind === 'click' || isPoints(kind) ? [] : ['element'])}
        />
      </div>
      <div class="map-tools-line">
        {looks.length > 1 && !choice.difference && (
          <Tabs
            label={t('heatmap.looks')}
            options={looks.map((value) => ({ value, name: t(`heatmap.look.${value}`) }))}
            value={choice.look}
            onChange={(look) => chooseTab('look', look === 'heat' ? null : look)}
          />
        )}
        {isPoints(choice.kind) && choice.look === 'confetti' && choice.rival !== 'leavers' && !choice.difference && (
          <label class="map-tools-by">
            <span>{t('heatmap.by')}</span>
            <span class="select">
              <select class="control" value={choice.by} onChange={(event) => chooseTab('by', event.currentTarget.value === 'channel' ? null : event.currentTarget.value)}>
                {COLOURED_BY.map((by) => (
                  <option key={by} value={by} selected={by === choice.by}>
                    {by === 'returning' ? t('heatmap.by.returning') : by === 'converted' ? t('heatmap.by.converted') : dimensionName(by)}
                  </option>
                ))}
              </select>
              <Icon name="down" size={16} />
            </span>
          </label>
        )}
        {isPoints(choice.kind) && (choice.rival === 'leavers' || (choice.look === 'confetti' && choice.by === 'converted')) && <GoalPicker goals={goals} goal={choice.goal} />}
        <span class="map-tools-end">
          <label class="map-tools-opacity">
            <span>{t('heatmap.opacity')}</span>
            <input type="range" min="10" max="100" step="5" value={Math.round(opacity * 100)} onInput={(event) => onOpacity(Number(event.currentTarget.value) / 100)} />
          </label>
          {look.versions !== null && look.version !== null && <Versions site={site} look={look} version={look.version} group={'pageGroup' in choice.place} />}
          <ComparePicker site={site} choice={choice} goals={goals} against={view.compare ?? 'previous'} names={names} />
          {'page' in choice.place && <OnSite site={site} page={choice.place.page} choice={choice} period={period} />}
          <Downloads site={site} view={view} choice={choice} period={period} shown={shown} />
        </span>
      </div>
    </div>
  );
}

/** What can be done on the page itself. */
function OnSite({ site, page, choice, period }: { site: Site; page: string; choice: Choice; period: ResolvedPeriod }) {
  return (
    <Popover label={t('heatmap.ownLink.title')} faceClass="icon-button" align="end" low face={<Icon name="external" size={16} />}>
      {() => (
        <div class="map-on-site">
          <b>{t('heatmap.ownLink.title')}</b>
          <OwnLink site={site} page={page} device={choice.device} purposes={['overlay', 'snapshot']} shown={overlayStart(choice.kind, period.range, Date.now())} />
        </div>
      )}
    </Popover>
  );
}

