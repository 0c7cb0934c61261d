import type { ComponentChild } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import type { ElementRow, PointElement } from '../../api/heatmaps';
import type { Goal, Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import type { Layout } from '../../elements/heatmap/Backdrop';
import { pageName } from '../../elements/heatmap/named';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { t } from '../../i18n';
import { chooseTab } from '../../state/current';
import { resolve } from '../../state/period';
import { recall, remember } from '../../state/storage';
import { formatView, type View } from '../../state/view';
import { pickerAddress } from './address';
import { isPoints, type Choice } from './choice';
import { colouringOf } from './colours';
import { DifferenceList } from './DifferenceList';
import { differenceMarks, differences, ownName, rivalName } from './differences';
import { ElementCard } from './ElementCard';
import { ElementList } from './ElementList';
import { MapTools } from './MapTools';
import { MapView, type MapViewProps } from './MapView';
import { NoBackdrop } from './NoBackdrop';
import { ReachTable } from './ReachTable';
import { useBackdrop, type PageLook } from './useBackdrop';
import { ALL_ROWS, FIRST_ROWS, useDrawn, useElements, type MapAnswer } from './useMap';
import { useZones } from './useZones';
import { attentionSentence, elementName, mapTitle, pointsSentence, sampleText, scrollSentence } from './words';
import { zoneLayers, ZoneTable } from './ZoneTable';

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
  const rivalDevice = rival === null || rival === 'period' || rival === 'leavers' ? choice.device : rival;
  const look = useBackdrop(site, choice.place, choice.device, choice.version);
  const rivalLook = useBackdrop(site, choice.place, rivalDevice, rivalDevice === choice.device ? choice.version : null);
  const own = useDrawn(site, choice, view, period, 'own');
  const other = useDrawn(site, choice, view, period, 'rival');
  const elements = useElements(site, choice, view, period, goals, all || choice.difference ? ALL_ROWS : FIRST_ROWS);
  const zones = useZones(site, choice, view, period, layout);

  const points = own.drawn !== null && 'points' in own.drawn ? own.drawn.points : null;
  const scroll = own.drawn !== null && 'scroll' in own.drawn ? own.drawn.scroll : null;
  const colouring = useMemo(() => (points === null || choice.look !== 'confetti' || rival !== null ? null : colouringOf(points, choice.by)), [points, choice.look, choice.by, rival]);
  const differing = useMemo(
    () => (choice.difference && rival !== null && elements.value !== null && elements.value.comparedSamples !== null ? differences(elements.value, rival, choice.device) : null),
    [choice.difference, rival, elements.value, choice.device],
  );
  const marks = useMemo(() => (choice.difference ? differenceMarks(differing ?? []) : null), [choice.difference, differing]);
  const zoned = zones.answer.value;
  const extra = useCallback(() => zoneLayers(zones, choice.figure, site.currency), [zones.zones, zoned, choice.figure, site.currency]);

  const toggle = (value: string): void => {
    const next = new Set(hidden);
    if (!next.delete(value)) next.add(value);
    setHidden(next);
  };
  const choose = (selector: string | null): void => chooseTab('element', selector === choice.element ? null : selector);
  const nameOf = (element: Pick<PointElement, 'selector' | 'tag' | 'text'>): string => {
    const anchor = element.text !== '' || layout === null ? null : layout.anchors.of(element);
    return elementName(element, anchor === null ? null : pageName(anchor.element));
  };
  const chosen: ElementRow | null = elements.value?.rows.find(({ selector }) => selector === choice.element) ?? null;
  const against = view.compare ?? 'previous';
  const beside = rival !== null && !choice.difference;
  const title = mapTitle(choice);
  const shared = { site, choice, opacity, hidden, onToggle: toggle, hovered, onHover: setHovered, onChoose: choose } as const;
  const linked = beside ? { at: scrolled, follow: setScrolled } : undefined;

  return (
    <div class="heatmap">
      <header class="heatmap-head">
        <a class="report-back" href={pickerAddress(site, view)}>
          <Icon name="back" size={16} />
          {t('heatmap.allPages')}
        </a>
        <h1>{title}</h1>
        <p class="heatmap-sentence" role="status" aria-busy={own.answer.value !== null && !own.answer.fresh}>
          {own.drawn === null ? (
            own.answer.problem === null ? <Skeleton width="min(520px, 90%)" height="0.9em" /> : '\u00a0'
          ) : scroll !== null ? (
            choice.kind === 'scroll' ? scrollSentence(scroll) : attentionSentence(scroll)
          ) : (
            pointsSentence(choice.kind, points!, elements.value?.rows ?? null, nameOf)
          )}
        </p>
      </header>
      <MapTools
        site={site}
        view={view}
        choice={choice}
        period={period}
        samples={own.answer.value?.samples ?? null}
        sample={sampleText(choice.kind, choice.device, own.drawn)}
        hasGoals={(goals ?? []).length > 0}
        versions={look.versions}
        version={look.version}
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
              caption={beside ? ownName(rival, choice.device) : null}
              sample={sampleText(choice.kind, choice.device, own.drawn)}
              empty={<NoBackdrop key={choice.device} site={site} choice={choice} />}
              view={{
                ...shared,
                label: title,
                colouring,
                marks,
                onLayout: setLayout,
                ...(choice.look === 'zones' && rival === null ? { extra } : {}),
                ...(linked === undefined ? {} : { linked }),
              }}
            />
            {beside && (
              <Side
                look={rivalLook}
                map={other}
                caption={rivalName(rival, against)}
                sample={sampleText(choice.kind, rivalDevice, other.drawn)}
                empty={<NoBackdrop key={rivalDevice} site={site} choice={{ ...choice, device: rivalDevice }} />}
                view={{ ...shared, label: `${title} ${rivalName(rival, against)}`, colouring: null, ...(linked === undefined ? {} : { linked }) }}
              />
            )}
          </div>
        </section>
        <div class="heatmap-aside">
          {!isPoints(choice.kind) ? (
            <ReachTable scroll={scroll} kind={choice.kind} stale={!own.answer.fresh} />
          ) : choice.difference && rival !== null ? (
            elements.value !== null && elements.value.comparedSamples === null ? (
              <p class="card panel-empty">{t('heatmap.differences.events')}</p>
            ) : (
              <DifferenceList answer={elements} choice={choice} rival={rival} against={against} found={differing} nameOf={nameOf} hovered={hovered} onHover={setHovered} />
            )
          ) : choice.look === 'zones' && rival === null ? (
            <ZoneTable site={site} figures={zones} figure={choice.figure} />
          ) : (
            <>
              {chosen !== null && <ElementCard site={site} view={view} choice={choice} period={period} row={chosen} name={nameOf(chosen)} onClose={() => choose(chosen.selector)} />}
              <ElementList answer={elements} view={view} nameOf={nameOf} chosen={choice.element} hovered={hovered} onHover={setHovered} onChoose={choose} onAll={all ? null : () => setAll(true)} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

interface SideProps {
  look: PageLook;
  map: MapAnswer;
  /** What this side is of, where there are two. */
  caption: string | null;
  sample: string;
  empty: ComponentChild;
  view: Omit<MapViewProps, 'snapshot' | 'drawn' | 'stale'>;
}

/** One map, or why it is not there. */
function Side({ look, map: { answer, drawn }, caption, sample, empty, view }: SideProps) {
  return (
    <div class="heatmap-side">
      {caption !== null && <h2>{caption}</h2>}
      {answer.problem !== null && answer.problem.status !== 0 ? (
        <ProblemNotice problem={answer.problem} retry={answer.retry} />
      ) : look.problem !== null && look.problem.status !== 0 ? (
        <ProblemNotice problem={look.problem} retry={look.retry} />
      ) : look.versions !== null && look.version === null ? (
        empty
      ) : look.snapshot.value === null ? (
        <div class="heatmap-waiting">
          <Skeleton height="100%" />
        </div>
      ) : (
        <MapView {...view} snapshot={look.snapshot.value} drawn={drawn} stale={answer.value === null || !answer.fresh} />
      )}
      <p class="heatmap-sample">{sample === '' ? '\u00a0' : sample}</p>
    </div>
  );
}

const MOST_OPACITY = 1;

/** As the reader of this browser had it last. */
function rememberedOpacity(): number {
  const kept = Number(recall('heatmap.opacity') ?? MOST_OPACITY);
  return kept >= 0.1 && kept <= MOST_OPACITY ? kept : MOST_OPACITY;
}
