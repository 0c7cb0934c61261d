import { expect, it } from 'vitest';
import { EVIL, hostile, REFUSED, RUN, watch } from './evil';
import { SHOP, stage } from './stage';
// @ts-expect-error plain JavaScript
import { h, shopPage } from '../mock/shop.mjs';
// @ts-expect-error plain JavaScript
import { DOCUMENTS } from '../mock/recording.mjs';

const at = stage();
const LIST = `${SHOP}/replays?period=30d`;
const replay = (more = '', session = at.state.star()): string => `${SHOP}/replays/${session}?period=30d${more}`;
const openAt = (seconds: number, more = '') => at.open(replay(`&tab.t=${seconds}${more}`));
const frameText = (selector: string) => at.page.frameLocator('.stage-frame').locator(selector);
/** Seconds on the player's clock. */
const clock = async (): Promise<number> => Number(await at.page.getByRole('slider').getAttribute('aria-valuenow'));
const picture = () => frameText('body').waitFor({ state: 'attached' });
const asked = (end: string) => at.state.requests.findLast(({ path }: { path: string }) => path.endsWith(end));

it('says of each session at a glance why it might matter, and how many there are', async () => {
  await at.open(LIST);
  await at.page.getByText(/^\d+ recorded sessions, of [\d,]+ sessions; \d+ of the first 50 met with trouble/).waitFor();
  const row = at.page.locator('.replay-row').nth(4);
  for (const reason of ['2 rage clicks', '1 dead click', '2 errors', '1 failed request']) await row.getByText(reason).waitFor();
  await at.page.getByText(/^50 of \d+ sessions$/).waitFor();
  await at.page.getByRole('button', { name: 'Show more' }).click();
  await at.page.getByText(/^100 of \d+ sessions$/).waitFor();
  await expect.poll(() => at.page.locator('.replay-row').count()).toBe(100);
});

it('keeps conditions, order and columns in the address, and asks for just that', async () => {
  await at.open(LIST);
  await at.page.locator('.replay-row').first().waitFor();
  await at.page.getByRole('button', { name: 'Add a condition' }).click();
  await at.page.getByLabel('What must hold').selectOption('frustration');
  await at.page.getByLabel('Frustration at least').fill('5');
  await at.page.locator('.replay-condition').getByRole('button', { name: 'Add a condition' }).click();
  await at.page.getByText('frustration ≥ 5').waitFor();
  await at.page.getByLabel('Order', { exact: true }).selectOption('frustration');
  await at.page.getByRole('button', { name: 'Columns' }).click();
  await at.page.getByRole('button', { name: 'Frustration', exact: true }).click();
  await expect.poll(() => at.address()).toBe(`${LIST}&tab.where=frustration:5&tab.sort=frustration&tab.columns=pages,length,who,source,frustration`);
  await expect.poll(() => asked('/replays/query').body).toMatchObject({ where: { frustration: { from: 5 } }, orderBy: [['frustration', 'desc']], limit: 50 });
  await at.page.keyboard.press('Escape');
  await at.page.getByRole('button', { name: 'Remove the filter frustration ≥ 5' }).click();
  await expect.poll(() => at.address()).not.toContain('where');
});

it('keeps a search under a name, and opens it again', async () => {
  await at.open(`${LIST}&tab.where=purchased:no&tab.sort=errors`);
  await at.page.getByText('did not buy').waitFor();
  await at.page.getByRole('button', { name: 'Saved searches' }).click();
  await at.page.getByLabel('Name of this search').fill('Lost buyers');
  await at.page.getByRole('button', { name: 'Save the search' }).click();
  await at.page.getByRole('link', { name: 'Lost buyers' }).waitFor();
  await at.open(`${SHOP}/replays`);
  await at.page.getByRole('button', { name: 'Saved searches' }).click();
  await at.page.getByRole('link', { name: 'Lost buyers' }).click();
  await at.page.getByText('did not buy').waitFor();
  expect(at.address()).toBe(`${LIST}&tab.where=purchased:no&tab.sort=errors`);
});

it('walks through the rows with j and k, and opens one with Enter', async () => {
  await at.open(LIST);
  await at.page.locator('.replay-row').first().waitFor();
  for (const key of ['j', 'j', 'j', 'k']) await at.page.keyboard.press(key);
  await expect.poll(() => at.page.evaluate(() => [...document.querySelectorAll('.replay-link')].indexOf(document.activeElement!))).toBe(1);
  const href = await at.page.locator('.replay-link').nth(1).getAttribute('href');
  await at.page.keyboard.press('Enter');
  await expect.poll(() => at.address()).toContain(decodeURIComponent(href!.split('?')[0]!));
  await picture();
});

it('says how recording is switched on where it is off, and leads the owner there', async () => {
  await at.open('/sites/new000000001/replays');
  await at.page.getByText('Sessions are not recorded yet').waitFor();
  await at.page.getByRole('link', { name: 'Switch recording on' }).click();
  await at.page.getByLabel('Record sessions').check();
  await at.page.getByLabel('Share of visitors (%)').fill('50');
  await at.page.getByRole('button', { name: 'Save' }).click();
  await at.page.getByText('✓ Saved').waitFor();
  expect(asked('/sites/new000000001').body.replay).toMatchObject({ recorded: true, needsConsent: true, sampleRate: 0.5, start: { pages: [], events: [], onError: false, onRageClick: false } });
});

it('begins to play at once, and shows the first picture within a second', async () => {
  await at.open(LIST);
  const link = at.page.locator('.replay-link').nth(4);
  await link.waitFor();
  const begin = Date.now();
  await link.click();
  await frameText('h1').getByText('Juuri paahdettua, kotiovelle').waitFor({ state: 'attached' });
  const first = Date.now() - begin;
  console.log(`the first frame after ${first} ms`);
  expect(first).toBeLessThan(3000);
  await at.page.getByRole('button', { name: 'Pause' }).first().waitFor();
  const before = await clock();
  await expect.poll(clock).toBeGreaterThan(before + 1);
});

it('shows any moment as it was, also in another document', async () => {
  await openAt(29);
  await frameText('#cart').getByText('Kori (1)').waitFor({ state: 'attached' });
  await expect.poll(clock).toBe(29);
  const bar = (await at.page.locator('.timebar-track').boundingBox())!;
  const length = Number(await at.page.getByRole('slider').getAttribute('aria-valuemax'));
  const seek = async (second: number): Promise<void> => at.page.mouse.click(bar.x + (bar.width * second) / length, bar.y + bar.height / 2);
  const begin = Date.now();
  await seek(200);
  await frameText('.wrong').getByText('Maksu ei onnistunut.').waitFor({ state: 'attached' });
  console.log(`sought in ${Date.now() - begin} ms`);
  await expect.poll(() => frameText('#nimi').inputValue()).toBe('*'.repeat(14));
  await seek(10);
  await frameText('#cart').getByText('Kori (0)').waitFor({ state: 'attached' });
  await expect.poll(() => at.address()).toMatch(/tab\.t=(9|10)/);
});

it('goes on at the next full snapshot after what is missing, and says where that is', async () => {
  await openAt(45);
  await at.page.getByText('There is no picture of this moment.').waitFor();
  await expect.poll(() => at.page.locator('.timebar-missing').count()).toBe(1);
  await at.page.keyboard.press(' ');
  await frameText('#cart').getByText('Kori (1)').waitFor({ state: 'attached' });
  await expect.poll(clock).toBeGreaterThanOrEqual(60);
});

it('skips what nobody needs to see, unless it is wanted', async () => {
  await openAt(75);
  await picture();
  await at.page.getByRole('button', { name: 'Play' }).first().click();
  await expect.poll(clock).toBeGreaterThan(94);
});

it('shows the tab in which the visitor is, or the one that is picked', async () => {
  await openAt(100);
  await frameText('h3').first().getByText('Kenia Kirinyaga').waitFor({ state: 'attached' });
  await at.page.getByLabel('Which tab').selectOption('0');
  await frameText('h3').first().getByText('Etiopia Yirgacheffe').waitFor({ state: 'attached' });
  await at.page.getByLabel('Which tab').selectOption('');
  await frameText('h3').first().getByText('Kenia Kirinyaga').waitFor({ state: 'attached' });
});

it('lists what happened, goes along, and jumps where one clicks', async () => {
  await openAt(16);
  await at.page.locator('.side-row[aria-current]').getByText('Rage click').waitFor();
  await at.page.getByRole('button', { name: /Error PaymentError: gateway timeout/ }).click();
  await expect.poll(clock).toBe(183);
  await at.page.getByText('at pay (/assets/kassa.js:214:11)').waitFor();
  await at.page.getByRole('button', { name: 'Console' }).click();
  await at.page.getByRole('button', { name: /Warning Kuva ladataan/ }).waitFor();
  await at.page.getByRole('button', { name: 'Network' }).click();
  await at.page.getByRole('button', { name: /POST failed: 502/ }).click();
  await expect.poll(clock).toBe(181);
});

it('hides kinds of marks', async () => {
  await openAt(10);
  await at.page.locator('.side-row').first().waitFor();
  const all = await at.page.locator('.side-row').count();
  await at.page.getByRole('button', { name: 'Marks' }).click();
  await at.page.getByRole('button', { name: /^Click \d/ }).click();
  await expect.poll(() => at.page.locator('.side-row').count()).toBeLessThan(all);
});

it('obeys its keys', async () => {
  await openAt(29);
  await picture();
  await at.page.keyboard.press('ArrowLeft');
  await expect.poll(clock).toBe(24);
  await at.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(clock).toBe(54);
  await at.page.keyboard.press('.');
  await expect.poll(() => at.page.getByLabel('Speed', { exact: true }).inputValue()).toBe('2');
  await at.page.keyboard.press(',');
  await at.page.keyboard.press(',');
  await expect.poll(() => at.page.getByLabel('Speed', { exact: true }).inputValue()).toBe('0.5');
  await at.page.keyboard.press('?');
  await at.page.getByText('30 seconds back or on').waitFor();
  await at.page.keyboard.press('Escape');
  await at.page.keyboard.press('n');
  await expect.poll(() => at.address()).not.toContain(at.state.star());
  const next = /replays\/(\d+)/.exec(at.address())![1]!;
  await expect.poll(() => asked(`/replays/${next}/events`)).toBeDefined();
  await at.page.keyboard.press('p');
  await expect.poll(() => at.address()).toContain(at.state.star());
});

it('keeps notes at a moment, which stand on the time line', async () => {
  await openAt(29, '&tab.panel=notes');
  await at.page.getByText('No note yet').waitFor();
  await at.page.getByLabel('Note at 0:29').fill('The button does nothing');
  await at.page.getByRole('button', { name: 'Add a note' }).click();
  await at.page.getByRole('button', { name: /0:29 The button does nothing/ }).waitFor();
  await at.page.getByRole('button', { name: 'Delete the note The button does nothing' }).click();
  await at.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await at.page.getByText('No note yet').waitFor();
});

it('keeps a recording, shares it, saves it, and deletes it once that is confirmed', async () => {
  const session = at.state.star();
  await openAt(29);
  await at.page.getByRole('button', { name: 'Keep', exact: true }).click();
  await at.page.getByRole('button', { name: 'Kept', exact: true }).waitFor();
  expect(at.state.pins.has(session)).toBe(true);
  expect(at.state.watched.has(session)).toBe(true);
  await at.page.getByRole('button', { name: 'Share' }).click();
  await at.page.getByRole('button', { name: 'Make a link' }).click();
  await at.page.getByText(`${at.origin()}/shared/replays/${session}#token=shared`).waitFor();
  const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.getByRole('button', { name: 'Download as rrweb JSON' }).click()]);
  expect(download.suggestedFilename()).toBe(`paahto.example-${session}.json`);
  await at.page.getByRole('button', { name: 'Delete the recording' }).click();
  await at.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await at.page.locator('.replay-row').first().waitFor();
  expect(at.state.removed.has(session)).toBe(true);
  expect(at.address()).toBe(LIST);
});

it('shows a shared session to whoever has the link, without an account, and nothing else', async () => {
  at.state.signedIn = false;
  await at.open(`/shared/replays/${at.state.star()}?tab.t=29#token=shared`);
  await frameText('#cart').getByText('Kori (1)').waitFor({ state: 'attached' });
  await at.page.locator('.side-row').first().waitFor();
  await expect.poll(() => at.page.locator('.side, .replay-list, .replay-actions, .side-count').count()).toBe(0);
  await at.open(`/shared/replays/${at.state.star()}#token=other`);
  await at.page.getByText('This link no longer works').waitFor();
});

it('follows a session that is going on', async () => {
  at.state.liveSeconds = 26;
  await at.open(LIST);
  await at.page.locator('.replay-row', { hasText: 'Live' }).locator('.replay-link').click();
  await at.page.locator('.stage-live').waitFor();
  await picture();
  await expect.poll(() => at.page.getByRole('slider').getAttribute('aria-valuemax')).toBe('20');
  at.state.liveSeconds = 32;
  await expect.poll(() => at.page.getByRole('slider').getAttribute('aria-valuemax')).toBe('30');
  await frameText('#cart').getByText('Kori (1)').waitFor({ state: 'attached' });
});

it('answers from a mark how common it is and what it costs, and leads to the recordings of it', async () => {
  await openAt(29);
  await at.page.getByRole('button', { name: 'How common is this: PaymentError: gateway timeout' }).click();
  await at.page.getByText(/sessions of [\d,]+ had the same/).waitFor();
  await at.page.getByText('Those who had it convert less.', { exact: false }).waitFor();
  await at.page.getByText(/^Revenue at stake: €[\d,.]+$/).waitFor();
  await at.page.locator('.quantify-trend .u-over').waitFor();
  expect(asked('/quantify').body).toMatchObject({ signal: { kind: 'error', text: 'PaymentError: gateway timeout' }, goal: null, interval: 'day' });
  await at.page.getByRole('button', { name: 'Browsers' }).click();
  await at.page.getByRole('rowheader', { name: 'Chrome Mobile' }).waitFor();
  await at.page.getByRole('link', { name: /^Watch these \d+ recordings$/ }).click();
  await at.page.getByText('error contains “PaymentError: gateway timeout”').waitFor();
  await at.page.locator('.replay-row').first().waitFor();
});

it('leads from an element of a heatmap to the sessions that clicked it, and from a click to the heatmap', async () => {
  await at.open(`${SHOP}/heatmaps?period=30d&tab.map=/kahvit&tab.element=a%23cart`);
  await at.page.locator('.element-facts').waitFor();
  await at.page.locator('.element-card').getByRole('link', { name: 'Watch those who clicked it' }).click();
  await at.page.getByText('clicked a#cart on /kahvit').waitFor();
  expect(at.address()).toBe(`${SHOP}/replays?period=30d&f=is:device:desktop&tab.where=clicked:click,a#cart,/kahvit`);
  await openAt(29);
  await at.page.getByRole('button', { name: /Dead click Paahtimo/ }).click();
  await at.page.getByRole('link', { name: 'See it on the heatmap' }).click();
  await at.page.locator('.map-foot').waitFor();
  expect(at.address()).toBe(`${SHOP}/heatmaps?period=30d&tab.map=/kahvit&tab.device=desktop&tab.kind=deadClick&tab.element=main>section.hero>img`);
});

it('leads from key figures and rows to the sessions behind them, with filters and dates kept', async () => {
  await at.open(`${SHOP}?period=30d&f=is:device:mobile&metric=revenue`);
  await at.page.getByRole('link', { name: 'Watch these sessions' }).click();
  await at.page.locator('.replay-row, .empty').first().waitFor();
  expect(at.address()).toBe(`${SHOP}/replays?period=30d&metric=revenue&f=is:device:mobile&tab.where=purchased:yes`);
  await at.open(`${SHOP}?period=30d&f=is:device:mobile`);
  const link = at.page.getByRole('link', { name: 'Watch the sessions: Finland' });
  await link.focus();
  await at.page.keyboard.press('Enter');
  await expect.poll(() => at.address()).toBe(`${SHOP}/replays?period=30d&f=is:device:mobile&f=is:country:FI`);
});

/** The shop's document holds these events instead. */
function instead(events: (begin: number) => unknown[]): void {
  at.state.replayEvents = (document: string, begin: number) => (document === DOCUMENTS.shop ? { events: events(begin), next: null } : { events: [], next: null });
}

const page = (begin: number, node: unknown) => [
  { type: 4, timestamp: begin, data: { href: `${EVIL}/`, width: 1200, height: 800 } },
  { type: 2, timestamp: begin + 1, data: { node, initialOffset: { top: 0, left: 0 } } },
];

async function expectCalm(requests: readonly string[]): Promise<void> {
  expect(requests).toEqual([]);
  await expect.poll(() => at.page.evaluate(() => 'hacked' in window || 'hacked' in document.querySelector('iframe')!.contentWindow! || 'polluted' in {})).toBe(false);
  expect(at.address()).toContain(`${SHOP}/replays/`);
  await expect.poll(() => at.page.evaluate(() => document.querySelector('iframe')!.contentWindow!.location.pathname)).toMatch(/\/backdrop$/);
  await expect.poll(() => at.page.locator('iframe').getAttribute('sandbox')).toBe('allow-same-origin');
}

it('runs nothing and asks nobody, whatever a recorded page tries', async () => {
  const requests = watch(at);
  at.expected(REFUSED);
  instead((begin) => page(begin, hostile()));
  await openAt(5);
  await frameText('h1').getByText('Hostile').waitFor({ state: 'attached' });
  await at.page.getByRole('button', { name: 'Play' }).first().click();
  await expect.poll(clock).toBeGreaterThan(6);
  const inside = await at.page.evaluate(() => {
    const doc = document.querySelector('iframe')!.contentDocument!;
    return {
      scripts: doc.querySelectorAll('script, base, meta[http-equiv], link, iframe[src], iframe[srcdoc]').length,
      handlers: [...doc.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => /^on/i.test(name)),
    };
  });
  expect(inside).toEqual({ scripts: 0, handlers: [] });
  await expectCalm(requests);
});

it('runs nothing and asks nobody, whatever later events try', async () => {
  const requests = watch(at);
  at.expected(REFUSED);
  instead((begin) => {
    const shop = shopPage();
    const [html] = shop.childNodes.slice(1);
    const body = html.childNodes[1];
    const target = body.childNodes[0];
    const change = (after: number, data: unknown) => ({ type: 3, timestamp: begin + after, data });
    const add = (after: number, node: unknown, parentId = body.id) => change(after, { source: 0, texts: [], attributes: [], removes: [], adds: [{ parentId, nextId: null, node }] });
    const deep = Array.from({ length: 700 }).reduce((node) => h('div', {}, node as never), h('b', {}, 'end'));
    return [
      ...page(begin, shop),
      add(100, h('script', {}, RUN)),
      add(110, h('img', { src: `${EVIL}/added.png`, onerror: RUN })),
      add(120, h('iframe', { src: `javascript:${RUN}`, srcdoc: `<script>${RUN}</script>` })),
      add(130, h('svg', { onload: RUN }, h('script', {}, RUN), h('image', { href: `${EVIL}/svg.png` }))),
      add(140, h('link', { rel: 'stylesheet', href: `${EVIL}/a.css` })),
      add(150, h('style', { _cssText: `@import url(${EVIL}/b.css); body { background: url(${EVIL}/b.png) }` })),
      add(160, h('meta', { 'http-equiv': 'refresh', content: `0;url=${EVIL}` })),
      add(170, deep),
      add(180, { type: 0, id: 880_000, childNodes: [{ type: 2, id: 880_001, tagName: 'html', attributes: {}, childNodes: [{ type: 2, id: 880_002, tagName: 'script', attributes: {}, childNodes: [{ type: 3, id: 880_003, textContent: RUN }] }] }] }),
      change(200, { source: 0, texts: [], removes: [], adds: [], attributes: [{ id: target.id, attributes: { onclick: RUN, onmouseover: RUN, style: { 'background-image': `url(${EVIL}/style.png)` }, href: `javascript:${RUN}`, __proto__: { polluted: 1 } } }] }),
      change(210, { source: 8, id: html.childNodes[0].childNodes[1].id, adds: [{ rule: `body { background: url(${EVIL}/rule.png) !important }`, index: 0 }] }),
      change(220, { source: 15, id: shop.id, styleIds: [1], styles: [{ styleId: 1, rules: [{ rule: `p { background: url(${EVIL}/adopted.png) }` }] }] }),
      change(230, { source: 10, family: 'x', fontSource: `url(${EVIL}/font.woff2)`, buffer: false }),
      change(240, { source: 9, id: target.id, type: 0, commands: [{ property: 'drawImage', args: [{ rr_type: 'ImageBitmap', args: [{ rr_type: 'Function', args: [RUN] }] }] }, { property: 'constructor', args: [{ rr_type: 'HTMLImageElement', src: `${EVIL}/canvas.png` }] }] }),
      change(250, { source: 7, id: target.id, type: 0 }),
      change(260, { source: 99, id: target.id }),
      ...[0, 1, 2, 5, 7].map((type, step) => change(270 + step, { source: 2, type, id: target.id, x: 5, y: 5 })),
      JSON.parse('{"type":3,"timestamp":0,"__proto__":{"polluted":1},"data":{"source":0,"constructor":{"prototype":{"polluted":1}},"adds":"x","removes":null,"texts":[null],"attributes":[{"id":1,"attributes":null}]}}'),
      { type: 5, timestamp: begin + 300, data: { tag: 'polku:console', payload: { level: 'error', text: '<img src=x onerror=alert(1)>', count: 1 } } },
      change(400, { source: 0, texts: [], removes: [], adds: [{ parentId: body.id, nextId: null, node: h('p', { id: 'after' }) }], attributes: [] }),
      change(9_000, { source: 3, id: shop.id, x: 0, y: 10 }),
    ];
  });
  await openAt(0.05);
  await frameText('h1').waitFor({ state: 'attached' });
  await at.page.getByRole('button', { name: 'Play' }).first().click();
  // Whatever came before, the player goes on.
  await frameText('#after').waitFor({ state: 'attached' });
  await expect.poll(clock).toBeGreaterThan(1);
  await at.page.keyboard.press(' ');
  await at.page.getByRole('button', { name: 'Console' }).click();
  await at.page.getByText('<img src=x onerror=alert(1)>').waitFor();
  await expectCalm(requests);
});

it('is not broken by chunks of nonsense, and plays on where there is something', async () => {
  at.expected(REFUSED);
  at.state.replayEvents = (document: string, begin: number) =>
    document === DOCUMENTS.shop ? { events: [null, 7, { type: 2, timestamp: begin, data: { node: { type: 0, id: 'x', childNodes: {} } } }, { type: 4, timestamp: begin, data: { width: 1e9, height: -1 } }], next: null } : undefined;
  await openAt(5);
  await at.page.getByText('There is no picture of this moment.').waitFor();
  await at.page.getByRole('button', { name: /Form Nimi/ }).click();
  await frameText('h1').getByText('Toimitus ja maksu').waitFor({ state: 'attached' });
});
