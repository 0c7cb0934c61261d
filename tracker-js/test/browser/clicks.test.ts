import { expect, it } from 'vitest';
import { open, page, seen, settled, site } from './visit';

it('calls made before the tracker has loaded are not lost, and come after the pageview', async () => {
  site.reset('', `window.polku = window.polku || function () { (polku.q = polku.q || []).push(arguments) };
    polku('event', 'signup', { props: { plan: 'pro', seats: 3, ok: true }, revenue: { amount: 12.5, currency: 'EUR' } })`);
  await open('/a');
  await seen(() => expect(site.events('signup')).toHaveLength(1));
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

it('a click on a label is one, on the label', async () => {
  site.body = '<main><label><i>Whole beans</i> <input type="checkbox"></label><p>Next</p></main>';
  await open('/a');
  await seen(() => expect(site.views).toHaveLength(1));
  await page.click('i');
  expect(await page.isChecked('input')).toBe(true);
  await page.click('input');
  await page.click('p');
  await seen(() => expect(site.of('click').map(({ tag }) => tag)).toEqual(['i', 'input', 'p']));
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
