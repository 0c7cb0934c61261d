import { guard } from '../guard';
import { listen, type Stop } from '../listen';

/**
 * Calls `changed` whenever the page may have become another one without being loaded: by the history API, by back and
 * forward, by the fragment, and when it comes back whole from the back-forward cache (`restored`).
 */
export function observeNavigation(changed: (restored?: boolean) => void): Stop {
  let told = guard(changed);
  (['pushState', 'replaceState'] as const).forEach(name => {
    const original = history[name];
    history[name] = function (this: History, ...rest) {
      original.apply(this, rest);
      told();
    };
  });
  const unlisten = listen<PageTransitionEvent>('popstate hashchange pageshow', event => changed(event.persisted));
  return () => {
    unlisten();
    // other scripts may have wrapped the history API after us, so our part of it stays there, asleep
    told = () => {};
  };
}
