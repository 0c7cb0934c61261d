import { useMemo, useState } from 'preact/hooks';
import type { ElementRow } from '../../api/heatmaps';
import type { Goal, Site } from '../../api/records';
import { Icon } from '../../elements/icon/Icon';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { count } from '../../format/numbers';
import { plural, t } from '../../i18n';
import { chooseTab } from '../../state/current';
import { resolve } from '../../state/period';
import { recall, remember } from '../../state/storage';
import { formatView, type View } from '../../state/view';
import { pickerAddress } from './address';
import { isPoints, type Choice } from './choice';
import { colouringOf } from './colours';
import { ElementCard } from './ElementCard';
import { ElementList } from './ElementList';
import { MapTools } from './MapTools';
import { MapView } from './MapView';
import { NoBackdrop } from './NoBackdrop';
import { ReachTable } from './ReachTable';
import { useBackdrop } from './useBackdrop';
import { ALL_ROWS, FIRST_ROWS, useDrawn, useElements } from './useMap';
import { attentionSentence, mapTitle, pointsSentence, scrollSentence } from './words';

const MOST_OPACITY = 1;

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
  const [opacity, setOpacity] = useState(() => rememberedOpacity());
  const look = useBackdrop(site, choice.place, choice.device, choice.version);
  const { answer, drawn } = useDrawn(site, choice, view, period, 'own');
  const elements = useElements(site, choice, view, period, goals, all ? ALL_ROWS : FIRST_ROWS);
  const points = drawn !== null && 'points' in drawn ? drawn.points : null;
  const scroll = drawn !== null && 'scroll' in drawn ? drawn.scroll : null;
  const colouring = useMemo(() => (points === null || choice.look !== 'confetti' ? null : colouringOf(points, choice.by)), [points, choice.look, choice.by]);
  const samples = answer.value?.samples ?? null;
  const own = samples?.find(({ device }) => device === choice.device) ?? null;

  const toggle = (value: string): void => {
    const next = new Set(hidden);
    if (!next.delete(value)) next.add(value);
    setHidden(next);
  };
  const choose = (selector: string | null): void => chooseTab('element', selector === choice.element ? null : selector);
  const chosen: ElementRow | null = elements.value?.rows.find(({ selector }) => selector === choice.element) ?? null;

  return (
    <div class="heatmap">
      <header class="heatmap-head">
        <a class="report-back" href={pickerAddress(site, view)}>
          <Icon name="back" size={16} />
          {t('heatmap.allPages')}
        </a>
        <h1>{mapTitle(choice)}</h1>
        <p class="heatmap-sentence" role="status" aria-busy={answer.value !== null && !answer.fresh}>
          {drawn === null ? (
            answer.problem === null ? <Skeleton width="min(520px, 90%)" height="0.9em" /> : '\u00a0'
          ) : scroll !== null ? (
            choice.kind === 'scroll' ? scrollSentence(scroll) : attentionSentence(scroll)
          ) : (
            pointsSentence(choice.kind, points!, elements.value?.rows ?? null)
          )}
        </p>
      </header>
      <MapTools
        site={site}
        view={view}
        choice={choice}
        period={period}
        samples={samples}
        versions={look.versions}
        version={look.version}
        opacity={opacity}
        onOpacity={(value) => {
          setOpacity(value);
          remember('heatmap.opacity', String(value));
        }}
      />
      <div class="heatmap-body">
        <section class="card heatmap-stage" aria-label={mapTitle(choice)}>
          {answer.problem !== null && answer.problem.status !== 0 ? (
            <ProblemNotice problem={answer.problem} retry={answer.retry} />
          ) : look.problem !== null && look.problem.status !== 0 ? (
            <ProblemNotice problem={look.problem} retry={look.retry} />
          ) : look.versions !== null && look.version === null ? (
            <NoBackdrop site={site} choice={choice} />
          ) : look.snapshot.value === null ? (
            <div class="heatmap-waiting">
              <Skeleton height="100%" />
            </div>
          ) : (
            <MapView
              site={site}
              choice={choice}
              snapshot={look.snapshot.value}
              drawn={drawn}
              label={mapTitle(choice)}
              stale={answer.value === null || !answer.fresh}
              opacity={opacity}
              colouring={colouring}
              hidden={hidden}
              onToggle={toggle}
              hovered={hovered}
              onHover={setHovered}
              onChoose={choose}
            />
          )}
          {own !== null && drawn !== null && (
            <p class="heatmap-sample">
              {points !== null
                ? t('heatmap.sample', {
                    what: plural(`heatmap.count.${choice.kind as 'click'}`, points.interactions),
                    pageviews: plural('heatmap.pageviews', own.pageviews),
                    sessions: plural('heatmap.sessions', own.sessions),
                  })
                : t('heatmap.sampleScroll', { of: count(choice.kind === 'scroll' ? scroll!.pageviews : scroll!.attention.pageviews), pageviews: plural('heatmap.pageviews', own.pageviews) })}
            </p>
          )}
        </section>
        <div class="heatmap-aside">
          {isPoints(choice.kind) ? (
            <>
              {chosen !== null && <ElementCard site={site} view={view} choice={choice} period={period} row={chosen} onClose={() => choose(chosen.selector)} />}
              <ElementList
                answer={elements}
                view={view}
                chosen={choice.element}
                hovered={hovered}
                onHover={setHovered}
                onChoose={choose}
                onAll={all ? null : () => setAll(true)}
              />
            </>
          ) : (
            <ReachTable scroll={scroll} kind={choice.kind} stale={!answer.fresh} />
          )}
        </div>
      </div>
    </div>
  );
}

/** As the reader of this browser had it last. */
function rememberedOpacity(): number {
  const kept = Number(recall('heatmap.opacity') ?? MOST_OPACITY);
  return kept >= 0.1 && kept <= MOST_OPACITY ? kept : MOST_OPACITY;
}
