import { guard } from '../guard';
import { cut, options, report } from '../lent';
import { limit } from '../limit';

const DAY = 86_400_000;

/**
 * Requests of the page (`fetch`, `XMLHttpRequest`) that got no answer, or one that says it went wrong; not those that the page broke
 * off, nor our own. Other scripts may wrap the same functions after us, so our part of them stays there for good: once the
 * tracker has stopped, nothing is made of what it tells.
 */
export function observeRequests(): void {
  const pass = limit();

  const tell = guard((method: string, address: unknown, status: number, since: number) => {
    const url = new URL(`${address}`, document.baseURI);
    if (status ? status < 400 || status > 599 : !/^http/.test(url.protocol)) return;
    if (url.href.startsWith(new URL(options.endpoint, location.href).href)) return;
    const bare = cut(url.origin + url.pathname, 1024);
    method = cut(method.toUpperCase(), 16);
    if (pass(method + bare + status)) {
      report({ type: 'failedRequest', method, url: bare, status, ms: Math.min(DAY, Math.round(performance.now() - since)) });
    }
  });

  const { fetch } = window;
  window.fetch = function (this: unknown, ...given) {
    const since = performance.now();
    const [input, init] = given;
    const request = input as Request;
    const done = (status: number) => tell(init?.method || request.method || 'GET', request.url || input, status, since);
    // handed on, not watched beside: a rejection that nobody handles has to stay one
    return fetch.apply(this as Window, given).then(
      response => {
        done(response.status);
        return response;
      },
      error => {
        if (error?.name != 'AbortError') done(0);
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
      this.addEventListener(type, () => {
        const [method, url] = asked.get(this) || ['', ''];
        tell(method, url, this.status, since);
      }, { once: true }),
    );
    return send.apply(this, given);
  };
}
