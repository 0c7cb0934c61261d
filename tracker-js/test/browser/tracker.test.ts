import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { TestSite } from './site';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser: Browser;
let context: BrowserContext;
let page: Page;
let site: TestSite;
const pageErrors: Error[] = [];

beforeAll(async () => {
  site = await new TestSite().start();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
  site?.stop();
});

beforeEach(async () => {
  site.reset();
  pageErrors.length = 0;
  context = await browser.newContext({ viewport: { width: 1000, height: 600 }, locale: 'fi-FI' });
  page = await context.newPage();
  page.on('pageerror', error => pageErrors.push(error));
});

afterEach(async () => {
  await context.close();
  expect(site.faults).toEqual([]);
  expect(site.cookies).toEqual([]);
  expect(pageErrors).toEqual([]);
});

const open = (path: string) => page.goto(site.origin + path);
const seen = (assertion: () => void) => vi.waitFor(assertion, { timeout: 8_000, interval: 20 });

/** A custom event that arrives proves that what was to be sent before it has arrived, or never will. */
async function settled(): Promise<void> {
  const name = 'mark ' + Math.random();
  await page.evaluate(mark => window.polku!('event', mark), name);
  await seen(() => expect(site.events(name)).toHaveLength(1));
}

it('a page load is one pageview with its title, address, language and window', async () => {
  await open('/a?utm_source=x&token=secret#part');
  await seen(() => expect(site.views).toEqual(['/a?utm_source=x']));
  const [beacon] = site.beacons;
  expect(beacon).toMatchObject({ v: 1, site: 'k3v9q2xm7abc', language: 'fi-FI', viewport: [1000, 600] });
  expect(beacon!.pages[0]).toMatchObject({ title: 'Page /a?utm_source=x&token=secret', referrer: '' });
  expect(Math.abs(beacon!.sentAt - Date.now())).toBeLessThan(10_000);
  expect(JSON.stringify(site.attempts)).not.toContain('token=');
  await settled();
  expect(site.views).toHaveLength(1);
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['session=1', 0, 0]);
  expect(await page.evaluate(() => Object.keys(window).filter(key => /polku/i.test(key)))).toEqual(['polku']);
});

it('a referrer is sent with the first pageview, and only from another host', async () => {
  await page.goto(site.origin + '/a', { referer: 'https://news.example/post?id=7' });
  await seen(() => expect(site.views).toHaveLength(1));
  await page.evaluate(() => history.pushState(null, '', '/b'));
  await seen(() => expect(site.views).toEqual(['/a', '/b']));
  await page.goto(site.origin + '/c', { referer: site.origin + '/b' });
  await seen(() => expect(site.views).toHaveLength(3));
  expect(site.of('pageview').map(({ on }) => on.referrer)).toEqual(['https://news.example/post', '', '']);
});

it('single-page navigation is a pageview when the path changes, and only then', async () => {
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  await page.evaluate(() => {
    history.pushState(null, '', '/b');
    document.title = 'Late title';
    history.replaceState(null, '', '/b?sort=up');
    history.pushState(null, '', '/b#part');
  });
  await settled();
  expect(site.views).toEqual(['/a', '/b']);
  expect(site.of('pageview')[1]!.on.title).toBe('Late title');
  await page.evaluate(() => history.replaceState(null, '', '/c'));
  await page.goBack();
  await page.goBack();
  await seen(() => expect(site.views).toEqual(['/a', '/b', '/c', '/b', '/a']));
  expect(new Set(site.of('pageview').map(({ on }) => on.id)).size).toBe(5);
});

it('routes in the fragment are pages where the site says so', async () => {
  site.reset('data-hash-routes');
  await open('/#/a');
  await seen(() => expect(site.views).toEqual(['/#/a']));
  await page.evaluate(() => (location.hash = '#/b?token=1'));
  await seen(() => expect(site.views).toEqual(['/#/a', '/#/b']));
});

it('calls made before the tracker has loaded are not lost, and come after the pageview', async () => {
  site.reset('', `window.polku = window.polku || function () { (polku.q = polku.q || []).push(arguments) };
    polku('event', 'signup', { props: { plan: 'pro', seats: 3, ok: true }, revenue: { amount: 12.5, currency: 'EUR' } })`);
  await open('/a');
  await seen(() => expect(site.items).toHaveLength(2));
  expect(site.items[0]).toMatchObject({ type: 'pageview' });
  expect(site.items[1]).toMatchObject({ type: 'event', name: 'signup', props: { plan: 'pro', seats: 3, ok: true }, revenue: { amount: 12.5, currency: 'EUR' } });
});

it('wrong calls break nothing', async () => {
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await page.evaluate(() => {
    const polku = window.polku as unknown as (...rest: unknown[]) => void;
    polku();
    polku('nonsense');
    polku('event');
    polku('event', 'bad', { props: 7, revenue: 'much' });
    polku('pageview', { url: 'http://[' });
  });
  await settled();
});

it('a click says what was clicked, and where in its box', async () => {
  site.body = '<main style="height:3000px"><button class="buy css-1q2w3e" style="position:absolute;left:100px;top:200px;width:200px;height:100px"><i style="position:absolute;inset:0">Buy  now</i></button></main>';
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await page.mouse.click(150, 275);
  await seen(() => expect(site.of('click')).toHaveLength(1));
  expect(site.of('click')[0]).toMatchObject({ selector: 'main>button.buy', tag: 'button', text: 'Buy now', x: 8192, y: 24575, pageX: 150, pageY: 275 });
  expect(site.of('click')[0]!.document[1]).toBeGreaterThanOrEqual(3000);
  await page.focus('button');
  await page.keyboard.press('Enter');
  await seen(() => expect(site.of('click')).toHaveLength(2));
  expect(site.of('click')[1]).toMatchObject({ x: 16384, y: 16384, pageX: 200, pageY: 250 });
});

it('a click never tells what a visitor typed', async () => {
  site.body = '<form><textarea id="note">typed before</textarea><div contenteditable id="rich">rich secret</div><input id="name" value="Aino"><p id="plain">Form <input value="x"></p></form>';
  await open('/a');
  await page.fill('#note', 'my secret');
  for (const id of ['#note', '#rich', '#name', '#plain']) await page.click(id);
  await seen(() => expect(site.of('click')).toHaveLength(4));
  expect(site.of('click').map(({ text }) => text)).toEqual(['', '', '', '']);
  expect(JSON.stringify(site.attempts)).not.toMatch(/secret|typed|Aino/);
});

it('a click inside an open shadow root names the element inside', async () => {
  site.body = '<main><x-cart></x-cart></main><script>document.querySelector("x-cart").attachShadow({mode:"open"}).innerHTML = "<button id=add>Add</button>"</script>';
  await open('/a');
  await page.click('x-cart button');
  await seen(() => expect(site.of('click')[0]).toMatchObject({ selector: 'main>x-cart>>>button#add', text: 'Add' }));
});

it('clicks made by scripts are none, and data-clicks="false" reports none', async () => {
  site.body = '<button>Buy</button>';
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await page.evaluate(() => document.querySelector('button')!.click());
  await settled();
  expect(site.of('click')).toEqual([]);
  site.reset('data-clicks="false"');
  site.body = '<button>Buy</button>';
  await open('/b');
  await page.click('button');
  await settled();
  expect(site.of('click')).toEqual([]);
});

it('an outbound link survives the navigation, a link inside the site is none', async () => {
  site.body = `<a id="out" href="${site.collectorOrigin.replace('localhost', '[::1]')}/gone?secret=1">Away</a><a id="in" href="/b">In</a>`;
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await page.click('#in');
  await seen(() => expect(site.views).toHaveLength(2));
  expect(site.of('event')).toEqual([]);
  await page.route('**/gone*', route => route.fulfill({ body: 'elsewhere' }));
  await page.click('#out');
  await page.waitForURL('**/gone*');
  await seen(() => expect(site.events('outbound')).toHaveLength(1));
  expect(site.events('outbound')[0]!.props!.url).toMatch(/\/gone$/);
});

it('a download is an event, unless switched off', async () => {
  site.body = '<a href="/files/price-list.pdf">Prices</a>';
  await open('/a');
  await Promise.all([page.waitForEvent('download'), page.click('a')]);
  await seen(() => expect(site.events('download')).toHaveLength(1));
  expect(site.events('download')[0]!.props).toEqual({ url: site.origin + '/files/price-list.pdf' });
  site.reset('data-downloads="false" data-outbound="false"');
  site.body = '<a href="/files/price-list.pdf">Prices</a>';
  await open('/a');
  await Promise.all([page.waitForEvent('download'), page.click('a')]);
  await settled();
  expect(site.events('download')).toEqual([]);
});

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
  site.answers = [{ status: 503, headers: { 'Retry-After': '1' } }, { status: 429 }];
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  expect(site.attempts).toHaveLength(3);
  expect(new Set(site.attempts.map(({ id }) => id)).size).toBe(1);
  const [first, second] = site.attempts.map(({ sentAt }) => sentAt);
  expect(second! - first!).toBeGreaterThanOrEqual(1000);
  expect(site.attempts[2]!.items).toEqual(site.attempts[0]!.items);
});

it('what never reached the server is sent again, what it refuses is not', async () => {
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
  page = await context.browser()!.newPage();
  await open('/witness');
  await seen(() => expect(site.views).toEqual(['/witness']));
  expect(site.attempts.flatMap(({ pages }) => pages.map(({ url }) => url))).toEqual([site.origin + '/witness']);
  await page.close();
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

it('with data-manual only the page itself says what is a pageview', async () => {
  site.reset('data-manual');
  await open('/a');
  await page.evaluate(() => history.pushState(null, '', '/b'));
  await settled();
  expect(site.views).toEqual([]);
  await page.evaluate(() => window.polku!('pageview', { url: '/virtual', title: 'Virtual' }));
  await seen(() => expect(site.views).toEqual(['/virtual']));
  expect(site.of('pageview')[0]!.on.title).toBe('Virtual');
});

it('works from any path of the host that serves it, and from where data-endpoint says', async () => {
  site.reset('', '', '/stats/js');
  const sent: string[] = [];
  page.on('request', request => request.method() == 'POST' && sent.push(request.url()));
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  site.reset(`data-endpoint="${site.collectorOrigin}/other/"`);
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  expect(sent).toContain(site.collectorOrigin + '/stats/js/b');
  expect(sent).toContain(site.collectorOrigin + '/other/b');
});

it('a page with the tag twice is counted once', async () => {
  site.reset();
  site.head += site.head;
  await open('/a');
  await settled();
  expect(site.views).toEqual(['/a']);
});

it('a page that comes back from the back-forward cache, or by going back, is a pageview again', async () => {
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  await open('/b');
  await seen(() => expect(site.views).toEqual(['/a', '/b']));
  await page.goBack();
  await seen(() => expect(site.views).toEqual(['/a', '/b', '/a']));
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await seen(() => expect(site.views).toEqual(['/a', '/b', '/a', '/a']));
  expect(new Set(site.of('pageview').map(({ on }) => on.id)).size).toBe(4);
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
  await seen(() => expect(site.items.map(({ type }) => type)).toEqual(['pageview', 'event']));
});
