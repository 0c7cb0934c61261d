import { batch } from './batch';
import { type Beacon, type Happening, type Page, randomId } from './beacon';
import { customEvent } from './event';
import { isExcluded } from './exclude';
import { guard } from './guard';
import { observeClicks } from './observers/clicks';
import { observeEngagement } from './observers/engagement';
import { observeLinks } from './observers/links';
import { observeNavigation } from './observers/navigation';
import type { EventOptions, Options, PageviewOptions, Tracker } from './polku';
import { cut } from './text';
import { transport } from './transport';
import { cleanUrl, isOwn, route } from './url';

/** Puts the parts together: observers tell what happens, a batch gathers it under the current page, a transport delivers. */
export function track(options: Options): Tracker {
  const hashRoutes = on(options.hashRoutes, false);
  const manual = on(options.manual, false);
  const [send, leave] = transport(options.endpoint.replace(/\/*$/, '/b'));
  const [add, take] = batch(
    options.site,
    guard(() => send(finished()!)),
  );
  const [ping, restart, stopEngagement] = observeEngagement(report, depart);
  let page: Page | undefined;
  let path: string;
  let stopped = false;
  let ownTitle: string | undefined;
  let referrer = document.referrer;
  if (referrer) referrer = isOwn(new URL(referrer)) ? '' : cleanUrl(referrer);

  function report(happening?: Happening): void {
    if (!page) return;
    // single-page applications change the title after the address, so it is read as late as can be
    page.title = cut(ownTitle || document.title, 256);
    if (happening) add(page, happening);
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
    page = stopped || isExcluded(pathOf(address), options.exclude)
      ? undefined
      : { id: randomId(), url: cleanUrl(address.href, hashRoutes), referrer };
    if (page && counted) {
      referrer = '';
      report({ type: 'pageview' });
    }
  }

  function event(name: string, details?: EventOptions): void {
    report(customEvent(name, details));
  }

  const undo = [
    stopEngagement,
    observeLinks((name, url) => {
      if (on(options[name], true)) event(name == 'downloads' ? 'download' : name, { props: { url: cleanUrl(url) } });
    }),
  ];
  if (on(options.clicks, true)) undo.push(observeClicks(report));
  if (!manual) {
    undo.push(
      observeNavigation(restored => {
        if (restored || pathOf(location) != path) open();
      }),
    );
  }
  open({}, !manual);

  return {
    event,
    pageview: open,
    stop() {
      depart();
      page = undefined;
      stopped = true;
      undo.forEach(each => each());
    },
  };
}

/** An option comes as a boolean from code and as text from an attribute, where `data-manual` alone means true. */
function on(option: unknown, otherwise: boolean): boolean {
  return option == null ? otherwise : option + '' != 'false';
}
