import { guard } from './guard';

export type Stop = () => void;

/**
 * Listens to everything of these types (separated by spaces) on the page, and returns the clean-up. All at the window
 * while the event goes down, so that a page that stops propagation hides nothing; passive, so that scrolling never waits
 * for us.
 */
export function listen<E extends Event = Event>(types: string, handler: (event: E) => void): Stop {
  const guarded = guard(handler) as EventListener;
  types.split(' ').forEach(type => addEventListener(type, guarded, { capture: true, passive: true }));
  return () => types.split(' ').forEach(type => removeEventListener(type, guarded, true));
}
