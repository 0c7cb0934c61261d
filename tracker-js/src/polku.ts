import { v1 as addCommands } from './commands';
import { memory, refused } from './consent';
import type { Use } from './core';
import { guard } from './guard';
import { type Tracking, track } from './tracker';
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
  /** `false`: no clicks for heatmaps, and none that are judged. */
  clicks?: boolean;
  /** `required`: nothing is sent before consent; what happens until then is kept, within bounds. */
  consent?: 'required';
  /** `false`: none of the six below. */
  interactions?: boolean;
  /** `false`: no rage clicks. */
  rageClicks?: boolean;
  /** `false`: no dead clicks. */
  deadClicks?: boolean;
  /** `false`: no error clicks. */
  errorClicks?: boolean;
  /** `false`: no samples of where the pointer is. */
  moves?: boolean;
  /** `false`: not which parts of the page were in the window. */
  attention?: boolean;
  /** `false`: no starts, fields, submits and abandons of forms. */
  forms?: boolean;
  /** `false`: nothing about copied text. */
  copies?: boolean;
  /** `false`: nothing about printing. */
  prints?: boolean;
  /** `false`: no `search` events. Else names of query parameters that hold a search term, instead of `q,s,search,query`. */
  search?: boolean | string;
  /** `false`: no `video` events. */
  videos?: boolean;
  /** `false`: no web vitals. */
  vitals?: boolean;
  /** `false`: no uncaught errors. */
  errors?: boolean;
  /** `false`: no failed requests. */
  requests?: boolean;
  /** `false`: the server may ask in vain what the page looks like. */
  snapshots?: boolean;
  /** `false`: the server may ask in vain for a recording of what the visitor sees. */
  replay?: boolean;
}

/** A property's value. Text over 500 characters is cut; what is none of these is left out. */
export type PropValue = string | number | boolean;

/** At most 30; names of at most 64 characters. */
export type Props = Record<string, PropValue | null | undefined>;

/** What a shop sells. Text over its limit (64 for `id`, else 128) is cut. */
export interface Product {
  id: string;
  name?: string;
  category?: string;
  variant?: string;
  /** Of one, in major units of the revenue's or the site's currency. */
  price?: number;
  /** 1 to 10,000; 1 if not given. */
  quantity?: number;
}

/** The names that reports on shops know. Any other name is an event of your own. */
export type ShopEvent = 'productView' | 'addToCart' | 'removeFromCart' | 'checkoutStep' | 'purchase';

export interface EventOptions {
  props?: Props;
  revenue?: {
    /** In major units: 12.50 € is 12.5. Negative for a refund. */
    amount: number;
    /** ISO 4217, as in `EUR`. */
    currency: string;
  };
  /** At most 50. */
  items?: Product[];
}

/** What each of a shop's events should say. Other props may be added. */
export interface ShopEventOptions {
  productView: EventOptions & { items: Product[] };
  addToCart: EventOptions & { items: Product[] };
  removeFromCart: EventOptions & { items: Product[] };
  checkoutStep: EventOptions & { props: { step: number; name?: string } & Props };
  purchase: EventOptions & { props: { orderId: string; coupon?: string } & Props; revenue: NonNullable<EventOptions['revenue']> };
}

/** What consent is asked for: statistics with an id that lasts, and recordings. */
export type Purpose = 'analytics' | 'replay';

export interface PageviewOptions {
  /** Instead of the address bar's; relative to it. */
  url?: string;
  /** Instead of the document's. */
  title?: string;
}

export interface Tracker {
  /** Something the site's owner wants counted. The name has at most 64 characters and is not `pageview`. */
  event<Name extends ShopEvent>(name: Name, options: ShopEventOptions[Name]): void;
  event(name: string, options?: EventOptions): void;
  /** A page was opened. Needed only where `manual` is on. */
  pageview(options?: PageviewOptions): void;
  /**
   * The visitor's decision, remembered in this browser; both purposes if none is named. Consent to analytics gives the visitor
   * an id that lasts; without it, or once it is withdrawn, there is none, and with `consent: 'required'` nothing is sent.
   */
  consent(decision: 'granted' | 'denied', purpose?: Purpose): void;
  /** Says who the visitor is by your own id (at most 128 characters). Does nothing without consent to analytics. */
  identify(user: string, traits?: Props): void;
  /** From now on nothing is noted or sent from this browser, and what was kept in it is deleted. */
  optOut(): void;
  /** Ends an opt-out. */
  optIn(): void;
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
 * Starts the tracker. Nothing is sent before the page is first visible (what is called until then waits), and nothing without
 * consent if the visitor's browser says GPC or DNT.
 */
export function init(options: Options): Tracker {
  const tracking = {} as Tracking & Tracker;
  let waiting: (() => void)[] | undefined = [];
  const run = guard((call: () => void) => {
    if (!waiting) call();
    else if (waiting.length < MOST_WAITING) waiting.push(call);
  });
  const begin = () => Object.assign(tracking, track(options, use));
  const forget = whenVisible(
    guard(() => {
      addCommands(tracking, begin, options, memory, refused);
      const calls = waiting!;
      waiting = undefined;
      calls.forEach(run);
    }),
  );
  const command = <Name extends keyof Tracker>(name: Name) =>
    ((...given: Parameters<Tracker[Name]>) =>
      run(() => (tracking[name] as ((...given: unknown[]) => void) | undefined)?.(...given))) as Tracker[Name];
  return {
    event: command('event'),
    pageview: command('pageview'),
    consent: command('consent'),
    identify: command('identify'),
    optOut: command('optOut'),
    optIn: command('optIn'),
    stop() {
      forget();
      command('stop')();
    },
  };
}

/** The parts stay files of their own beside this one, so that bundlers need not put them into the first load. */
const use: Use = (part, ...given) =>
  (part == 'i' ? import('./interactions') : part == 'e' ? import('./extras') : part == 'r' ? import('./replay') : import('./snapshots'))
    .then(({ v1 }) => (v1 as (...given: unknown[]) => void)(...given))
    .catch(() => {});
