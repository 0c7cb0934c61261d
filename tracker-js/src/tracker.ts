import { batch } from './batch';
import { type Beacon, type Happening, type Page, randomId } from './beacon';
import { refused } from './consent';
import type { Core, Tap, Use } from './core';
import { customEvent } from './event';
import { isExcluded } from './exclude';
import { guard } from './guard';
import { listener } from './listen';
import { observeClicks } from './observers/clicks';
import { observeEngagement } from './observers/engagement';
import { observeLinks } from './observers/links';
import { observeNavigation } from './observers/navigation';
import type { EventOptions, Options, PageviewOptions, Tracker } from './polku';
import { cut } from './text';
import { transport } from './transport';
import { cleanUrl, isOwn, route } from './url';

/** The core's own commands, and what parts need of it. */
export interface Tracking extends Pick<Tracker, 'event' | 'pageview' | 'stop'> {
  core: Core;
}

/** Puts the parts together: observers tell what happens, a batch gathers it under the current page, a transport delivers. */
export function track(options: Options, use: Use): Tracking {
  const hashRoutes = on(options.hashRoutes, false);
  const manual = on(options.manual, false);
  const [send, leave] = transport(options.endpoint.replace(/\/*$/, '/b'), () => refused(options.consent), ({ load }) =>
    load?.forEach(asked => use(asked[0], core, asked, page)),
  );
  const [add, take] = batch(
    options.site,
    guard(() => send(finished()!)),
  );
  const stopping = new AbortController();
  const listen = listener(stopping.signal);
  const taps: Tap[] = [];
  const [ping, restart, sign] = observeEngagement(listen, report, depart, taps);
  let page: Page | undefined;
  let path: string;
  let ownTitle: string | undefined;
  // of the document that was loaded, not of what a single-page application shows later
  const { referrer } = document;
  let arrival: Partial<Page> = {
    referrer: referrer && !isOwn(new URL(referrer)) ? cleanUrl(referrer) : '',
    status: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.responseStatus,
  };

  function report(happening?: Happening, on = page, ...clicked: [target?: Element, event?: MouseEvent]): void {
    if (!page || !on) return;
    // single-page applications change the title after the address, so it is read as late as can be
    page.title = cut(ownTitle || document.title, 256);
    const status = +(document.querySelector<HTMLMetaElement>('[name=polku-status]')?.content || page.status!);
    page.status = status > 399 && status < 600 ? status : undefined;
    if (happening) {
      taps.forEach(tap => tap(happening, ...clicked));
      add(on, happening);
    }
  }

  function finished(): Beacon | undefined {
    report();
    return take();
  }

  function depart(): void {
    ping();
    leave(finished());
  }

  function pathOf({ pathname, hash }: URL | Location): string {
    return pathname + (hashRoutes ? route(hash) : '');
  }

  /** From here on, what happens belongs to a new page. */
  function open({ url, title }: PageviewOptions = {}, counted = true): void {
    const address = new URL(url || location.href, location.href);
    ping();
    restart();
    path = pathOf(location);
    ownTitle = title;
    page = stopping.signal.aborted || isExcluded(pathOf(address), options.exclude)
      ? undefined
      : { id: randomId(), url: cleanUrl(address.href, hashRoutes), ...arrival };
    if (page && counted) {
      report({ type: 'pageview' });
      arrival = {};
    }
  }

  function event(name: string, details?: EventOptions): void {
    report(customEvent(name, details));
  }

  observeLinks(listen, (name, url) => {
    if (on(options[name])) event(name == 'downloads' ? 'download' : name, { props: { url: cleanUrl(url) } });
  });
  if (on(options.clicks)) observeClicks(listen, report);
  if (!manual) {
    observeNavigation(listen, restored => {
      if (restored || pathOf(location) != path) open();
    });
  }
  open({}, !manual);

  const core: Core = [
    options,
    report,
    () => page,
    event,
    depart,
    taps,
    on,
    listen,
    cut,
    cleanUrl,
    sign,
  ];
  (window.requestIdleCallback || setTimeout)(() => {
    use('i', core);
    use('e', core);
  });

  return {
    core,
    event,
    pageview: open,
    stop() {
      depart();
      page = undefined;
      stopping.abort();
    },
  };
}

/** An option comes as a boolean from code and as text from an attribute, where `data-manual` alone means true. */
function on(option: unknown, otherwise = true): boolean {
  return (option ?? otherwise) + '' != 'false';
}
