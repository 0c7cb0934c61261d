import { expect, it } from 'vitest';
import { open, page, seen, settled, site } from './visit';

it('a page load is one pageview with its title, address, language and window', async () => {
  await open('/a?utm_source=x&token=secret#part');
  await seen(() => expect(site.views).toEqual(['/a?utm_source=x']));
  const [beacon] = site.beacons;
  expect(beacon).toMatchObject({ v: 1, site: 'k3v9q2xm7abc', language: 'fi-FI', viewport: [1000, 600] });
  expect(beacon!.pages[0]).toMatchObject({ title: 'Test page', referrer: '' });
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
  expect(site.of('pageview').map(({ on }) => on.referrer)).toEqual(['https://news.example/post', undefined, '']);
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

it('once stopped it sends what was left, and then nothing, whatever is called', async () => {
  await open('/a');
  await page.evaluate(() => {
    window.polku!('event', 'left');
    window.polku!('stop');
    window.polku!('event', 'late');
    window.polku!('pageview', { url: '/late' });
    history.pushState(null, '', '/later');
  });
  await seen(() => expect(site.events('left')).toHaveLength(1));
  await page.goto('about:blank');
  await open('/b');
  await seen(() => expect(site.views).toEqual(['/a', '/b']));
  expect(site.events('late')).toEqual([]);
});
