import { COLOURED_BY, DEVICES, type PageVersion, type Sample } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { Tabs } from '../../elements/tabs/Tabs';
import { date } from '../../format/dates';
import { dimensionName, valueName } from '../../format/names';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { chooseTab } from '../../state/current';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { isPoints, KINDS, LOOKS, type Choice } from './choice';
import { ComparePicker } from './ComparePicker';
import { Downloads } from './Downloads';
import { OwnLink } from './OwnLink';

interface MapToolsProps {
  site: Site;
  view: View;
  choice: Choice;
  period: ResolvedPeriod;
  samples: readonly Sample[] | null;
  /** How much stands behind the map, in words. */
  sample: string;
  hasGoals: boolean;
  versions: readonly PageVersion[] | null;
  version: PageVersion | null;
  opacity: number;
  onOpacity: (opacity: number) => void;
}

/** What is shown, of whom and how; every choice is in the address. */
export function MapTools({ site, view, choice, period, samples, sample, hasGoals, versions, version, opacity, onOpacity }: MapToolsProps) {
  const pageviews = (device: string): string => {
    const sample = samples?.find((one) => one.device === device);
    return sample === undefined ? '' : ` ${count(sample.pageviews)}`;
  };
  return (
    <div class="card map-tools">
      <div class="map-tools-line">
        <Tabs
          label={t('heatmap.devices')}
          options={DEVICES.map((value) => ({ value, name: `${valueName('device', value)}${pageviews(value)}` }))}
          value={choice.device}
          onChange={(device) => chooseTab('device', device, ['version', 'against'])}
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
        {isPoints(choice.kind) && !(choice.rival !== null && choice.difference) && (
          <Tabs
            label={t('heatmap.looks')}
            options={LOOKS.filter((look) => (choice.kind !== 'move' || look === 'heat' || look === 'zones') && (choice.rival === null || look !== 'zones')).map((value) => ({ value, name: t(`heatmap.look.${value}`) }))}
            value={choice.look}
            onChange={(look) => chooseTab('look', look === 'heat' ? null : look)}
          />
        )}
        {isPoints(choice.kind) && choice.look === 'confetti' && choice.rival === null && (
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
        <span class="map-tools-end">
          <label class="map-tools-opacity">
            <span>{t('heatmap.opacity')}</span>
            <input type="range" min="10" max="100" step="5" value={Math.round(opacity * 100)} onInput={(event) => onOpacity(Number(event.currentTarget.value) / 100)} />
          </label>
          {versions !== null && version !== null && <Versions versions={versions} version={version} group={!('page' in choice.place)} />}
          <ComparePicker choice={choice} hasGoals={hasGoals} against={view.compare ?? 'previous'} />
          {'page' in choice.place && <OnSite site={site} page={choice.place.page} choice={choice} />}
          <Downloads site={site} view={view} choice={choice} period={period} sample={sample} />
        </span>
      </div>
    </div>
  );
}

/** What can be done on the page itself. */
function OnSite({ site, page, choice }: { site: Site; page: string; choice: Choice }) {
  return (
    <Popover label={t('heatmap.ownLink.title')} faceClass="icon-button" align="end" face={<Icon name="external" size={16} />}>
      {() => (
        <div class="map-on-site">
          <b>{t('heatmap.ownLink.title')}</b>
          <OwnLink site={site} page={page} device={choice.device} purposes={['overlay', 'snapshot']} />
        </div>
      )}
    </Popover>
  );
}

/** How the page looked at other times. */
function Versions({ versions, version, group }: { versions: readonly PageVersion[]; version: PageVersion; group: boolean }) {
  const name = (one: PageVersion): string => (group ? `${one.page} · ` : '') + t('heatmap.version.seen', { from: date(one.firstSeenAt), to: date(one.lastSeenAt) });
  return (
    <Popover
      label={`${t('heatmap.version')}: ${name(version)}`}
      align="end"
      low
      face={
        <>
          <Icon name="page" size={16} />
          <span>{date(version.lastSeenAt)}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => (
        <div class="map-versions" data-list>
          {versions.map((one) => (
            <button
              key={`${one.page} ${one.id}`}
              type="button"
              class="menu-item"
              aria-pressed={one === version}
              onClick={() => {
                chooseTab('version', one.isDefault && !group ? null : one.id);
                close();
              }}
            >
              <span class="menu-item-mark">{one === version && <Icon name="check" size={16} />}</span>
              <span class="map-version">
                {name(one)}
                <span class="map-version-more">
                  {one.takenBy === 'owner' ? t('heatmap.version.owner') : plural('heatmap.version.visitors', one.visitors)} · {one.viewport.join(' × ')}
                </span>
              </span>
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
