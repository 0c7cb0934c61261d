import { expect, it } from 'vitest';
import { context, open, page, seen, settled, site, watched } from './visit';

const QUEUE = 'window.polku = window.polku || function () { (polku.q = polku.q || []).push(arguments) }';
const CLIENT = /^[0-9a-f]{32}$/;

const call = (...given: unknown[]) => page.evaluate(args => (window.polku as unknown as (...rest: unknown[]) => void)(...args), given);
const stored = () => page.evaluate(() => ({ ...localStorage }) as Record<string, string>);
const clients = () => site.beacons.map(({ client }) => client);

it('without a word about consent nothing is stored, and nothing names the visitor', async () => {
  await watched('/a');
  await page.mouse.click(10, 10);
  await settled();
  expect(await stored()).toEqual({});
  expect(JSON.stringify(site.attempts)).not.toMatch(/client|granted/);
  expect(site.loaded).not.toContain('/c.js');
});

it('a grant gives an id that lasts; the session in which it was given goes on as it began', async () => {
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  await call('consent', 'granted');
  await seen(() => expect(site.loaded).toContain('/c.js'));
  await expect.poll(async () => (await stored())['polku-client']).toMatch(CLIENT);
  await open('/b');
  await seen(() => expect(site.views).toEqual(['/a', '/b']));
  const after = site.beacons.filter(({ pages }) => pages.some(({ url }) => url.endsWith('/b')));
  const { 'polku-client': client, 'polku-replay': replay } = await stored();
  expect(after.map(beacon => [beacon.client, beacon.granted])).toEqual(after.map(() => [client, true]));
  expect(replay).toBe('granted');

  // half an hour later
  await page.evaluate(() => (localStorage['polku-granted'] = `${Date.now() - 1_800_001}`));
  site.beacons.length = 0;
  await page.goto('about:blank');
  site.beacons.length = 0;
  await open('/c');
  await seen(() => expect(site.views).toContain('/c'));
  const last = site.beacons.find(({ pages }) => pages.some(({ url }) => url.endsWith('/c')))!;
  expect(last.client).toBe(client);
  expect(last).not.toHaveProperty('granted');
});

it('a withdrawal deletes the id, and counts go on without one', async () => {
  await open('/a');
  await call('consent', 'granted');
  await expect.poll(stored).toHaveProperty('polku-client');
  await call('consent', 'denied');
  await expect.poll(stored).not.toHaveProperty('polku-client');
  expect(Object.keys(await stored()).sort()).toEqual(['polku-denied', 'polku-replay']);
  await page.goto('about:blank');
  site.beacons.length = 0;
  await open('/b');
  await seen(() => expect(site.views).toEqual(['/b']));
  expect(clients()).toEqual(clients().map(() => undefined));
});

it('consent to recordings is remembered apart, and gives no id', async () => {
  await open('/a');
  await call('consent', 'granted', 'replay');
  await expect.poll(stored).toEqual({ 'polku-replay': 'granted' });
  await call('consent', 'granted', 'analytics');
  await call('consent', 'denied', 'replay');
  await expect.poll(stored).toMatchObject({ 'polku-replay': 'denied', 'polku-client': expect.stringMatching(CLIENT) });
});

it('where consent is required nothing is sent before it, and what happened is sent with it', async () => {
  site.reset('data-consent="required"', QUEUE);
  await watchedSilently('/a');
  await call('event', 'early');
  await page.mouse.click(10, 10);
  await page.evaluate(() => history.pushState(null, '', '/b'));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await page.waitForTimeout(1500);
  expect(site.attempts).toEqual([]);
  expect(await stored()).toEqual({});
  await call('consent', 'granted');
  await seen(() => expect(site.views).toEqual(['/a', '/b']));
  await seen(() => expect(site.events('early')).toHaveLength(1));
  await settled();
  expect(new Set(clients())).toEqual(new Set([(await stored())['polku-client']]));
  expect(JSON.stringify(site.attempts)).not.toContain('granted');
});

it('where consent is required and denied, nothing is sent, kept or sent later', async () => {
  site.reset('data-consent="required"', QUEUE);
  await watchedSilently('/a');
  await call('event', 'early');
  await call('consent', 'denied');
  await expect.poll(stored).toHaveProperty('polku-denied');
  await call('event', 'denied');
  await open('/b');
  await page.waitForTimeout(500);
  await call('event', 'denied');
  await page.waitForTimeout(1200);
  expect(site.attempts).toEqual([]);
  await call('consent', 'granted');
  await seen(() => expect(site.views).toEqual(['/b']));
  await settled();
  expect(JSON.stringify(site.attempts)).not.toMatch(/early|denied/);
});

it('what waits for consent is bounded', async () => {
  site.reset('data-consent="required"', QUEUE);
  await watchedSilently('/a');
  await page.evaluate(() => {
    for (let i = 0; i < 400; i++) window.polku!('event', 'n' + i, { props: { text: 'x'.repeat(400) } });
  });
  await call('consent', 'granted');
  await seen(() => expect(site.events('n399')).toHaveLength(1));
  await settled();
  expect(site.beacons.length).toBeLessThanOrEqual(25);
});

it.each([
  ['Global Privacy Control', () => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })],
  ['Do Not Track', () => Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' })],
])('%s keeps everything silent until this site is granted consent, and after it is withdrawn', async (_, refuse) => {
  await context.addInitScript(refuse);
  await open('/a');
  await call('event', 'before');
  await page.waitForTimeout(400);
  expect(site.attempts).toEqual([]);
  await call('consent', 'granted');
  await seen(() => expect(site.views).toEqual(['/a']));
  await settled();
  expect(clients()).toEqual(clients().map(() => expect.stringMatching(CLIENT)));
  expect(site.events('before')).toEqual([]);
  await call('consent', 'denied');
  await expect.poll(stored).not.toHaveProperty('polku-client');
  await page.waitForTimeout(200);
  site.attempts.length = 0;
  await call('event', 'after');
  await open('/b');
  await page.waitForTimeout(1500);
  expect(site.attempts).toEqual([]);
});

it('a visitor who consents is identified, any other is not', async () => {
  await open('/a');
  await call('identify', 'customer-1', { plan: 'pro' });
  await settled();
  await call('consent', 'granted');
  await call('identify', 'customer-1', { plan: 'pro', nothing: null, long: 'x'.repeat(600) });
  await call('identify', '');
  await seen(() => expect(site.of('identify')).toHaveLength(1));
  await settled();
  expect(site.of('identify')).toHaveLength(1);
  expect(site.of('identify')[0]).toMatchObject({ user: 'customer-1', traits: { plan: 'pro', long: 'x'.repeat(500) } });
  expect(site.beacons.filter(({ items }) => items.some(({ type }) => type == 'identify')).every(({ client }) => CLIENT.test(client!))).toBe(true);
});

it('after an opt-out nothing is sent, ever, and nothing of the visitor is kept, until an opt-in', async () => {
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  await call('consent', 'granted');
  await expect.poll(stored).toHaveProperty('polku-client');
  await call('event', 'unsent');
  await call('optOut');
  await expect.poll(stored).toEqual({ 'polku-ignore': '1' });
  await page.waitForTimeout(200);
  site.attempts.length = 0;
  await call('event', 'after');
  await open('/b');
  await page.mouse.click(10, 10);
  await page.waitForTimeout(1500);
  expect(site.attempts).toEqual([]);
  await call('optIn');
  await seen(() => expect(site.views).toContain('/b'));
  expect(await stored()).toEqual({});
});

it('after an opt-out and an opt-in on one page, everything is told once', async () => {
  site.body = '<main><button style="position:fixed;top:0">Buy</button></main>';
  await watched('/a', ['/i.js', '/e.js', '/v.js']);
  await call('optOut');
  await expect.poll(stored).toHaveProperty('polku-ignore');
  await call('optIn');
  await seen(() => expect(site.views).toEqual(['/a', '/a']));
  await page.waitForTimeout(300);
  await page.click('button');
  await page.evaluate(async () => {
    await fetch('/api/500');
    dispatchEvent(new ErrorEvent('error', { message: 'on purpose' }));
    history.pushState(null, '', '/b');
  });
  await seen(() => expect(site.views).toEqual(['/a', '/a', '/b']));
  await settled();
  for (const kind of ['click', 'failedRequest', 'error'] as const) expect(site.of(kind), kind).toHaveLength(1);
  expect(site.of('click')[0]!.selector).toBe('main>button');
});

it('a fragment that only looks like such a link changes nothing', async () => {
  await open('/a#polku-kartta');
  await seen(() => expect(site.views).toEqual(['/a']));
  await open('/b#polku');
  await seen(() => expect(site.views).toEqual(['/a', '/b']));
});

it('the link #polku-ignore silences this browser, and #polku-ignore=off ends that', async () => {
  await open('/a#polku-ignore');
  await page.waitForTimeout(400);
  await open('/b');
  await page.waitForTimeout(400);
  expect(site.attempts).toEqual([]);
  expect(await stored()).toEqual({ 'polku-ignore': '1' });
  await open('/c#polku-ignore=off');
  await seen(() => expect(site.views).toEqual(['/c']));
  expect(await stored()).toEqual({});
});

it('a page that may store nothing is counted, and consent lasts as long as it does', async () => {
  await context.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } }));
  await open('/a');
  await seen(() => expect(site.views).toEqual(['/a']));
  await call('consent', 'granted');
  await seen(() => expect(site.loaded).toContain('/c.js'));
  await call('event', 'named');
  await seen(() => expect(site.events('named')).toHaveLength(1));
  expect(site.beacons.at(-1)!.client).toMatch(CLIENT);
});

/** Like `watched`, where nothing may be sent. */
async function watchedSilently(path: string): Promise<void> {
  await open(path);
  await seen(() => expect(site.loaded).toEqual(expect.arrayContaining(['/i.js', '/e.js'])));
  await page.waitForTimeout(300);
}
