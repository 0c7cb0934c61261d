import { cut, options, report } from '../lent';
import { limit } from '../limit';
import { requested, watchTraffic } from '../traffic';

const DAY = 86_400_000;

/** Requests of the page that got no answer, or one that says it went wrong; not those that the page broke off, nor our own. */
export function observeRequests(): void {
  const pass = limit();

  watchTraffic((method, address, since, status) => {
    const url = cut(requested(address, options.endpoint), 1024);
    if (!url || (status && (status < 400 || status > 599))) return;
    method = cut(method.toUpperCase(), 16);
    if (pass(method + url + status)) {
      report({ type: 'failedRequest', method, url, status, ms: Math.min(DAY, Math.round(performance.now() - since)) });
    }
  });
}
