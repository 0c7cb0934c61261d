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
  await expect.poll(() => at.page.getByRole('link', { name: 'Open the page' }).getAttribute('href')).toBe('http://paahto.example:8090/kahvit?a=1#polku=signed');
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
    const at = (x: number, y: number): string => [...context.getImageData(x, y, 1, 1).data].slice(0, 3).join(' ');
    return { size: [image.width, image.height], header: at(700, 84 + 20), hero: at(20, 84 + 300), footer: at(700, image.height - 10) };
  }, file.toString('base64'));
  expect(colours.size[0]).toBe(1440);
  expect(colours.size[1]).toBeGreaterThan(2400);
  expect(colours).toMatchObject({ header: '43 33 27', hero: '230 214 189', footer: '43 33 27' });
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
