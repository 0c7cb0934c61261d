import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../../src/api/heatmaps';
import { buildLab } from './lab/build';
import type { Click, Lab } from './lab/lab';
// @ts-expect-error plain JavaScript
import { COFFEES, h, shopPage } from '../mock/shop.mjs';
// @ts-expect-error plain JavaScript
import { serve } from '../mock/server.mjs';
// @ts-expect-error plain JavaScript
import { launch, NOW } from './chromium.mjs';

declare const lab: Lab;

let browser: Awaited<ReturnType<typeof launch>>;
let files: string;
let remove: () => Promise<void>;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  [files, remove] = await buildLab();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await remove();
});
beforeEach(async () => {
  server = await serve({ now: () => NOW, files, signedIn: true });
  page = await browser.page({ viewport: { width: 1500, height: 1100 } });
  page.on('pageerror', (error) => console.log(String(error)));
  await page.goto(server.url);
  await page.waitForFunction(() => 'lab' in globalThis);
});
afterEach(async () => {
  await page.context().close();
  await server.close();
});

interface Node {
  tagName?: string;
  attributes?: Record<string, string>;
  textContent?: string;
  childNodes?: Node[];
}

const KNOWN = new Set(['a', 'button', 'input', 'img', 'h1', 'h3', 'p', 'li']);

/** Marks what people click by what it is, so that it is known again wherever a page has it. */
function marked(root: Node): Node {
  const seen = new Map<string, number>();
  const mark = (node: Node, around: string): void => {
    const text = textOf(node).trim();
    const name = `${around}${node.tagName} ${node.attributes?.['alt'] ?? node.attributes?.['placeholder'] ?? text}`.slice(0, 120);
    if (node.tagName !== undefined && KNOWN.has(node.tagName)) {
      const turn = (seen.get(name) ?? 0) + 1;
      seen.set(name, turn);
      node.attributes!['data-known'] = `${name} ${turn}`;
    }
    const inside = node.tagName === 'header' || node.tagName === 'footer' ? `${node.tagName} ` : around;
    for (const child of node.childNodes ?? []) mark(child, inside);
  };
  mark(root, '');
  return root;
}

function textOf(node: Node): string {
  return node.textContent ?? (node.childNodes ?? []).map(textOf).join('');
}

function snapshot(root: Node, width: number, height: number, id = '0000000000000001'): Snapshot {
  return { id, page: '/kahvit', device: 'desktop', title: 'Kahvit', viewport: [width, height], document: [width, 3000], snapshot: marked(root) as unknown as Snapshot['snapshot'] };
}

/** Clicks of visitors whose windows are a little narrower and higher than the one that the picture was taken in. */
async function clicksOn(root: Node, width: number): Promise<Click[]> {
  return page.evaluate(async (before) => {
    await lab.show(before);
    return lab.clicks([0.15, 0.5, 0.85]);
  }, snapshot(root, width - 24, 760, '0000000000000009'));
}

const shown = (clicks: readonly Click[], backdrop: Snapshot): Promise<{ inside: number; missed: string[]; unanchored: number }> =>
  page.evaluate(
    async ([all, on]) => {
      await lab.draw(on, all);
      return { ...lab.drawnInside(all), unanchored: lab.unanchored() };
    },
    [clicks, backdrop] as const,
  );

/** In elements that take no room at this width nobody clicked. */
const seen = (clicks: readonly Click[]): Click[] => clicks.filter(({ pageX, pageY }) => pageX > 0 && pageY > 0);

for (const [width, height] of [[1440, 900], [1024, 768], [768, 1024], [390, 844]] as const) {
  it(`draws clicks inside the boxes of the elements that were clicked, at ${width} px`, async () => {
    const clicks = seen(await clicksOn(shopPage(), width));
    expect(clicks.length).toBeGreaterThan(350);
    const { inside, missed, unanchored } = await shown(clicks, snapshot(shopPage(), width, height));
    expect(missed).toEqual([]);
    expect(inside).toBe(clicks.length);
    expect(unanchored).toBe(0);
  });

  it(`finds at least 98 % again after a banner was put in and the grid put in another order, at ${width} px`, async () => {
    const clicks = seen(await clicksOn(shopPage(), width));
    const banner = h('div', { class: 'offer', style: 'height:130px;background:#c9a227' }, h('a', { href: '#' }, 'Syystarjous'), h('button', {}, 'Sulje'));
    const order = COFFEES.map((_: string, at: number) => (at * 3 + 2) % COFFEES.length);
    const { inside, missed } = await shown(clicks, snapshot(shopPage({ extra: [banner], coffees: order }), width, height, '0000000000000002'));
    console.log(`${width} px: ${inside} of ${clicks.length} clicks at their places after the change${missed.length === 0 ? '' : `; lost: ${missed.join(', ')}`}`);
    expect(inside / clicks.length).toBeGreaterThanOrEqual(0.98);
  });
}

it('moves points with what sticks to the window and with what scrolls by itself', async () => {
  const clicks = seen(await clicksOn(shopPage(), 1440));
  await shown(clicks, snapshot(shopPage(), 1440, 900));
  for (const to of [0, 137, 900]) {
    const after = await page.evaluate(async ([all, top]) => {
      await lab.scroll(top);
      return lab.drawnInside(all);
    }, [clicks, to] as const);
    expect(after.missed).toEqual([]);
  }
  const panel = await page.evaluate(async (all) => {
    document.querySelector('iframe')!.contentDocument!.querySelector('.panel')!.scrollTop = 90;
    await lab.scroll(960);
    return lab.drawnInside(all);
  }, clicks);
  expect(panel.missed).toEqual([]);
});

it('draws the whole of a dot on what hangs out of a header that sticks to the window', async () => {
  const search = h('form', { style: 'position:absolute;top:58px;left:200px;width:300px;height:44px;background:#fff' }, h('button', { style: 'width:120px;height:40px' }, 'Etsi'));
  const bar = h('div', { style: 'position:sticky;top:0;z-index:9;height:40px;background:#eee' }, search);
  const clicks = (await clicksOn(shopPage({ extra: [bar] }), 390)).filter(({ known }) => known.includes('Etsi'));
  expect(clicks.length).toBe(9);
  const { inside, missed } = await shown(clicks, snapshot(shopPage({ extra: [bar] }), 390, 844));
  expect(missed).toEqual([]);
  expect(inside).toBe(9);
});

it('opens what is hidden when that is asked for, draws its clicks there, and closes it again', async () => {
  const menu = h('div', { class: 'menu', style: 'display: none' }, h('a', { href: '#' }, 'Beans'));
  const faded = h('div', { style: 'opacity: 0; pointer-events: none' }, h('button', {}, 'Grind'));
  const root = shopPage({ extra: [menu, faded] });
  const wanted = [{ selector: 'main>div.menu>a', tag: 'a', text: 'Beans' }, { selector: 'main>div:nth-of-type(2)>button', tag: 'button', text: 'Grind' }];
  await page.evaluate((on) => lab.show(on), snapshot(root, 1440, 900));
  await expect.poll(() => page.evaluate((all) => lab.seen(all), wanted)).toEqual(['hidden', 'hidden']);
  await page.evaluate(([on, all]) => lab.open(on, all), [snapshot(root, 1440, 900), wanted] as const);
  await expect.poll(() => page.evaluate((all) => lab.seen(all), wanted)).toEqual(['shown', 'shown']);
  await page.evaluate((on) => lab.open(on, null), snapshot(root, 1440, 900));
  await expect.poll(() => page.evaluate((all) => lab.seen(all), wanted)).toEqual(['hidden', 'hidden']);
});

it('scrolls its panels under the wheel before the page', async () => {
  await page.evaluate((on) => lab.show(on), snapshot(shopPage(), 1440, 900));
  const box = await page.evaluate(async () => {
    const { top, left } = document.querySelector('iframe')!.contentDocument!.querySelector('.panel')!.getBoundingClientRect();
    await lab.scroll(top - 100);
    return { x: left + 60, y: 160 };
  });
  const frame = (await page.locator('iframe').boundingBox())!;
  await page.mouse.move(frame.x + box.x, frame.y + box.y);
  const before = await page.locator('.backdrop-scroll').evaluate((one) => one.scrollTop);
  await page.mouse.wheel(0, 60);
  await page.waitForFunction(() => document.querySelector('iframe')!.contentDocument!.querySelector('.panel')!.scrollTop > 0);
  await expect.poll(() => page.locator('.backdrop-scroll').evaluate((one) => one.scrollTop)).toBe(before);
});

it('draws no clicks on what is there but cannot be seen, such as in a closed menu, and counts them', async () => {
  const [click] = await clicksOn(shopPage(), 1440);
  const menu = h('div', { class: 'menu', style: 'display: none' }, h('a', { href: '#' }, 'Beans'));
  const closed = { ...click!, element: { selector: 'div.menu>a', tag: 'a', text: 'Beans' }, pageX: 300, pageY: 500, documentWidth: 1416 };
  const { unanchored } = await shown([closed], snapshot(shopPage({ extra: [menu] }), 1440, 900));
  expect(unanchored).toBe(0);
  await expect.poll(() => page.evaluate(() => lab.hidden())).toBe(1);
  await expect.poll(() => page.evaluate(() => lab.isInk((300 * 1440) / 1416, 500))).toBe(false);
});

it('leaves clicks on elements that are gone where they were on the page, and counts them', async () => {
  const [click] = await clicksOn(shopPage(), 1440);
  const gone = { ...click!, element: { selector: 'div.gone>a', tag: 'a', text: 'Gone' }, pageX: 300, pageY: 500, documentWidth: 1416 };
  const { unanchored } = await shown([gone], snapshot(shopPage(), 1440, 900));
  expect(unanchored).toBe(1);
  await expect.poll(() => page.evaluate(() => lab.isInk((300 * 1440) / 1416, 500))).toBe(true);
});

it('draws 200,000 points in less than 100 ms', async () => {
  const { heat, dots } = await page.evaluate(() => lab.times(200_000));
  console.log(`200,000 points: heat ${heat.toFixed(0)} ms, dots ${dots.toFixed(0)} ms`);
  expect(heat).toBeLessThan(100);
});

it('moves what is drawn when the page is scrolled, and draws nothing anew', async () => {
  const drawn = await page.evaluate(async (on) => {
    await lab.show(on);
    await lab.heat({ ...on, id: '0000000000000003' }, 200_000);
    let count = 0;
    const put = CanvasRenderingContext2D.prototype.putImageData;
    CanvasRenderingContext2D.prototype.putImageData = function (...given: unknown[]) {
      count++;
      (put as (...all: unknown[]) => void).apply(this, given);
    };
    const before = document.querySelector<HTMLElement>('.backdrop-carried')!.style.transform;
    const begin = performance.now();
    for (let top = 0; top < 1000; top += 25) await lab.scroll(top);
    return { count, moved: document.querySelector<HTMLElement>('.backdrop-carried')!.style.transform !== before, frame: (performance.now() - begin) / 80 };
  }, snapshot(shopPage(), 1440, 900));
  console.log(`scrolling over 200,000 points: ${drawn.frame.toFixed(1)} ms a frame`);
  expect(drawn.count).toBe(0);
  expect(drawn.moved).toBe(true);
});

it('finds the zones of a page', async () => {
  await page.evaluate((on) => lab.show(on), snapshot(shopPage(), 1440, 900));
  const zones = await page.evaluate(() => lab.zones());
  expect(zones.map(({ name }) => name)).toEqual(['Header', 'Juuri paahdettua, kotiovelle', 'Kahvit', 'Kuinka valitsen kahvin?', 'Uutiskirje', 'Footer']);
  expect(zones.filter(({ alwaysInView }) => alwaysInView).map(({ name }) => name)).toEqual(['Header']);
  for (const { top, bottom } of zones) expect(bottom).toBeGreaterThan(top);
});
