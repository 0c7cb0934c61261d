import { useState } from 'preact/hooks';
import { heatmaps, type PageVersion } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import { Icon } from '../../elements/icon/Icon';
import { Notice, problemText } from '../../elements/notice/Notice';
import { Popover } from '../../elements/popover/Popover';
import { date, moment } from '../../format/dates';
import { plural, t } from '../../i18n';
import { changeView, view, without } from '../../state/current';
import type { PageLook } from './useBackdrop';

interface VersionsProps {
  site: Site;
  look: PageLook;
  version: PageVersion;
  /** Whether they are of several pages. */
  group: boolean;
}

/** How the page looked at other times, to be chosen or deleted. */
export function Versions({ site, look, version, group }: VersionsProps) {
  const face = (group ? `${version.page} · ` : '') + date(version.lastSeenAt);
  return (
    <Popover
      label={`${t('heatmap.version')}: ${face}`}
      align="end"
      low
      face={
        <>
          <Icon name="page" size={16} />
          <span class="map-version-face">{face}</span>
          <Icon name="down" size={16} />
        </>
      }
    >
      {(close) => (
        <div class="map-versions" data-list>
          {look.versions!.map((one) => (
            <Version key={`${one.page} ${one.id}`} site={site} one={one} group={group} shown={one === version} close={close} refresh={look.refresh} />
          ))}
        </div>
      )}
    </Popover>
  );
}

interface VersionProps {
  site: Site;
  one: PageVersion;
  group: boolean;
  shown: boolean;
  close: () => void;
  refresh: () => void;
}

function Version({ site, one, group, shown, close, refresh }: VersionProps) {
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const seen = t('heatmap.version.seen', { from: moment(one.firstSeenAt, site.timezone), to: moment(one.lastSeenAt, site.timezone) });
  const choose = (wanted: PageVersion | null): void => {
    const rest = without(view.value.tabs, 'version', 'pictured');
    changeView({ tabs: wanted === null ? rest : { ...rest, version: wanted.id, ...(group ? { pictured: wanted.page } : {}) } });
    close();
  };
  const remove = async (): Promise<void> => {
    setProblem(null);
    try {
      await heatmaps.removeSnapshot(site.id, one);
      refresh();
      if (shown) choose(null);
    } catch (cause) {
      setProblem(problemText(cause));
    }
  };
  if (asked) {
    return (
      <div class="map-version-gone">
        <p>{t('heatmap.version.delete.about', { version: seen })}</p>
        {problem !== null && <Notice kind="bad">{problem}</Notice>}
        <div class="form-actions">
          <Button kind="danger" onClick={() => void remove()}>
            {t('confirm.delete')}
          </Button>
          <Button kind="quiet" onClick={() => setAsked(false)}>
            {t('confirm.keep')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div class="map-version-line">
      <button type="button" class="menu-item" aria-pressed={shown} onClick={() => choose(one.isDefault && !group ? null : one)}>
        <span class="menu-item-mark">{shown && <Icon name="check" size={16} />}</span>
        <span class="map-version">
          {group && <b>{one.page}</b>}
          {seen}
          <span class="map-version-more">
            {one.takenBy === 'owner' ? t('heatmap.version.owner') : plural('heatmap.version.visitors', one.visitors)} · {one.viewport.join(' × ')}
          </span>
        </span>
      </button>
      <button type="button" class="icon-button" aria-label={t('heatmap.version.delete', { version: seen })} title={t('confirm.delete')} onClick={() => setAsked(true)}>
        <Icon name="trash" size={16} />
      </button>
    </div>
  );
}
