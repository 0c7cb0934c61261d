import { expect, it } from 'vitest';
import { everything, RULES, recorderAt, route, snapshots, told } from './recording';
import { page, seen, settled, site, watched } from './visit';

/** Something that nobody may hear of before the rule fires, and everybody after. */
async function happens(word: string): Promise<void> {
  await page.evaluate(word => document.body.append(word), word);
}

/** Nothing is sent, however long it takes. */
async function staysOnThePage(): Promise<void> {
  await page.clock.fastForward(20_000);
  await settled();
  expect(site.chunkAttempts).toEqual([]);
}

it.each<[string, object, () => Promise<unknown>]>([
  ['a page', { pages: '^/cart$' }, () => route('/cart', '<h1>Cart</h1>')],
  ['an event', { events: ['signup', 'addToCart'] }, () => page.evaluate(() => window.polku!('event', 'addToCart', { items: [{ id: 'a' }] }))],
  ['an error', { error: true }, () => page.evaluate(() => queueMicrotask(() => { throw new Error('on purpose'); }))],
  ['a rage click', { rage: true }, async () => {
    for (let i = 0; i < 4; i++) await page.mouse.click(50, 50);
    await page.clock.fastForward(1_100);
  }],
])('a recording that begins with %s brings along what was before, from a full snapshot on', async (_, start, fire) => {
  site.rules = { ...RULES, start };
  await recorderAt('/shop', { ...RULES, start });
  await seen(() => expect(site.loaded).toEqual(expect.arrayContaining(['/i.js', '/v.js'])));
  await happens('before');
  await staysOnThePage();
  await fire();
  await seen(() => expect(site.chunks.length).toBeGreaterThan(0));
  await happens('after');
  await told();
  expect(everything()).toContain('before');
  expect(everything()).toContain('after');
  expect(site.chunks.map(({ sequence }) => sequence)).toEqual(site.chunks.map((_, i) => i));
  expect(site.recorded.slice(0, 2).map(({ type }) => type)).toEqual([4, 2]);
});

it('what no rule fires for is never sent, also when the page is left', async () => {
  await recorderAt('/shop', { ...RULES, start: { pages: '^/cart$', events: ['signup'], error: true, rage: true } });
  await happens('unseen');
  await page.evaluate(() => window.polku!('event', 'other'));
  await page.mouse.click(50, 50);
  await route('/cart/2', 'Not the cart');
  await staysOnThePage();
  site.rules = undefined;
  await page.goto('about:blank');
  await page.goto(site.origin + '/end');
  await settled();
  expect(site.chunkAttempts).toEqual([]);
});

it('a page of the rule is recorded from its first moment', async () => {
  await recorderAt('/cart', { ...RULES, start: { pages: '^/cart$' } });
  await seen(() => expect(site.chunks.length).toBeGreaterThan(0));
  expect(snapshots()).toHaveLength(1);
});

it('of what stays on the page one to two minutes are kept', async () => {
  await recorderAt('/shop', { ...RULES, start: { events: ['signup'] } });
  for (let minute = 0; minute < 6; minute++) {
    await happens(`minute-${'abcdef'[minute]} `);
    await page.clock.fastForward(61_000);
    await happens('still ');
    await page.clock.fastForward(6_000);
    // a full snapshot waits until the browser has nothing better to do
    await page.clock.fastForward(2_100);
  }
  await page.evaluate(() => window.polku!('event', 'signup'));
  await seen(() => expect(site.chunks.length).toBeGreaterThan(0));
  await told();
  const [first] = site.recorded;
  const end = site.recorded.at(-1).timestamp;
  expect(end - first.timestamp).toBeGreaterThanOrEqual(60_000);
  expect(end - first.timestamp).toBeLessThanOrEqual(160_000);
  expect(snapshots().length).toBeLessThanOrEqual(3);
});

it('where nobody is asked on the next page, nothing is recorded there', async () => {
  site.rules = undefined;
  await watched('/next');
  await happens('unseen');
  await settled();
  expect(site.loaded).not.toContain('/r.js');
});
