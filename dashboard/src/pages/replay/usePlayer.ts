import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Replay } from '../../api/replays';
import { Playback } from '../../elements/player/playback';
import { Recording, type Read } from '../../elements/player/recording';
import { timelineOf } from '../../elements/player/timeline';

export interface Player {
  playback: Playback;
  recording: Recording;
  onReady: (frame: HTMLIFrameElement, over: HTMLElement) => void;
}

/**
 * A player for a session: one for as long as it is the same session, which grows along with one that is still running.
 *
 * @param from the moment to begin at, in seconds; null for the beginning
 */
export function usePlayer(replay: Replay, read: Read, from: number | null): Player {
  const stage = useRef<{ frame: HTMLIFrameElement; over: HTMLElement } | null>(null);
  const player = useMemo(() => {
    const timeline = timelineOf(replay);
    const recording = new Recording(read, replay.documents, timeline);
    const cache = {};
    const playback = new Playback(recording, timeline, async (events, speed) => {
      const { openScreen } = await import('../../elements/player/screen');
      const { frame, over } = stage.current!;
      return openScreen({ frame, over, cache, onSize: (size) => (playback.size.value = size) }, events, speed);
    });
    const onReady = (frame: HTMLIFrameElement, over: HTMLElement): void => {
      // The frame loads once; whatever is put into it later is not another page.
      if (stage.current !== null) return;
      stage.current = { frame, over };
      if (from === null && replay.isLive) playback.follow();
      else playback.seek(timeline.from + (from ?? 0) * 1000);
      if (from === null && !replay.isLive) playback.play();
      // What is to be seen first comes first.
      void recording.learn(playback.at.value).catch(() => {});
    };
    return { playback, recording, onReady };
  }, [replay.session]);

  const known = useRef(replay);
  useEffect(() => {
    if (known.current === replay || known.current.session !== replay.session) {
      known.current = replay;
      return;
    }
    known.current = replay;
    const timeline = timelineOf(replay);
    player.recording.grow(replay.documents, timeline);
    player.playback.grow(timeline);
    void player.recording.learn(player.playback.at.value).catch(() => {});
  }, [replay, player]);

  useEffect(
    () => () => {
      player.playback.close();
      player.recording.close();
    },
    [player],
  );
  return player;
}
