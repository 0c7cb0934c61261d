import { expect, it } from 'vitest';
import { hostile, REFUSED, watch } from './evil';
import { SHOP, stage } from './stage';
// @ts-expect-error plain JavaScript
import { document as recorded, h, shopPage } from '../mock/shop.mjs';

const at = stage();
const MAP = `${SHOP}/heatmaps?period=30d&tab.map=/kahvit`;

const drawn = () => at.page.locator('.map:not([aria-busy="true"]) canvas').first().waitFor({ state: 'attached' });

/** Nothing has run, been asked, or led away. */
async function expectCalm(asked: readonly string[]): Promise<void> {
  expect(asked).toEqual([]);
  await expect.poll(() => at.page.evaluate(() => 'hacked' in window || 'hacked' in document.querySelector('iframe')!.contentWindow!)).toBe(false);
  expect(at.address()).toBe(MAP);
  await expect.poll(() => at.page.evaluate(() => document.querySelector('iframe')!.contentWindow!.location.pathname)).toMatch(/\/backdrop$/);
  await expect.poll(() => at.page.locator('iframe').getAttribute('sandbox')).toBe('allow-same-origin');
}

it('runs nothing and asks nobody, whatever a page tries, and still shows the map', async () => {
  const asked = watch(at);
  at.state.snapshot = { snapshot: hostile() };
  at.expected(REFUSED);
  await at.open(MAP);
  await drawn();
  // What pictures and late styles might do.
  await at.page.waitForTimeout(1500);
  const inside = await at.page.evaluate(() => {
    const doc = document.querySelector('iframe')!.contentDocument!;
    const all = [...doc.querySelectorAll('*')];
    const far = doc.querySelector<HTMLElement>('img[alt="Far"]')!.getBoundingClientRect();
    return {
      text: doc.querySelector('h1')!.textContent,
      scripts: doc.querySelectorAll('script, base, meta[http-equiv], link, iframe[src], iframe[srcdoc]').length,
      handlers: all.flatMap((one) => one.getAttributeNames()).filter((name) => /^on/i.test(name)),
      links: [...doc.querySelectorAll('a')].map((link) => link.getAttribute('href')),
      far: [far.width, far.height],
    };
  });
  expect(inside).toEqual({ text: 'Hostile', scripts: 0, handlers: [], links: ['#', '#', '#', '#'], far: [200, 90] });
  // A click on the map reaches nothing of the page.
  const frame = (await at.page.locator('iframe').boundingBox())!;
  for (let y = 20; y < 300; y += 40) await at.page.mouse.click(frame.x + 40, frame.y + y);
  await at.page.keyboard.press('Tab');
  await at.page.keyboard.press('Enter');
  expect(asked).toEqual([]);
  await expect.poll(() => at.page.evaluate(() => 'hacked' in window)).toBe(false);
});

it('asks nobody else for pictures than the site, as the policy has it', async () => {
  const asked = watch(at);
  at.state.snapshot = { snapshot: hostile() };
  at.expected(REFUSED);
  await at.open(MAP);
  await drawn();
  await at.page.waitForTimeout(800);
  await expectCalm(asked);
});

it('shows a page of 50,000 elements', async () => {
  const rows = Array.from({ length: 12_500 }, (_, row) => h('div', { class: 'row' }, h('span', {}, String(row)), h('b', {}, 'x')));
  at.state.snapshot = { snapshot: recorded('Long', '.row { height: 20px }', [h('main', {}, ...rows)]) };
  const begin = Date.now();
  await at.open(MAP);
  await drawn();
  console.log(`a page of 50,000 nodes: shown after ${Date.now() - begin} ms`);
  await expectCalm([]);
});

it('shows a page nested 700 deep, up to a depth', async () => {
  let node = h('b', {}, 'end');
  for (let depth = 0; depth < 700; depth++) node = h('div', {}, node);
  at.state.snapshot = { snapshot: recorded('Deep', '', [h('h1', {}, 'Deep'), node]) };
  await at.open(MAP);
  await drawn();
  await expect.poll(() => at.page.evaluate(() => document.querySelector('iframe')!.contentDocument!.querySelectorAll('div').length)).toBeGreaterThan(400);
});

for (const [name, snapshot] of [
  ['nothing', {}],
  ['no page', { type: 0, id: 1, childNodes: [] }],
  ['a page of nonsense', { type: 0, id: 1, childNodes: [{ type: 2, tagName: 'html', attributes: [], childNodes: [[], 'x', { type: 'y' }] }] }],
] as const) {
  it(`shows the map where the snapshot holds ${name}`, async () => {
    at.state.snapshot = { snapshot };
    await at.open(MAP);
    await drawn();
    await at.page.getByText(/^\d+ clicks in/).waitFor();
    await at.page.getByText('100% unanchored').waitFor();
  });
}

it('keeps the map of a page that covers itself with a dialog', async () => {
  const page = shopPage();
  page.childNodes[1].childNodes[1].childNodes.push(h('dialog', { open: '', rr_open_mode: 'modal' }, h('p', {}, 'Evästeet'), h('button', {}, 'Hyväksy')));
  at.state.snapshot = { snapshot: page };
  await at.open(MAP);
  await drawn();
  await expect.poll(() => at.page.evaluate(() => document.querySelector('iframe')!.contentDocument!.querySelector('dialog')!.matches(':modal'))).toBe(true);
});
