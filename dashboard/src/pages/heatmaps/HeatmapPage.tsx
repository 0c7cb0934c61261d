import { useCallback, useMemo, useState } from 'preact/hooks';
import type { ElementRow } from '../../api/heatmaps';
import type { Goal, Site } from '../../api/records';
import { Button } from '../../elements/button/Button';
import type { Layout } from '../../elements/heatmap/Backdrop';
import { Icon } from '../../elements/icon/Icon';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { days } from '../../format/dates';
import { valueName } from '../../format/names';
import { t } from '../../i18n';
import { changeView, chooseTab } from '../../state/current';
import { resolve } from '../../state/period';
import { recall, remember } from '../../state/storage';
import { formatView, type View } from '../../state/view';
import { pickerAddress } from './address';
import { isPoints, type Choice } from './choice';
import { DifferenceList } from './DifferenceList';
import { differenceMarks, differences, isDevice, sideNames } from './differences';
import { ElementCard } from './ElementCard';
import { ElementList } from './ElementList';
import { MapLegend } from './MapLegend';
import { MapTools } from './MapTools';
import { namesIn, unseenIn } from './names';
import { NoBackdrop } from './NoBackdrop';
import { pairRows, PlainList, pointRows, sidesRows } from './PlainList';
import { ReachTable } from './ReachTable';
import { Side } from './Side';
import { useBackdrop } from './useBackdrop';
import { ALL_ROWS, FIRST_ROWS, useDrawn, useElements } from './useMap';
import { useSides } from './useSides';
import { useZones } from './useZones';
import { elementReplays } from './watch';
import { mapTitle, sampleText, sentenceOf, sidesText } from './words';
import { ZoneLegend, zoneLayers, ZoneTable } from './ZoneTable';

interface HeatmapPageProps {
  site: Site;
  view: View;
  choice: Choice;
  goals: readonly Goal[] | null;
}

/** The map of one page: what it asks in its title, the main thing in a sentence, the map, and all elements beside it. */
export function HeatmapPage({ site, view, choice, goals }: HeatmapPageProps) {
  const asked = formatView({ ...view, tabs: {} });
  // All parts of the map answer one question: the clock stands still until another one is asked.
  const period = useMemo(() => resolve(view.period, site.timezone, Date.now(), view.compare ?? undefined), [asked, site.timezone]);
  const [all, setAll] = useState(false);
  const [hovered, setHovered] = useState<string | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [opacity, setOpacity] = useState(rememberedOpacity);
  const [layout, setLayout] = useState<Layout | null>(null);
  const [scrolled, setScrolled] = useState(0);
  const { rival } = choice;
  const rivalDevice = rival !== null && isDevice(rival) ? rival : choice.device;
  const look = useBackdrop(site, choice, choice.device, view, period);
  const rivalLook = useBackdrop(site, rivalDevice === choice.device ? choice : { ...choice, version: null, pictured: null }, rivalDevice, view, period);
  const own = useDrawn(site, choice, view, period, 'own');
  const other = useDrawn(site, choice, view, period, 'rival');
  const elements = useElements(site, choice, view, period, goals, all || rival !== null || choice.kind !== 'click' ? ALL_ROWS : FIRST_ROWS);
  const sides = useSides(choice, own, other, elements.value);
  const zones = useZones(site, choice, view, period, layout);
  const names = sideNames(choice, view, goals ?? []);

  const [points, otherPoints] = [own, other].map(({ drawn }) => (drawn !== null && 'points' in drawn ? drawn.points : null));
  const scroll = own.drawn !== null && 'scroll' in own.drawn ? own.drawn.scroll : null;
  const differing = useMemo(() => (choice.difference && sides.elements !== null ? differences(sides.elements) : null), [choice.difference, sides.elements]);
  const marks = useMemo(() => (choice.difference ? differenceMarks(differing ?? []) : null), [choice.difference, differing]);
  const zoned = zones.answer.value;
  const extra = useCallback(() => zoneLayers(zones, choice.figure, site.currency), [zones.zones, zoned, choice.figure, site.currency]);
  const [nameOf, unseenOf] = useMemo(() => [namesIn(layout), unseenIn(layout)] as const, [layout]);

  const toggle = (value: string): void => {
    const next = new Set(hidden);
    if (!next.delete(value)) next.add(value);
    setHidden(next);
  };
  const choose = (selector: string | null): void => chooseTab('element', selector === choice.element ? null : selector);
  const chosen: ElementRow | null = elements.value?.rows.find(({ selector }) => selector === choice.element) ?? null;
  const beside = rival !== null && !choice.difference;
  const title = mapTitle(choice);
  const shared = { site, choice, opacity, hidden, onToggle: toggle, hovered, onHover: setHovered, onChoose: choose } as const;
  const linked = beside ? { linked: { at: scrolled, follow: setScrolled } } : {};
  const colours = (side: 0 | 1) => (sides.colouring === null ? null : { kinds: sides.colouring.kinds, places: sides.colouring.places[side]! });
  const samples = {
    own: choice.difference && sides.sizes !== null ? sidesText(names, sides.sizes) : sampleText(choice.kind, own.drawn, sides.own),
    rival: sampleText(choice.kind, other.drawn, sides.rival),
  };
  const listed = { nameOf, unseenOf, chosen: choice.element, hovered, onHover: setHovered, onChoose: choose };
  const cannotCompare = rival !== null && elements.value !== null && elements.value.comparedSamples === null;
  const sentence = sentenceOf({ choice, own: own.drawn, other: other.drawn, rows: elements.value?.rows ?? null, both: cannotCompare ? 'unknown' : sides.elements, names, nameOf });

  return (
    <div class="heatmap">
      <header class="heatmap-head">
        <a class="report-back" href={pickerAddress(site, view)}>
          <Icon name="back" size={16} />
          {t('heatmap.allPages')}
        </a>
        <h1>{title}</h1>
        <p class="heatmap-sentence" role="status" aria-busy={own.answer.value !== null && !own.answer.fresh}>
          {sentence ?? (own.answer.problem === null ? <Skeleton width="min(520px, 90%)" height="0.9em" /> : '\u00a0')}
        </p>
        <p class="heatmap-printed">{[site.name, valueName('device', choice.device), days(period.days.from, period.days.to), t(`heatmap.kind.${choice.kind}`)].join(' · ')}</p>
        {points?.interactions === 0 && view.filters.length > 0 && (
          <Button kind="quiet" onClick={() => changeView({ filters: [] })}>
            {t('overview.emptyFiltered.action')}
          </Button>
        )}
      </header>
      <MapTools
        site={site}
        view={view}
        choice={choice}
        period={period}
        samples={own.answer.value?.samples ?? null}
        shown={{ own: own.drawn, rival: other.drawn, sides, zones, samples, names }}
        goals={goals ?? []}
        names={names}
        look={look}
        opacity={opacity}
        onOpacity={(value) => {
          setOpacity(value);
          remember('heatmap.opacity', String(value));
        }}
      />
      <div class={beside ? 'heatmap-body heatmap-beside' : 'heatmap-body'}>
        <section class="card heatmap-stage" aria-label={title}>
          <div class={beside ? 'heatmap-pair' : ''}>
            <Side
              look={look}
              map={own}
              caption={beside ? names.own : null}
              sample={samples.own}
              empty={<NoBackdrop key={choice.device} site={site} choice={choice} />}
              view={{
                ...shared,
                label: title,
                colouring: colours(0),
                marks,
                onLayout: setLayout,
                ...(choice.look === 'zones' && isPoints(choice.kind) ? { extra, legend: <ZoneLegend figures={zones} figure={choice.figure} currency={site.currency} /> } : {}),
                ...linked,
                ...(beside ? { alike: sides.alike('own') } : {}),
              }}
            />
            {beside && (
              <Side
                look={rivalLook}
                map={other}
                caption={names.rival}
                sample={samples.rival}
                empty={<NoBackdrop key={rivalDevice} site={site} choice={{ ...choice, device: rivalDevice }} />}
                view={{ ...shared, label: `${title} ${names.rival}`, colouring: colours(1), follows: true, ...linked, alike: sides.alike('rival') }}
              />
            )}
          </div>
          {beside && (
            <MapLegend choice={choice} most={sides.most} perView={sides.perView} scroll={scroll} kinds={sides.colouring?.kinds ?? null} hidden={hidden} onToggle={toggle} differences={false} />
          )}
        </section>
        <div class="heatmap-aside">
          {!isPoints(choice.kind) ? (
            <ReachTable scroll={scroll} kind={choice.kind} stale={!own.answer.fresh} />
          ) : choice.difference && cannotCompare ? (
            <p class="card panel-empty">{t('heatmap.differences.events')}</p>
          ) : choice.look === 'zones' ? (
            <ZoneTable site={site} figures={zones} figure={choice.figure} />
          ) : (
            <>
              {chosen !== null && (
                <ElementCard site={site} view={view} choice={choice} period={period} row={chosen} name={nameOf(chosen)} unseen={unseenOf(chosen)} goals={goals ?? []} onClose={() => choose(chosen.selector)} />
              )}
              {choice.difference ? (
                <DifferenceList answer={elements} names={names} sizes={sides.sizes} found={differing} {...listed} />
              ) : beside && choice.kind === 'click' && !cannotCompare ? (
                <PlainList key="sides" rows={sides.elements === null ? null : sidesRows(sides.elements)} columns={[names.own, names.rival]} stale={!elements.fresh} empty={t('heatmap.none.click')} {...listed} />
              ) : beside ? (
                <PlainList key="pair" rows={!points || !otherPoints ? null : pairRows(points.elements, otherPoints.elements)} columns={[names.own, names.rival]} stale={!own.answer.fresh} empty={t(`heatmap.none.${choice.kind}`)} {...listed} />
              ) : choice.kind === 'move' ? (
                <PlainList key="moves" rows={!points ? null : pointRows(points.elements)} columns={[t('heatmap.kind.move'), t('panel.share')]} stale={!own.answer.fresh} empty={t('heatmap.none.move')} {...listed} />
              ) : (
                <ElementList watch={site.replay.recorded ? (row) => elementReplays(site, view, choice, row.selector) : null} answer={elements} view={view} choice={choice} goals={goals ?? []} onAll={all ? null : () => setAll(true)} {...listed} />
              )}
            </>
          )}
        </div>
      </div>
    </div>
  );
}

const MOST_OPACITY = 1;

/** As the reader of this browser had it last. */
function rememberedOpacity(): number {
  const kept = Number(recall('heatmap.opacity') ?? MOST_OPACITY);
  return kept >= 0.1 && kept <= MOST_OPACITY ? kept : MOST_OPACITY;
}
