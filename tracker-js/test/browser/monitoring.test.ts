import { expect, it } from 'vitest';
import { context, page, seen, settled, site, watched } from './visit';

const V = ['/i.js', '/e.js', '/v.js'];

it('web vitals are told when the page is left, with the elements that they are about', async () => {
  site.body = '<main><h1 style="font-size:60px">A large title</h1><button onclick="const end = performance.now() + 120; while (performance.now() < end);">Slow</button></main>';
  await watched('/a', V);
  await page.click('button');
  // the library looks at interactions when the page is idle, or after a second
  await page.waitForTimeout(1200);
  await page.evaluate(() => history.pushState(null, '', '/later'));
  await page.goto('about:blank');
  await seen(() => expect(site.of('vital').map(({ name }) => name).sort()).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB']));
  const named = (name: string) => site.of('vital').find(vital => vital.name == name)!;
  expect(named('LCP')).toMatchObject({ target: 'main>h1', rating: 'good' });
  expect(named('INP').target).toBe('main>button');
  expect(named('INP').value).toBeGreaterThan(100);
  // they belong to the page that was loaded, whatever came after
  expect(new Set(site.of('vital').map(({ on }) => on.url))).toEqual(new Set([site.origin + '/a']));
});

it('an uncaught error is told without the queries of its addresses', async () => {
  await watched('/a', V);
  await page.evaluate(() => {
    setTimeout(() => {
      const error = Error('on purpose at https://example.org/a?token=secret');
      error.stack = 'Error: on purpose\n    at add (https://example.org/shop.js?token=secret:12:7)\n    at https://example.org/b.js?x=secret#y:1:2';
      throw error;
    });
    Promise.reject(new TypeError('rejected on purpose'));
  });
  await seen(() => expect(site.of('error')).toHaveLength(2));
  const [rejected, thrown] = [...site.of('error')].sort((a, b) => b.message.localeCompare(a.message));
  expect(rejected!.message).toBe('rejected on purpose');
  expect(thrown!.message).toBe('Error: on purpose at https://example.org/a');
  expect(thrown!.stack).toBe('Error: on purpose\n    at add (https://example.org/shop.js:12:7)\n    at https://example.org/b.js:1:2');
  expect(JSON.stringify(site.attempts)).not.toContain('secret');
});

it('a loop of errors becomes no loop of beacons: three alike, twenty a pageview', async () => {
  await watched('/a', V);
  const fail = (count: number, alike: boolean) =>
    page.evaluate(([n, same]) => {
      for (let i = 0; i < +n!; i++) dispatchEvent(new ErrorEvent('error', { message: same ? 'alike' : 'other ' + i, filename: location.href }));
    }, [count, alike] as const);
  await fail(10, true);
  await settled();
  expect(site.of('error')).toHaveLength(3);
  await fail(40, false);
  await settled();
  expect(site.of('error')).toHaveLength(20);
  await page.evaluate(() => history.pushState(null, '', '/b'));
  await fail(2, true);
  await settled();
  expect(site.of('error')).toHaveLength(22);
});

it('images that do not load, warnings of ResizeObserver and errors of extensions are none', async () => {
  site.body = '<img src="/api/404">';
  await watched('/a', V);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="/api/500">');
    dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop completed with undelivered notifications.' }));
    dispatchEvent(new ErrorEvent('error', { message: 'x', filename: 'chrome-extension://abc/x.js' }));
  });
  await settled();
  expect(site.of('error')).toEqual([]);
});

it('failed requests of the page are told, and the page gets what it would have got', async () => {
  await watched('/a', V);
  const got = await page.evaluate(async () => {
    const status = (await fetch('/api/503?token=secret', { method: 'post' })).status;
    const fine = (await fetch(new Request('/api/200'))).status;
    const broken = await fetch('http://127.0.0.1:1/x').catch((error: Error) => error.name);
    const stop = new AbortController();
    const aborted = fetch('/api/500', { signal: stop.signal }).catch((error: Error) => error.name);
    stop.abort();
    const request = new XMLHttpRequest();
    request.open('PUT', '/api/404#part');
    const ended = new Promise(done => (request.onloadend = () => done(request.status)));
    request.send();
    return [status, fine, broken, await aborted, await ended];
  });
  expect(got).toEqual([503, 200, 'TypeError', 'AbortError', 404]);
  await seen(() => expect(site.of('failedRequest')).toHaveLength(3));
  await settled();
  expect(site.of('failedRequest').map(({ method, url, status }) => [method, url, status])).toEqual([
    ['POST', site.origin + '/api/503', 503],
    ['GET', 'http://127.0.0.1:1/x', 0],
    ['PUT', site.origin + '/api/404', 404],
  ]);
  expect(JSON.stringify(site.attempts)).not.toContain('secret');
});

it('a rejection that the page does not handle stays one', async () => {
  await watched('/a', V);
  await page.evaluate(() => {
    addEventListener('unhandledrejection', event => event.preventDefault());
    void fetch('http://127.0.0.1:1/x');
  });
  await seen(() => expect(site.of('error').map(({ message }) => message)).toEqual(['Failed to fetch']));
});

it("the tracker's own requests are none", async () => {
  await watched('/a', V);
  site.answers = [{ status: 503 }, { status: 400 }];
  await page.evaluate(() => window.polku!('event', 'one'));
  await seen(() => expect(site.answers).toEqual([]));
  await settled();
  expect(site.of('failedRequest')).toEqual([]);
});

it('the file is not loaded where nothing of it is wanted', async () => {
  site.reset('data-vitals="false" data-errors="false" data-requests="false"');
  await watched('/a');
  expect(site.loaded).not.toContain('/v.js');
  await context.close();
});
