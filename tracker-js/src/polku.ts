import { refused } from './consent';
import { guard } from './guard';
import { track } from './tracker';
import { whenVisible } from './visible';

/** Calls that wait for a page that is not visible yet. */
const MOST_WAITING = 100;

/** What the snippet's `data-*` attributes say, for those who bundle the tracker with their own code. */
export interface Options {
  /** The site's id: 12 lower-case letters and digits. */
  site: string;
  /** Where Polku is: origin and, behind a proxy, path prefix. Beacons go to `b` below it. */
  endpoint: string;
  /** Send no pageviews by yourself: `pageview()` does. */
  manual?: boolean;
  /** A path in the fragment (`#/cart`) is a page of its own. */
  hashRoutes?: boolean;
  /** Paths from which nothing is sent, separated by commas: `*` is anything but `/`, `**` anything. */
  exclude?: string;
  /** `false`: links that lead to other hosts send no `outbound` event. */
  outbound?: boolean;
  /** `false`: links to files send no `download` event. */
  downloads?: boolean;
  /** `false`: no clicks for heatmaps. */
  clicks?: boolean;
}

/** A property's value. Text over 500 characters is cut; what is none of these is left out. */
export type PropValue = string | number | boolean;

export interface EventOptions {
  /** At most 30; names of at most 64 characters. */
  props?: Record<string, PropValue | null | undefined>;
  revenue?: {
    /** In major units: 12.50 € is 12.5. Negative for a refund. */
    amount: number;
    /** ISO 4217, as in `EUR`. */
    currency: string;
  };
}

export interface PageviewOptions {
  /** Instead of the address bar's; relative to it. */
  url?: string;
  /** Instead of the document's. */
  title?: string;
}

export interface Tracker {
  /** Something the site's owner wants counted. The name has at most 64 characters and is not `pageview`. */
  event(name: string, options?: EventOptions): void;
  /** A page was opened. Needed only where `manual` is on. */
  pageview(options?: PageviewOptions): void;
  /** Sends what is left and takes every listener off the page. */
  stop(): void;
}

/** The snippet's one global: `polku('event', 'signup', { props: { plan: 'pro' } })`. Callable before the tracker has loaded. */
export interface Polku {
  <Command extends keyof Tracker>(command: Command, ...rest: Parameters<Tracker[Command]>): void;
  /** Calls made before the tracker has loaded. */
  q?: ArrayLike<unknown>[];
  /** The tracker has loaded and replaced the queue. */
  ready?: boolean;
}

declare global {
  interface Window {
    polku?: Polku;
  }
}

/**
 * Starts the tracker. Nothing is sent before the page is first visible (what is called until then waits), and nothing ever
 * if the visitor's browser says GPC or DNT.
 */
export function init(options: Options): Tracker {
  let tracker: Tracker | undefined;
  let waiting: ((tracker: Tracker) => void)[] = [];
  const run = guard((call: (tracker: Tracker) => void) => {
    if (tracker) call(tracker);
    else if (waiting.length < MOST_WAITING) waiting.push(call);
  });
  let stop = (): void => {
    waiting = [];
  };
  if (!refused()) {
    stop = whenVisible(
      guard(() => {
        tracker = track(options);
        waiting.forEach(run);
        waiting = [];
      }),
    );
  }
  return {
    event: (name, details) => run(begun => begun.event(name, details)),
    pageview: details => run(begun => begun.pageview(details)),
    stop() {
      stop();
      if (tracker) guard(tracker.stop)();
    },
  };
}
