import { TYPING } from '../keys/shortcuts';
import { SPEEDS, type Playback } from './playback';

interface Actions {
  full: () => void;
  previous: (() => void) | null;
  next: (() => void) | null;
}

/** Seconds of a step, and of a large one. */
const STEP = 5;
const LARGE = 30;

/**
 * The player's keys, before those of the rest of the dashboard; the function returned ends that. The space bar stays with a button that
 * the keyboard has gone to.
 */
export function listenToKeys(playback: Playback, actions: () => Actions): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(TYPING) !== null || (event.key === ' ' && target.matches('button:focus-visible, a:focus-visible, input'))) return;
    if (pressed(event, playback, actions())) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  document.addEventListener('keydown', onKey, true);
  return () => document.removeEventListener('keydown', onKey, true);
}

function pressed({ key, shiftKey }: KeyboardEvent, playback: Playback, { full, previous, next }: Actions): boolean {
  const by = (shiftKey ? LARGE : STEP) * 1000;
  switch (key) {
    case ' ':
      playback.toggle();
      return true;
    case 'ArrowLeft':
      playback.seek(playback.at.value - by);
      return true;
    case 'ArrowRight':
      playback.seek(playback.at.value + by);
      return true;
    case ',':
    case '.': {
      const place = SPEEDS.indexOf(playback.speed.value) + (key === '.' ? 1 : -1);
      playback.setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, place))]!);
      return true;
    }
    case 'f':
      full();
      return true;
    case 'n':
      next?.();
      return true;
    case 'p':
      previous?.();
      return true;
    default:
      return false;
  }
}
