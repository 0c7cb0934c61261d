import { guard } from './guard';

/**
 * Listens to everything of these types (separated by spaces) on the page, until the tracker stops. All at the window while the
 * event goes down, so that a page that stops propagation hides nothing; passive, so that scrolling never waits for us.
 */
export type Listen = <E extends Event = Event>(types: string, handler: (event: E) => void) => void;

/** The listening of one tracker, which ends with its signal: that is every observer's clean-up. */
export function listener(signal: AbortSignal): Listen {
  return (types, handler) => {
    const guarded = guard(handler) as EventListener;
    types.split(' ').forEach(type => addEventListener(type, guarded, { capture: true, passive: true, signal }));
  };
}
