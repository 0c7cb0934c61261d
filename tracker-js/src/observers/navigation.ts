import { guard } from '../guard';
import type { Listen } from '../listen';

/**
 * Calls `changed` whenever the page may have become another one without being loaded: by the history API, by back and
 * forward, by the fragment, and when it comes back whole from the back-forward cache (`restored`). Other scripts may wrap the
 * history API after us, so our part of it stays there for good: a tracker that has stopped makes nothing of the calls.
 */
export function observeNavigation(listen: Listen, changed: (restored?: boolean) => void): void {
  const told = guard(changed);
  (['pushState', 'replaceState'] as const).forEach(name => {
    const original = history[name];
    history[name] = (...rest) => {
      original.apply(history, rest);
      told();
    };
  });
  listen<PageTransitionEvent>('popstate hashchange pageshow', event => changed(event.persisted));
}
