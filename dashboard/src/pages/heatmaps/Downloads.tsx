import { useEffect, useRef, useState } from 'preact/hooks';
import { heatmaps } from '../../api/heatmaps';
import type { Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { Popover } from '../../elements/popover/Popover';
import { Notice, problemText } from '../../elements/notice/Notice';
import { days } from '../../format/dates';
import { valueName } from '../../format/names';
import { t } from '../../i18n';
import type { ResolvedPeriod } from '../../state/period';
import type { View } from '../../state/view';
import { fileName, saveFile, saveText } from '../report/save';
import { isPoints, placeName, type Choice } from './choice';
import type { SideNames } from './differences';
import type { Drawn } from './MapView';
import { scopeOf } from './questions';
import { tenthsCsv } from './reach';
import { pointsCsv, sidesCsv, zonesCsv } from './tables';
import type { Sides } from './useSides';
import type { ZoneFigures } from './useZones';
import { mapTitle } from './words';

/** What the files are made of, beside what can be asked for again. */
export interface Shown {
  own: Drawn | null;
  rival: Drawn | null;
  sides: Sides;
  zones: ZoneFigures;
  /** How much stands behind each map, in words; empty while that is not known. */
  samples: { own: string; rival: string };
  names: SideNames;
}

interface DownloadsProps {
  site: Site;
  view: View;
  choice: Choice;
  period: ResolvedPeriod;
  shown: Shown;
}

/** The map as a picture or on paper, and the numbers behind it, as files. */
export function Downloads({ site, view, choice, period, shown }: DownloadsProps) {
  const [said, setSaid] = useState<string | null>(null);
  const what = [
    t(`heatmap.kind.${choice.kind}`),
    isPoints(choice.kind) && choice.look !== 'heat' && !choice.difference ? t(`heatmap.look.${choice.look}`) : '',
    placeName(choice.place),
    choice.device,
    choice.rival === null ? '' : `${choice.difference ? `${t('heatmap.compare.difference')} ` : ''}${t('heatmap.rival.short', { rival: shown.names.rival })}`,
  ];
  const name = fileName(site, what.filter((part) => part !== '').join(' '), period);
  const trying = async (work: () => Promise<void>): Promise<void> => {
    setSaid(null);
    try {
      await work();
    } catch (cause) {
      setSaid(problemText(cause));
    }
  };
  const saveCsv = async (): Promise<void> => {
    const known = tableOf(choice, shown);
    if (known !== null) {
      saveText(name, known);
      return;
    }
    const scope = scopeOf(choice, view, period);
    if (!isPoints(choice.kind)) {
      saveText(name, tenthsCsv(await heatmaps.scroll(site.id, scope)));
      return;
    }
    const { text, truncated } = await heatmaps.elementsCsv(site.id, choice.goal === null ? scope : { ...scope, goal: choice.goal });
    saveText(name, text);
    if (truncated) setSaid(t('panel.csv.truncated'));
  };
  const still = async (): Promise<Blob | null> => {
    const stage = document.querySelector<HTMLElement>('.heatmap-stage');
    const hosts = [...(stage?.querySelectorAll<HTMLElement>('.backdrop') ?? [])];
    if (stage === null || hosts.length === 0) return null;
    const { stillOf } = await import('../../elements/heatmap/still');
    const captions = hosts.length === 1 ? [null] : [`${shown.names.own}: ${shown.samples.own}`, `${shown.names.rival}: ${shown.samples.rival}`];
    const text = [valueName('device', choice.device), days(period.days.from, period.days.to), hosts.length === 1 ? shown.samples.own : ''].filter((part) => part !== '').join(' · ');
    return stillOf({ sides: hosts.map((host, at) => ({ host, caption: captions[at] ?? null })), legend: stage, title: mapTitle(choice), text });
  };
  const savePng = async (): Promise<void> => {
    const picture = await still();
    if (picture !== null) saveFile(name.replace(/csv$/, 'png'), picture);
  };
  const print = async (): Promise<void> => {
    const picture = await still();
    if (picture !== null) await printed(picture);
  };
  const latest = useRef(print);
  latest.current = print;
  useEffect(() => {
    // The browser itself would print the part of the page that the map's window happens to show.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void trying(latest.current);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const items: readonly (readonly [string, string, () => Promise<void>])[] = [
    ['PNG', t('heatmap.png.about'), savePng],
    ['CSV', csvAbout(choice), saveCsv],
    [t('heatmap.print'), t('heatmap.print.about'), print],
  ];
  return (
    <>
      <Popover label={t('heatmap.download')} faceClass="icon-button" align="end" low face={<Icon name="download" size={16} />}>
        {(close) => (
          <div data-list>
            {items.map(([kind, about, save]) => (
              <button
                key={kind}
                type="button"
                class="menu-item"
                onClick={() => {
                  close();
                  void trying(save);
                }}
              >
                <Icon name="download" size={16} />
                {kind}
                <span class="map-download-about">{about}</span>
              </button>
            ))}
          </div>
        )}
      </Popover>
      {said !== null && (
        <Notice kind="warn" onDismiss={() => setSaid(null)}>
          {said}
        </Notice>
      )}
    </>
  );
}

/** What is on the screen already; null where it is to be asked for. */
function tableOf(choice: Choice, { own, rival, sides, zones, names }: Shown): string | null {
  const [mine, theirs] = [own, rival].map((drawn) => (drawn !== null && 'points' in drawn ? drawn.points.elements : null));
  if (!isPoints(choice.kind)) return null;
  if (choice.look === 'zones') return zones.answer.value === null ? null : zonesCsv(zones.zones, zones.answer.value);
  if (choice.rival !== null && choice.kind === 'click' && sides.elements !== null) return sidesCsv(sides.elements, names);
  if (choice.rival !== null && mine && theirs) return pointsCsv(choice.kind, mine, theirs, names);
  return choice.kind === 'click' || !mine ? null : pointsCsv(choice.kind, mine, null, names);
}

function csvAbout({ kind, look, rival }: Choice): string {
  if (!isPoints(kind)) return t('heatmap.csv.bands');
  if (look === 'zones') return t('heatmap.csv.zones');
  return t(rival === null ? 'heatmap.csv.elements' : 'heatmap.csv.sides');
}

/** Prints the whole map in place of its window; what else is on the page stays. */
async function printed(picture: Blob): Promise<void> {
  const image = new Image();
  image.className = 'heatmap-still';
  image.alt = '';
  image.src = await written(picture);
  await image.decode();
  document.querySelector('.heatmap-stage')?.prepend(image);
  addEventListener('afterprint', () => image.remove(), { once: true });
  window.print();
}

/** As the dashboard's policy lets a picture be shown. */
function written(picture: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(picture);
  });
}
