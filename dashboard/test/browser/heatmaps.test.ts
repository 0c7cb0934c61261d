import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { SHOP, stage } from './stage';

const at = stage();
const MAP = `${SHOP}/heatmaps?period=30d&tab.map=/kahvit`;
const ready = () => at.page.locator('.map:not([aria-busy="true"]) .picture').first().waitFor({ state: 'attached' });

it('leads from the list of pages to the map of one, and back', async () => {
  await at.open(`${SHOP}/heatmaps?period=30d`);
  await at.page.getByText(/^Begin with \/kahvit: \d+ rage clicks/).waitFor();
  await at.page.getByRole('searchbox').fill('kahvi');
  await at.page.waitForFunction(() => [...document.querySelectorAll('.page-card-name')].every((name) => name.textContent!.includes('kahvi')));
  await at.page.getByRole('link', { name: '/kahvit', exact: true }).click();
  await ready();
  expect(at.address()).toContain('tab.map=/kahvit');
  await at.page.getByText(/^Most clicks: “Lisää koriin: Etiopia Yirgacheffe”, \d+%; \d+ rage clicks on/).waitFor();
  await at.page.getByRole('link', { name: 'All pages' }).click();
  await at.page.locator('.page-card').first().waitFor();
  expect(at.address()).toBe(`${SHOP}/heatmaps?period=30d&tab.search=kahvi`);
});

it('keeps device, kind and look in the address', async () => {
  await at.open(MAP);
  await ready();
  await at.page.getByRole('button', { name: /^Mobile [\d,]+$/ }).click();
  await at.page.getByRole('button', { name: 'Rage', exact: true }).click();
  await at.page.getByRole('button', { name: 'Confetti' }).click();
  await at.page.locator('.kinds-legend').waitFor();
  expect(at.address()).toBe(`${MAP}&tab.device=mobile&tab.kind=rageClick&tab.look=confetti`);
});

it('opens the card of an element from the list, and saves the list as a file', async () => {
  await at.open(MAP);
  await ready();
  const row = at.page.locator('.element-row').first();
  await row.hover();
  await at.page.locator('.layer-edge').waitFor({ state: 'attached' });
  await row.click();
  await at.page.locator('.element-facts').waitFor();
  await at.page.locator('.element-course .u-over').waitFor();
  expect(at.address()).toContain('tab.element=section%23kahvit>ul.cards'.replace('%23', '#'));
  await at.page.getByRole('button', { name: 'Download', exact: true }).click();
  const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.getByRole('button', { name: /^CSV/ }).click()]);
  expect(download.suggestedFilename()).toBe('paahto.example-Clicks-kahvit-desktop-2026-10-21-2026-11-19.csv');
  await expect.poll(async () => readFile((await download.path())!, 'utf8')).toContain('selector,tag,text,clicks');
});

it('says how a picture of the page comes about where there is none', async () => {
  at.state.pictured = false;
  await at.open(MAP);
  await at.page.getByText('There is no picture of this page yet').waitFor();
  await at.page.getByRole('button', { name: 'Take a picture' }).click();
  await at.page.getByRole('link', { name: 'Open the page' }).waitFor();
  expect(at.state.requests.find(({ path }: { path: string }) => path.endsWith('/links')).body).toEqual({ purpose: 'snapshot', url: 'https://paahto.example/kahvit', page: '/kahvit' });
});

it('opens the page itself with the map over it, where the owner says that it lives', async () => {
  await at.open(MAP);
  await ready();
  await at.page.getByRole('button', { name: 'On the page itself' }).click();
  await at.page.getByLabel('Where the page is opened').fill('http://paahto.example:8090/kahvit?a=1');
  await at.page.getByRole('button', { name: 'See the map on the page' }).click();
  await expect.poll(() => at.page.getByRole('link', { name: 'Open the page' }).getAttribute('href')).toBe('http://paahto.example:8090/kahvit?a=1#polku=signed=click=30');
  expect(at.state.requests.find(({ path }: { path: string }) => path.endsWith('/links')).body).toEqual({ purpose: 'overlay', url: 'http://paahto.example:8090/kahvit?a=1', page: '/kahvit' });
});

it('saves the whole map as a picture, page and all', async () => {
  await at.open(MAP);
  await ready();
  await at.page.getByRole('button', { name: 'Download', exact: true }).click();
  const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.getByRole('button', { name: /^PNG/ }).click()]);
  expect(download.suggestedFilename()).toBe('paahto.example-Clicks-kahvit-desktop-2026-10-21-2026-11-19.png');
  const file = await readFile((await download.path())!);
  const colours = await at.page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    // Below the title and the line of the legend.
    const top = 84 + 30;
    const at = (x: number, y: number): string => [...context.getImageData(x, y, 1, 1).data].slice(0, 3).join(' ');
    return { size: [image.width, image.height], header: at(700, top + 20), hero: at(20, top + 300), second: at(700, top + 900 + 20), third: at(700, top + 1800 + 20), footer: at(700, image.height - 10), legend: new Set(Array.from({ length: 400 }, (_, x) => at(x + 20, 84 + 8))).size };
  }, file.toString('base64'));
  expect(colours.size[0]).toBe(1440);
  expect(colours.size[1]).toBeGreaterThan(2400);
  expect(colours).toMatchObject({ header: '43 33 27', hero: '230 214 189', footer: '43 33 27' });
  // What sticks to the window stands once, at its place.
  expect([colours.second, colours.third]).not.toContain('43 33 27');
  expect(colours.legend).toBeGreaterThan(20);
});

it('sets two maps side by side and scrolls them as one, or marks what differs on one', async () => {
  await at.open(MAP);
  await ready();
  await at.page.getByRole('button', { name: 'Compare', exact: true }).click();
  await at.page.getByRole('button', { name: 'Compare with the time before' }).click();
  const scrollers = at.page.locator('.backdrop-scroll');
  await expect.poll(() => at.page.locator('.map:not([aria-busy="true"]) .picture').count()).toBeGreaterThan(5);
  await scrollers.first().evaluate((one) => (one.scrollTop = 300));
  await expect.poll(async () => Math.round((await scrollers.nth(1).evaluate((one) => one.scrollTop)) / 4)).toBe(75);
  await at.page.getByRole('button', { name: 'Differences' }).click();
  await at.page.locator('.layer-mark').first().waitFor({ state: 'attached' });
  expect(at.address()).toBe(`${MAP}&tab.against=period&tab.difference=on`);
  await expect.poll(() => at.page.locator('.layer-mark span').first().textContent()).toMatch(/^[+−][\d.]+ pts$/);
});

it('hides a colour of the confetti, and shows the zones of the page', async () => {
  await at.open(`${MAP}&tab.look=confetti`);
  await at.page.getByRole('button', { name: /^Organic Search/ }).click();
  await at.page.locator('.kinds-legend [aria-pressed="false"]').waitFor();
  await at.page.getByRole('button', { name: 'Zones' }).click();
  await at.page.locator('.layer-zone').first().waitFor({ state: 'attached' });
  await expect.poll(() => at.page.locator('.breakdown th[scope="row"]').allTextContents()).toContain('Kahvit');
  const asked = at.state.requests.findLast(({ path }: { path: string }) => path.endsWith('/zones')).body.zones;
  expect(asked.find(({ selectors }: { selectors: string[] }) => selectors.includes('a#tutustu'))).toBeDefined();
});

it('points at an element on the map and in the list alike', async () => {
  await at.open(MAP);
  await ready();
  await at.page.locator('.element-row').first().waitFor();
  const frame = (await at.page.locator('.backdrop-frame').boundingBox())!;
  const box = await at.page.evaluate(() => {
    const { left, top, width, height } = document.querySelector('iframe')!.contentDocument!.querySelector('#tutustu')!.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2, whole: document.querySelector('iframe')!.clientWidth };
  });
  await at.page.mouse.move(frame.x + (box.x * frame.width) / box.whole, frame.y + (box.y * frame.width) / box.whole);
  await at.page.locator('.element-hovered', { hasText: 'Tutustu kahveihin' }).waitFor();
  await at.page.mouse.down();
  await at.page.mouse.up();
  await at.page.locator('.element-facts').waitFor();
  expect(at.address()).toContain('tab.element=a#tutustu');
});

it('compares with another filter, of the same form as the filter bar’s, in the address', async () => {
  await at.open(MAP);
  await ready();
  await at.page.getByRole('button', { name: 'Compare', exact: true }).click();
  await at.page.getByRole('button', { name: 'Compare with another filter…' }).click();
  await at.page.locator('.map-versus .filter-form').waitFor();
  await at.open(`${MAP}&tab.against=filter&tab.versus=is:country:SE`);
  await at.page.getByRole('heading', { name: 'Country is Sweden' }).waitFor();
  await at.page.getByRole('heading', { name: 'Everybody' }).waitFor();
  await expect.poll(() => at.state.requests.filter(({ path }: { path: string }) => path.endsWith('/elements')).at(-1)?.body.compare).toEqual({ filters: [['is', 'country', ['SE']]] });
});

it('colours the dots of both sides by one legend, and tells each side’s sample', async () => {
  await at.open(`${MAP}&tab.look=confetti&tab.against=leavers`);
  await expect.poll(() => at.page.locator('.map:not([aria-busy="true"]) .picture').count()).toBeGreaterThan(5);
  await expect.poll(() => at.page.locator('.kinds-legend').count()).toBe(1);
  await expect.poll(() => at.page.locator('.kinds-legend-name').allTextContents()).toEqual(['Did not convert', 'Converted']);
  const samples = at.page.locator('.heatmap-sample');
  await expect.poll(async () => new Set((await samples.allTextContents()).map((text) => text.replace(/^.* in /, ''))).size).toBe(2);
  await at.page.getByRole('combobox', { name: 'Goal' }).waitFor();
});

it('lists what the map shows: dead clicks by their number, moves with their share', async () => {
  await at.open(`${MAP}&tab.kind=deadClick`);
  await ready();
  await expect.poll(() => at.state.requests.filter(({ path }: { path: string }) => path.endsWith('/elements')).at(-1)?.body.orderBy).toEqual([['deadClicks', 'desc']]);
  await expect.poll(async () => (await at.page.locator('.element-row .element-figure').allTextContents()).every((text) => Number(text) > 0)).toBe(true);
  await expect.poll(() => at.page.getByRole('button', { name: 'Zones' }).count()).toBe(0);
  await at.open(`${MAP}&tab.kind=move`);
  await ready();
  await expect.poll(() => at.page.locator('.element-columns').textContent()).toBe('Moves | Share');
});

it('scrolls the map to the element that is chosen in the list', async () => {
  await at.open(MAP);
  await ready();
  const scroller = at.page.locator('.backdrop-scroll');
  expect(await scroller.evaluate((one) => one.scrollTop)).toBe(0);
  await at.page.locator('.element-row', { hasText: 'Toimitus' }).click();
  await expect.poll(() => scroller.evaluate((one) => one.scrollTop)).toBeGreaterThan(400);
  await expect.poll(async () => {
    const [edge, around] = [(await at.page.locator('.layer-edge-chosen').boundingBox())!, (await scroller.boundingBox())!];
    return edge.y >= around.y && edge.y + edge.height <= around.y + around.height;
  }).toBe(true);
});

it('says what is hidden in the picture where that is chosen, and why', async () => {
  await at.open(MAP);
  await ready();
  await at.page.getByRole('button', { name: /unanchored$/ }).click();
  await at.page.getByText('The element is not on this version of the page').waitFor();
});

for (const width of [390, 768, 1024]) {
  it(`keeps two maps inside of the page, at ${width} px`, async () => {
    await at.page.setViewportSize({ width, height: 900 });
    await at.open(`${MAP}&tab.against=period`);
    await expect.poll(() => at.page.locator('.map:not([aria-busy="true"]) .picture').count()).toBeGreaterThan(5);
    await expect.poll(() => at.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const [one, other] = await Promise.all([0, 1].map(async (side) => (await at.page.locator('.heatmap-side').nth(side).boundingBox())!));
    const list = (await at.page.locator('.element-list').boundingBox())!;
    if (width === 390) expect(one!.y + one!.height).toBeLessThanOrEqual(other!.y);
    else expect(one!.x + one!.width).toBeLessThanOrEqual(other!.x);
    expect(list.y).toBeGreaterThan(other!.y + other!.height);
  });
}

it('saves what is shown: the zones with their figures, dead clicks, and both sides of a comparison', async () => {
  const saved = async (address: string): Promise<[string, string]> => {
    await at.open(`${MAP}${address}`);
    await at.page.locator('.map:not([aria-busy="true"]) :is(.picture, .layer-zone)').first().waitFor({ state: 'attached' });
    await at.page.locator(':is(.element-row, .heatmap-aside tbody tr)').first().waitFor();
    await at.page.getByRole('button', { name: 'Download', exact: true }).click();
    const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.getByRole('button', { name: /^CSV/ }).click()]);
    return [download.suggestedFilename().replace(/-2026.*/, ''), (await readFile((await download.path())!, 'utf8')).split('\r\n')[0]!.replace('\ufeff', '')];
  };
  expect(await saved('&tab.look=zones')).toEqual(['paahto.example-Clicks-Zones-kahvit-desktop', 'zone,top_permille,bottom_permille,clicks,clicked_sessions,click_rate,exposed_pageviews,exposure,seconds,attractiveness,revenue,purchases']);
  expect(await saved('&tab.kind=deadClick')).toEqual(['paahto.example-Dead-kahvit-desktop', 'selector,tag,text,deadClicks,share']);
  const [name, head] = await saved('&tab.against=mobile');
  expect(name).toBe('paahto.example-Clicks-kahvit-desktop-vs-Mobile');
  expect(head).toBe('selector,tag,text,clicks (Desktop),sessions (Desktop),click_rate (Desktop),clicks (Mobile),sessions (Mobile),click_rate (Mobile),p_value,more_than_chance');
});

it('prints the whole map', async () => {
  await at.open(MAP);
  await ready();
  await at.page.evaluate(() => {
    window.print = () => Object.assign(document.documentElement.dataset, { printed: String(document.querySelector<HTMLImageElement>('.heatmap-still')!.naturalHeight) });
  });
  await at.page.keyboard.press('Control+p');
  await expect.poll(() => at.page.evaluate(() => Number(document.documentElement.dataset['printed'] ?? 0))).toBeGreaterThan(2400);
  await at.page.emulateMedia({ media: 'print' });
  await expect.poll(() => at.page.locator('.heatmap-still').isVisible()).toBe(true);
  await expect.poll(() => at.page.locator('.backdrop').isVisible()).toBe(false);
  await at.page.getByText(/Desktop · .*2026.* · Clicks/).waitFor();
});
