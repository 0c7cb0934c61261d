import { useMemo, useRef, useState } from 'preact/hooks';
import type { Mark } from '../../api/replays';
import { t } from '../../i18n';
import { Icon } from '../icon/Icon';
import { MARK_ICONS, markText, toneOf } from './marks';
import type { Playback } from './playback';
import type { Recording } from './recording';
import { activityOf, clock, grouped, placeOf, type Span } from './timeline';
import './timebar.css';

/** Bars of the activity. */
const BARS = 160;
/** Marks nearer to each other than this share of the whole stand as one. */
const APART = 0.014;

interface TimeBarProps {
  playback: Playback;
  recording: Recording;
  marks: readonly Mark[];
  onMark: (mark: Mark) => void;
}

/** The whole session in a line: where something is done, what happened, what is missing, and where one is. */
export function TimeBar({ playback, recording, marks, onMark }: TimeBarProps) {
  const track = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const timeline = playback.timeline.value;
  const active = recording.active.value;
  const idle = playback.idle.value;
  const length = timeline.to - timeline.from;
  const groups = useMemo(() => grouped(timeline, marks, APART), [timeline, marks]);
  const bars = useMemo(() => activityOf(timeline, active, BARS), [timeline, active]);
  const at = playback.at.value;
  const per = (span: Span) => ({ left: `${placeOf(timeline, span.from) * 100}%`, width: `${(placeOf(timeline, span.to) - placeOf(timeline, span.from)) * 100}%` });

  const timeAt = (event: MouseEvent): number => {
    const { left, width } = track.current!.getBoundingClientRect();
    return timeline.from + Math.max(0, Math.min(1, (event.clientX - left) / width)) * length;
  };
  const drag = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    track.current!.setPointerCapture(event.pointerId);
    playback.seek(timeAt(event));
  };

  return (
    <div class="timebar">
      <div class="timebar-marks" aria-hidden="true">
        {groups.map(({ place, marks: own }) => {
          const worst = own.find(({ kind }) => toneOf(kind) === 'bad') ?? own.find(({ kind }) => toneOf(kind) === 'good') ?? own[0]!;
          return (
            <button
              key={own[0]!.at + own[0]!.kind}
              type="button"
              tabIndex={-1}
              class={`timebar-mark timebar-${toneOf(worst.kind)}`}
              style={{ left: `${place * 100}%` }}
              title={own.map((mark) => `${clock(Date.parse(mark.at) - timeline.from)} ${t(`replays.mark.${mark.kind}`)}: ${markText(mark)}`).join('\n')}
              onClick={() => onMark(worst)}
            >
              <Icon name={MARK_ICONS[worst.kind]} size={14} />
              {own.length > 1 && <span class="timebar-more">{own.length}</span>}
            </button>
          );
        })}
      </div>
      <div
        ref={track}
        class="timebar-track"
        role="slider"
        tabIndex={0}
        aria-label={t('replay.timeline')}
        aria-valuemin={0}
        aria-valuemax={Math.round(length / 1000)}
        aria-valuenow={Math.round((at - timeline.from) / 1000)}
        aria-valuetext={t('replay.at', { at: clock(at - timeline.from), of: clock(length) })}
        onPointerDown={drag}
        onPointerMove={(event) => {
          setHovered(timeAt(event));
          if (track.current!.hasPointerCapture(event.pointerId)) playback.seek(timeAt(event));
        }}
        onPointerLeave={() => setHovered(null)}
      >
        <svg class="timebar-activity" viewBox={`0 0 ${BARS} 1`} preserveAspectRatio="none" aria-hidden="true">
          <path d={bars.map((share, place) => (share === 0 ? '' : `M${place} 1v${-Math.max(0.12, share)}h0.8v${Math.max(0.12, share)}z`)).join('')} />
        </svg>
        {idle.map((span) => (
          <span key={span.from} class="timebar-idle" style={per(span)} />
        ))}
        {timeline.missing.map((span) => (
          <span key={span.from} class="timebar-missing" style={per(span)} title={t('replay.missing')} />
        ))}
        {timeline.stretches.map((one) => (
          <span key={`${one.document} ${one.first}`} class={`timebar-stretch timebar-lane-${Math.min(1, one.lane)}`} style={per(one)} />
        ))}
        <span class="timebar-done" style={{ width: `${placeOf(timeline, at) * 100}%` }} />
        <span class="timebar-cursor" style={{ left: `${placeOf(timeline, at) * 100}%` }} />
        {hovered !== null && (
          <span class="timebar-hover" style={{ left: `${placeOf(timeline, hovered) * 100}%` }}>
            <span>{clock(hovered - timeline.from)}</span>
          </span>
        )}
      </div>
    </div>
  );
}
