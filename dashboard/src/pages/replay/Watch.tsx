import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Mark, MarkKind, Replay } from '../../api/replays';
import { CopyButton } from '../../elements/copy/CopyButton';
import { Controls } from '../../elements/player/Controls';
import { listenToKeys } from '../../elements/player/keys';
import { Legend } from '../../elements/player/Legend';
import type { Read } from '../../elements/player/recording';
import { Stage } from '../../elements/player/Stage';
import { TimeBar } from '../../elements/player/TimeBar';
import { Tabs } from '../../elements/tabs/Tabs';
import { t } from '../../i18n';
import { chooseTab, view } from '../../state/current';
import { hash, path, replace } from '../../state/location';
import { recall, remember } from '../../state/storage';
import { formatView } from '../../state/view';
import { oneOf } from '../heatmaps/choice';
import { ConsolePanel } from './ConsolePanel';
import { EventPanel } from './EventPanel';
import { NetworkPanel } from './NetworkPanel';
import { NotePanel } from './NotePanel';
import { Quantify } from './Quantify';
import type { Around } from './ReplayPage';
import { formatSignal, parseSignal, signalOf } from './signal';
import { usePlayer } from './usePlayer';

interface WatchProps {
  replay: Replay;
  read: Read;
  backdrop: string;
  previous: (() => void) | null;
  next: (() => void) | null;
  /** Null where the session stands alone, as for those it is shared with. */
  around: Around | null;
}

const PANELS = ['events', 'console', 'network', 'notes'] as const;
/** A moment is looked at from a little before it, ms. */
const BEFORE = 800;

/** The picture with all that moves the time, and what happened beside it. */
export function Watch({ replay, read, backdrop, previous, next, around }: WatchProps) {
  const { tabs } = view.value;
  const [begin] = useState(() => momentOf(tabs['t']));
  const { playback, recording, onReady } = usePlayer(replay, read, begin);
  const [hidden, setHidden] = useState<ReadonlySet<MarkKind>>(rememberedKinds);
  const [chosen, setChosen] = useState<string | null>(null);
  const whole = useRef<HTMLElement>(null);
  const marks = useMemo(() => allMarks(replay), [replay]);
  const shown = useMemo(() => marks.filter(({ kind }) => !hidden.has(kind)), [marks, hidden]);
  const panels = around === null ? PANELS.filter((name) => name !== 'notes') : PANELS;
  const panel = oneOf(panels, tabs['panel']) ?? 'events';
  const signal = around === null ? null : parseSignal(tabs['signal']);
  const { from } = playback.timeline.value;

  const full = (): void => {
    if (document.fullscreenElement === null) void whole.current!.requestFullscreen();
    else void document.exitFullscreen();
  };
  const actions = useRef({ full, previous, next });
  actions.current = { full, previous, next };
  useLayoutEffect(() => listenToKeys(playback, () => actions.current), [playback]);

  // The address knows where the player stands, so that a reload returns there.
  const resting = playback.playing.value || playback.shown.value === null ? null : playback.at.value;
  useEffect(() => {
    if (resting === null) return;
    const { t: _, ...others } = view.value.tabs;
    const seconds = Math.round((resting - from) / 100) / 10;
    replace(path.value + formatView({ ...view.value, tabs: seconds === 0 ? others : { ...others, t: String(seconds) } }) + hash.value);
  }, [resting]);

  const jump = (at: number): void => playback.seek(Math.max(from, at - BEFORE));
  const pick = (mark: Mark): void => {
    setChosen(keyOf(mark));
    jump(Date.parse(mark.at));
  };
  const quantify = (mark: Mark): void => {
    const wanted = signalOf(mark);
    if (wanted !== null) chooseTab('signal', formatSignal(wanted));
  };
  const hide = (kind: MarkKind): void => {
    const changed = new Set(hidden);
    if (!changed.delete(kind)) changed.add(kind);
    setHidden(changed);
    remember('replay.hidden', changed.size === 0 ? null : [...changed].join(','));
  };

  return (
    <>
      <section class="watch" ref={whole} aria-label={t('replay.player')}>
        <Stage playback={playback} backdrop={backdrop} onReady={onReady}>
          {replay.isLive && playback.following.value && (
            <span class="stage-live">
              <span class="replay-dot" aria-hidden="true" />
              {t('replays.live')}
            </span>
          )}
        </Stage>
        <div class="card watch-below">
          <TimeBar playback={playback} recording={recording} marks={shown} onMark={pick} />
          <Controls playback={playback} isLive={replay.isLive} previous={previous} next={next} onFull={full}>
            <Legend marks={marks} hidden={hidden} missing={playback.timeline.value.missing.length} onToggle={hide} />
            <span class="watch-link">
              <CopyButton kind="quiet" icon="link" label={t('replay.link')} text={() => linkTo(playback.at.value - from)} />
            </span>
          </Controls>
        </div>
      </section>
      <aside class="replay-side card" aria-label={t('replay.beside')}>
        {signal !== null && around !== null ? (
          <Quantify {...around} signal={signal} onClose={() => chooseTab('signal', null)} />
        ) : (
          <>
            <div class="replay-side-tabs">
              <Tabs label={t('replay.beside')} options={panels.map((value) => ({ value, name: t(`replay.panel.${value}`) }))} value={panel} onChange={(value) => chooseTab('panel', value === 'events' ? null : value)} />
            </div>
            {panel === 'events' && (
              <EventPanel playback={playback} marks={shown} chosen={chosen} onPick={pick} onQuantify={around === null ? null : quantify} mapOf={around === null ? null : { site: around.site, view: around.view, device: replay.device }} />
            )}
            {panel === 'console' && <ConsolePanel playback={playback} recording={recording} onJump={jump} />}
            {panel === 'network' && <NetworkPanel playback={playback} recording={recording} onJump={jump} />}
            {panel === 'notes' && around !== null && <NotePanel site={around.site} replay={replay} playback={playback} onJump={jump} onChanged={around.onChanged} />}
          </>
        )}
      </aside>
    </>
  );
}

/** Marks have no names of their own. */
export function keyOf({ at, kind, text }: Mark): string {
  return `${at} ${kind} ${text}`;
}

function allMarks({ marks, notes }: Replay): Mark[] {
  const own = notes.map(({ at, text }): Mark => ({ at, kind: 'note', text, page: '', selector: null, document: null }));
  return [...marks.filter(({ kind }) => kind !== 'note'), ...own].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Seconds since the beginning; null for the beginning itself. */
function momentOf(text: string | undefined): number | null {
  return /^\d{1,6}(\.\d+)?$/.test(text ?? '') ? Number(text) : null;
}

/** The address of a moment, ms since the beginning. */
function linkTo(milliseconds: number): string {
  return location.origin + path.value + formatView({ ...view.value, tabs: { ...view.value.tabs, t: String(Math.round(milliseconds / 100) / 10) } }) + hash.value;
}

function rememberedKinds(): ReadonlySet<MarkKind> {
  return new Set((recall('replay.hidden') ?? '').split(',').filter((kind) => kind !== '') as MarkKind[]);
}
