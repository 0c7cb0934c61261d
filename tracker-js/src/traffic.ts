import { guard } from './guard';

/**
 * What a page asked for, when (`since`, of `performance.now`), and how it ended: `status` 0 where there was no answer, -1 where the
 * page itself broke it off.
 */
export type Told = (method: string, address: unknown, since: number, status: number, isXhr?: 1) => void;

/**
 * The requests of the page (`fetch`, `XMLHttpRequest`). Other scripts may wrap the same functions after us, so our part of them stays
 * there for good: whoever listens makes nothing of what it is told once it has stopped.
 */
export function watchTraffic(told: Told): void {
  const tell = guard(told);

  const { fetch } = window;
  window.fetch = function (this: unknown, ...given) {
    const since = performance.now();
    const [input, init] = given;
    const request = input as Request;
    const done = (status: number) => tell(init?.method || request.method || 'GET', request.url || input, since, status);
    // handed on, not watched beside: a rejection that nobody handles has to stay one
    return fetch.apply(this as Window, given).then(
      response => {
        done(response.status);
        return response;
      },
      error => {
        done(error?.name == 'AbortError' ? -1 : 0);
        throw error;
      },
    );
  };

  const asked = new WeakMap<XMLHttpRequest, [method: string, url: unknown]>();
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...given: unknown[]) {
    asked.set(this, given as [string, unknown]);
    return open.apply(this, given as Parameters<typeof open>);
  };
  XMLHttpRequest.prototype.send = function (...given) {
    const since = performance.now();
    ['load', 'error', 'timeout'].forEach(type =>
      // one that was opened before us is not known, and what is told of it then makes no sense to anybody
      this.addEventListener(type, () => tell(...(asked.get(this) || ([] as unknown as [string, unknown])), since, this.status, 1), { once: true }),
    );
    return send.apply(this, given);
  };
}

/** The address of a request without query; empty where it is one of ours, or nothing was asked of any server. */
export function requested(address: unknown, endpoint: string): string {
  const url = new URL(`${address}`, document.baseURI);
  return /^http/.test(url.href) && !url.href.startsWith(new URL(endpoint, document.baseURI).href) ? url.origin + url.pathname : '';
}
