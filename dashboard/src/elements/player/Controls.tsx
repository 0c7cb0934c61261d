import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';
import { IconButton } from '../button/Button';
import { Icon } from '../icon/Icon';
import { SPEEDS, type Playback, type Speed } from './playback';
import { clock } from './timeline';
import './controls.css';

interface ControlsProps {
  playback: Playback;
  isLive: boolean;
  /** The sessions before and after in the list; null where there is none. */
  previous: (() => void) | null;
  next: (() => void) | null;
  onFull: () => void;
  /** What else stands there. */
  children?: ComponentChildren;
}

/** Everything that moves the time. */
export function Controls({ playback, isLive, previous, next, onFull, children }: ControlsProps) {
  const { from, to } = playback.timeline.value;
  const playing = playback.playing.value;
  const { lanes } = playback.timeline.value;
  const lane = playback.lane.value;
  return (
    <div class="controls">
      <IconButton icon="previous" label={t('replay.previous')} disabled={previous === null} onClick={() => previous?.()} />
      <button type="button" class="controls-play" aria-label={t(playing ? 'replay.pause' : 'replay.play')} title={t(playing ? 'replay.pause' : 'replay.play')} onClick={() => playback.toggle()}>
        <Icon name={playing ? 'pause' : 'play'} size={20} />
      </button>
      <IconButton icon="next" label={t('replay.next')} disabled={next === null} onClick={() => next?.()} />
      <span class="controls-time">
        <b>{clock(playback.at.value - from)}</b> / {clock(to - from)}
      </span>
      {isLive && (
        <button type="button" class="controls-live" aria-pressed={playback.following.value} title={t('replay.live.about')} onClick={() => playback.follow()}>
          <span class="replay-dot" aria-hidden="true" />
          {t('replays.live')}
        </button>
      )}
      <span class="controls-end">
        {lanes.length > 1 && (
          <span class="select controls-select">
            <select class="control" aria-label={t('replay.lanes')} title={t('replay.lanes')} value={lane === null ? '' : String(lane)} onChange={({ currentTarget: { value } }) => playback.setLane(value === '' ? null : Number(value))}>
              <option value="" selected={lane === null}>
                {t('replay.lane.all')}
              </option>
              {lanes.map((one) => (
                <option key={one} value={String(one)} selected={lane === one}>
                  {t('replay.lane', { n: one + 1 })}
                </option>
              ))}
            </select>
            <Icon name="down" size={16} />
          </span>
        )}
        <span class="select controls-select controls-speed">
          <select class="control" aria-label={t('replay.speed')} title={t('replay.speed')} value={String(playback.speed.value)} onChange={({ currentTarget: { value } }) => playback.setSpeed(Number(value) as Speed)}>
            {SPEEDS.map((speed) => (
              <option key={speed} value={String(speed)} selected={speed === playback.speed.value}>
                {t('replay.times', { n: speed })}
              </option>
            ))}
          </select>
          <Icon name="down" size={16} />
        </span>
        <label class="controls-skip">
          <input type="checkbox" checked={playback.skip.value} onChange={({ currentTarget }) => (playback.skip.value = currentTarget.checked)} />
          {t('replay.skip')}
        </label>
        {children}
        <IconButton icon="full" label={t('replay.full')} onClick={onFull} />
      </span>
    </div>
  );
}
