import type { ComponentChild } from 'preact';
import { ProblemNotice } from '../../elements/notice/Notice';
import { Skeleton } from '../../elements/skeleton/Skeleton';
import { MapView, type MapViewProps } from './MapView';
import type { PageLook } from './useBackdrop';
import type { MapAnswer } from './useMap';

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
export function Side({ look, map: { answer, drawn }, caption, sample, empty, view }: SideProps) {
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
