import { expect, it } from 'vitest';
import { context, open, page, seen, settled, site, watched } from './visit';

it('closing the tab delivers what was noted last, with time and depth', async () => {
  site.body = '<div style="height:4000px"></div>';
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await page.mouse.wheel(0, 1400);
  await page.waitForFunction(() => scrollY >= 1400);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.evaluate(() => window.polku!('event', 'last words'));
  await page.close({ runBeforeUnload: false });
  await seen(() => expect(site.of('engagement')).toHaveLength(1));
  expect(site.events('last words')).toHaveLength(1);
  const { visible, active, depth } = site.of('engagement')[0]!;
  expect(visible).toBeGreaterThan(0);
  expect(active).toBeLessThanOrEqual(visible);
  expect(depth).toBe(Math.round((2000 / height) * 1000));
});

it('a page that fits the window was seen whole', async () => {
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await open('/b');
  await seen(() => expect(site.of('engagement')).toHaveLength(1));
  expect(site.of('engagement')[0]).toMatchObject({ depth: 1000, on: { url: site.origin + '/a' } });
});

it('what the server could not take is sent again with the same id', async () => {
  site.reset('data-vitals="false"');
  site.answers = [{ status: 503, headers: { 'Retry-After': '1' } }, { status: 429 }];
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  expect(site.attempts).toHaveLength(3);
  expect(new Set(site.attempts.map(({ id }) => id)).size).toBe(1);
  const [first, second] = site.attempts.map(({ sentAt }) => sentAt);
  expect(second! - first!).toBeGreaterThanOrEqual(1000);
  expect(site.attempts[2]!.items).toEqual(site.attempts[0]!.items);
});

it('a visitor who leaves while the answer is still on its way is not told twice', async () => {
  let answer = () => {};
  site.answers = [{ status: 202, when: new Promise(done => (answer = done)) }];
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  await open('/b');
  await settled();
  answer();
  await seen(() => expect(site.of('engagement')).toHaveLength(1));
  expect(site.views).toEqual(['/a', '/b']);
  expect(new Set(site.attempts.map(({ id }) => id)).size).toBe(site.attempts.length);
});

it('what waits for a server in trouble is sent once more when the visitor leaves', async () => {
  await watched('/a');
  site.answers = [{ status: 503, headers: { 'Retry-After': '60' } }];
  await page.evaluate(() => window.polku!('event', 'waits'));
  await seen(() => expect(site.answers).toEqual([]));
  await page.evaluate(() => window.polku!('event', 'waits too'));
  await open('/b');
  await settled();
  await seen(() => expect(site.events('waits too')).toHaveLength(1));
  expect(site.events('waits')).toHaveLength(1);
});

it('what never reached the server is sent again, what it refuses is not', async () => {
  site.reset('data-vitals="false"');
  await page.route('**/b', route => route.abort(), { times: 1 });
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  site.answers = [{ status: 400 }];
  await page.evaluate(() => window.polku!('event', 'refused'));
  await seen(() => expect(site.attempts).toHaveLength(2));
  await settled();
  expect(site.attempts.filter(({ items }) => JSON.stringify(items).includes('refused'))).toHaveLength(1);
});

it.each([
  ['Global Privacy Control', () => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })],
  ['Do Not Track', () => Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' })],
  ['the mark polku-ignore', () => localStorage.setItem('polku-ignore', '1')],
])('with %s nothing is sent, and calls do no harm', async (_, refuse) => {
  await context.addInitScript(refuse);
  await open('/a');
  await page.evaluate(() => window.polku!('event', 'signup'));
  await page.click('h1');
  await page.close();
  const witness = await context.browser()!.newPage();
  await witness.goto(site.origin + '/witness');
  await seen(() => expect(site.views).toEqual(['/witness']));
  expect(site.attempts.flatMap(({ pages }) => pages.map(({ url }) => url))).toEqual([site.origin + '/witness']);
  await witness.close();
});

it('nothing is sent from excluded pages', async () => {
  site.reset('data-exclude="/admin/**, /secret"');
  await open('/admin/users');
  await page.click('h1');
  await page.evaluate(() => window.polku!('event', 'hidden'));
  await page.evaluate(() => history.pushState(null, '', '/open'));
  await seen(() => expect(site.views).toEqual(['/open']));
  await page.evaluate(() => history.pushState(null, '', '/secret'));
  await page.evaluate(() => window.polku!('event', 'hidden'));
  await page.evaluate(() => history.pushState(null, '', '/open/2'));
  await seen(() => expect(site.views).toEqual(['/open', '/open/2']));
  expect(JSON.stringify(site.attempts)).not.toMatch(/admin|secret|hidden/);
});

it('works from any path of the host that serves it, and from where data-endpoint says', async () => {
  site.reset('', '', '/stats/js');
  const prefixed = `${site.run}/stats/js/b`;
  const sent: string[] = [];
  page.on('request', request => request.method() == 'POST' && sent.push(request.url()));
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await seen(() => expect([...site.loaded].sort()).toEqual(['e', 'i', 't', 'v'].map(file => `/stats/js/${file}.js`)));
  site.reset(`data-endpoint="${site.collectorOrigin}/other/"`);
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  const expected = [prefixed, '/other/b'].map(path => site.collectorOrigin + path);
  await seen(() => expect(sent).toEqual(expect.arrayContaining(expected)));
});

it('a page that is hidden when it loads is counted once it is seen', async () => {
  await context.addInitScript(() => {
    let hidden = true;
    Object.defineProperty(Document.prototype, 'hidden', { get: () => hidden });
    (window as unknown as { show: () => void }).show = () => {
      hidden = false;
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
  });
  site.reset('', `window.polku = window.polku || function () { (polku.q = polku.q || []).push(arguments) }`);
  await open('/hidden');
  await page.evaluate(() => window.polku!('event', 'waits'));
  expect(site.attempts).toEqual([]);
  await page.evaluate(() => (window as unknown as { show: () => void }).show());
  await seen(() => expect(site.items.map(({ type }) => type).slice(0, 2)).toEqual(['pageview', 'event']));
});
