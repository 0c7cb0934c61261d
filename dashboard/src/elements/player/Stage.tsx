import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Icon } from '../icon/Icon';
import { ProblemNotice } from '../notice/Notice';
import { Problem } from '../../api/problem';
import type { Playback } from './playback';
import './stage.css';

interface StageProps {
  playback: Playback;
  /** The empty document in which the page is rebuilt, under the site's own policy. */
  backdrop: string;
  /** Called with the frame and what lies over it as soon as the document is there. */
  onReady: (frame: HTMLIFrameElement, over: HTMLElement) => void;
  children?: ComponentChildren;
}

const USUAL = { width: 1280, height: 800 };

/**
 * The visitor's window, as large as it fits. The page is rebuilt in a frame without scripts that takes no pointer and no keys: whatever is
 * in it can only be looked at.
 */
export function Stage({ playback, backdrop, onReady, children }: StageProps) {
  const host = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const over = useRef<HTMLDivElement>(null);
  const size = playback.size.value ?? USUAL;
  const scale = useFit(host, size.width, size.height);
  const problem = playback.problem.value;
  const nothing = playback.shown.value === null && !playback.waiting.value && problem === null;
  return (
    <div class="stage" ref={host} style={{ '--ratio': `${size.width} / ${size.height}` }}>
      <div class="stage-window" style={{ width: `${size.width * scale}px`, height: `${size.height * scale}px` }}>
        <div class="stage-scaled" style={{ width: `${size.width}px`, height: `${size.height}px`, transform: `scale(${scale})` }}>
          <iframe
            ref={frame}
            class="stage-frame"
            title={t('replay.picture')}
            tabIndex={-1}
            aria-hidden="true"
            sandbox="allow-same-origin"
            referrerPolicy="no-referrer"
            scrolling="no"
            src={backdrop}
            onLoad={() => onReady(frame.current!, over.current!)}
          />
          <div class="stage-over" ref={over} />
        </div>
        {nothing && <p class="stage-nothing">{t('replay.nothing')}</p>}
      </div>
      {playback.waiting.value && (
        <p class="stage-waiting" role="status">
          <span class="stage-spinner" aria-hidden="true" />
          {t('replay.waiting')}
        </p>
      )}
      {problem !== null && (
        <div class="stage-problem">
          <ProblemNotice problem={problem instanceof Problem ? problem : new Problem(0, String(problem), null)} retry={() => playback.seek(playback.at.value)} />
        </div>
      )}
      {!playback.playing.value && !playback.waiting.value && problem === null && (
        <button type="button" class="stage-play" tabIndex={-1} aria-label={t('replay.play')} onClick={() => playback.play()}>
          <Icon name="play" size={30} />
        </button>
      )}
      {playback.playing.value && <button type="button" class="stage-pause" tabIndex={-1} aria-label={t('replay.pause')} onClick={() => playback.pause()} />}
      {children}
    </div>
  );
}

/** How large a window is shown: whole, and never enlarged. */
function useFit(host: { current: HTMLElement | null }, width: number, height: number): number {
  const [scale, setScale] = useState(0.5);
  useLayoutEffect(() => {
    const element = host.current!;
    const measure = (): void => setScale(Math.max(0.05, Math.min(1, element.clientWidth / width, element.clientHeight / height)));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [width, height]);
  return scale;
}
