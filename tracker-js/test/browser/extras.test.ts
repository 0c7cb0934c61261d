import { expect, it } from 'vitest';
import { open, page, seen, settled, site, watched } from './visit';

it('copied text is told by place and length, never by its words', async () => {
  site.body = '<main><p>Some secret words</p></main>';
  await watched('/a');
  await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('p')!));
  await page.keyboard.press('Control+C');
  await seen(() => expect(site.of('copy')).toHaveLength(1));
  expect(site.of('copy')[0]).toMatchObject({ selector: expect.stringMatching(/^main/), length: 17 });
  expect(JSON.stringify(site.attempts)).not.toContain('secret');
});

it('printing is told', async () => {
  await watched('/a');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await seen(() => expect(site.of('print')).toHaveLength(1));
});

it('a search is told with its term and, where the page says so, its results', async () => {
  site.head += '<meta name="polku-results" content="12">';
  await open('/find?q=blue+cup&token=secret');
  await seen(() => expect(site.events('search')).toHaveLength(1));
  expect(site.events('search')[0]!.props).toEqual({ term: 'blue cup', results: 12 });
  expect(site.views).toEqual(['/find']);
  await page.evaluate(() => history.pushState(null, '', '/find/2?query=pot'));
  await seen(() => expect(site.events('search')).toHaveLength(2));
  expect(site.events('search')[1]!.props).toMatchObject({ term: 'pot' });
  expect(JSON.stringify(site.attempts)).not.toContain('secret');
});

it('the site says which parameters hold the term', async () => {
  site.reset('data-search="find, etsi"');
  await open('/find?q=no&etsi=kuppi');
  await seen(() => expect(site.events('search')).toHaveLength(1));
  expect(site.events('search')[0]!.props).toEqual({ term: 'kuppi' });
});

it('a video tells how far it is watched, each milestone once', async () => {
  site.body = '<video title="How it is made"></video><video loop id="deco"></video><video id="plain" src="/files/v.mp4?token=secret"></video>';
  await watched('/a');
  await page.evaluate(() => {
    for (const video of document.querySelectorAll('video')) {
      let now = 0;
      Object.defineProperty(video, 'duration', { value: 100 });
      Object.defineProperty(video, 'currentTime', { get: () => now });
      video.dispatchEvent(new Event('play'));
      if (video.id == 'plain') continue;
      for (const time of [1, 24, 26, 24, 80, 99]) {
        now = time;
        video.dispatchEvent(new Event('timeupdate'));
      }
      video.dispatchEvent(new Event('ended'));
      video.dispatchEvent(new Event('play'));
    }
  });
  await seen(() => expect(site.events('video')).toHaveLength(6));
  await settled();
  expect(site.events('video').map(({ props }) => props)).toEqual([
    ...['play', '25', '50', '75', 'complete'].map(action => ({ action, title: 'How it is made' })),
    { action: 'play', url: site.origin + '/files/v.mp4' },
  ]);
});

it('a page that was not found is a pageview with its status, and only that page', async () => {
  await open('/gone');
  await seen(() => expect(site.views).toEqual(['/gone']));
  expect(site.of('pageview')[0]!.on.status).toBe(404);
  await page.evaluate(() => history.pushState(null, '', '/found'));
  await seen(() => expect(site.views).toEqual(['/gone', '/found']));
  expect(site.of('pageview')[1]!.on).not.toHaveProperty('status');
  await open('/fine');
  await seen(() => expect(site.views).toHaveLength(3));
  expect(site.of('pageview')[2]!.on).not.toHaveProperty('status');
});

it('a page can say its status itself', async () => {
  site.head += '<meta name="polku-status" content="410">';
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  expect(site.of('pageview')[0]!.on.status).toBe(410);
});

it('products of a shop are sent within the limits of the contract, whatever the page says', async () => {
  await open('/a');
  await page.evaluate(() => {
    const polku = window.polku as unknown as (...rest: unknown[]) => void;
    polku('event', 'purchase', {
      props: { orderId: 'A-17' },
      revenue: { amount: 25, currency: 'EUR' },
      items: [{ id: 'SKU-1', name: 'Tea cup', category: 'Kitchen', variant: 'blue', price: '12.5', quantity: '2' }, { id: 7, quantity: -1, price: 'free', colour: 'x' }, { id: 'x'.repeat(99), quantity: 2.5 }],
    });
    polku('event', 'addToCart', { items: Array.from({ length: 60 }, (_, id) => ({ id })) });
  });
  await seen(() => expect(site.of('event')).toHaveLength(2));
  const [purchase, added] = site.of('event');
  expect(purchase!.items).toMatchObject([
    { id: 'SKU-1', name: 'Tea cup', category: 'Kitchen', variant: 'blue', price: 12.5, quantity: 2 },
    { id: '7', quantity: 1 },
    { id: 'x'.repeat(64), quantity: 2 },
  ]);
  expect(purchase!.items![1]).not.toHaveProperty('price');
  expect(purchase!.items![1]).not.toHaveProperty('colour');
  expect(added!.items).toHaveLength(50);
});
