import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { SHOP, stage } from './stage';

const now = stage();
const visible = (selector: string): Promise<unknown> => now.page.waitForSelector(selector, { state: 'visible' });
const address = (): string => now.address();
const card = (name: string) => now.page.locator('section.card', { has: now.page.getByRole('heading', { name, exact: true }) });
const settled = () => now.page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);

it('keeps the open tab, and the dimension picked in it, in the address', async () => {
  await now.open(`${SHOP}`);
  await visible('.breakdown');
  await card('Sources').getByRole('button', { name: 'Campaigns' }).click();
  await card('Sources').getByRole('button', { name: 'UTM medium' }).click();
  await expect.poll(address).toBe(`${SHOP}?tab.sources=campaign&tab.sources.campaign=utmMedium`);
  await card('Sources').getByRole('button', { name: 'email' }).click();
  await now.page.getByText('UTM medium is email').waitFor();
  await now.page.goBack();
  await now.page.goBack();
  await expect.poll(address).toBe(`${SHOP}?tab.sources=campaign`);
  await card('Sources').getByRole('button', { name: 'Campaigns', pressed: true }).waitFor();
});

it('searches in a panel without changing the shares, and saves it as a file that spreadsheets read', async () => {
  await now.open(`${SHOP}`);
  await visible('.breakdown');
  const pages = card('Pages');
  const row = () => pages.locator('tr', { hasText: '/tarvikkeet/kasimylly' }).locator('td').allTextContents();
  const before = await row();
  await pages.getByRole('button', { name: 'Search: Page' }).click();
  await now.page.keyboard.type('KASIM');
  await now.page.waitForFunction(() => document.querySelectorAll('#pages tbody tr').length === 1);
  await expect.poll(row).toEqual(before);
  await now.page.keyboard.press('Escape');
  await now.page.waitForFunction(() => document.querySelectorAll('#pages tbody tr').length === 8);

  const [download] = await Promise.all([
    now.page.waitForEvent('download'),
    pages.getByRole('button', { name: 'Download as CSV: Page' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('paahto.example-Page-2026-11-13-2026-11-19.csv');
  const text = await readFile((await download.path())!, 'utf8');
  expect(text.startsWith('\ufeffpage,visitors\r\n/,')).toBe(true);
});

it('shows all rows on a page, in the order of any column, and leads back', async () => {
  await now.open(`${SHOP}?f=is:device:mobile`);
  await visible('.breakdown');
  await card('Sources').getByRole('link', { name: 'Show all: Source' }).click();
  await visible('.report-table');
  await expect.poll(address).toBe(`${SHOP}/report/source?f=is:device:mobile`);
  const visitors = () => now.page.locator('.report-table tbody tr td:nth-child(2)').allTextContents();
  const byVisitors = await visitors();
  await now.page.getByRole('button', { name: 'Visitors' }).click();
  await expect.poll(address).toBe(`${SHOP}/report/source?f=is:device:mobile&tab.sort=visitors`);
  await now.page.waitForFunction(() => document.querySelector('th[aria-sort="ascending"]') !== null);
  await settled();
  await expect.poll(visitors).toEqual([...byVisitors].reverse());
  await now.page.getByRole('searchbox').fill('goo');
  await now.page.waitForFunction(() => document.querySelectorAll('.report-table tbody tr').length === 1);
  await expect.poll(address).toContain('tab.search=goo');
  await now.page.locator('.report-back').click();
  await visible('.figures');
  await expect.poll(address).toBe(`${SHOP}?f=is:device:mobile`);
});

it('answers what sells best on mobiles and what changed last week, in five clicks', async () => {
  await now.open(SHOP);
  await visible('.breakdown');
  await now.page.getByRole('button', { name: /^Revenue/ }).click();
  await card('Devices').getByRole('button', { name: 'Mobile' }).click();
  await now.page.getByRole('button', { name: /^Period/ }).click();
  await now.page.getByRole('button', { name: 'Last week' }).click();
  await settled();
  await now.page.getByText(/^With these filters: Revenue €[\d,.]+ last week, .*the biggest source was \w+/).waitFor();
  await now.page.getByRole('button', { name: 'What changed?' }).click();
  await visible('.changes .breakdown');
  await expect.poll(address).toBe(`${SHOP}?period=lastWeek&metric=revenue&f=is:device:mobile&tab.changes=open`);
  await card('What changed: Revenue').locator('.breakdown-pick').first().click();
  await expect.poll(address).toMatch(/f=is:device:mobile&f=is:\w+:/);
  await settled();
  // The largest source of the sentence is the first row of the panel, and of the page of all rows.
  const best = await card('Sources').locator('tbody th').first().textContent();
  await card('Sources').getByRole('link', { name: 'Show all: Source' }).click();
  await visible('.report-table');
  await settled();
  await expect.poll(() => now.page.locator('.report-table tbody th').first().textContent()).toBe(best);
});

it('turns the pages of many rows', async () => {
  await now.open(`${SHOP}/report/hour?tab.sort=hour`);
  await visible('.report-table');
  await expect.poll(() => now.page.locator('.report-pages').count()).toBe(0);
  await now.open(`${SHOP}/report/prop:sku?period=30d`);
  await visible('.report-pages');
  const first = await now.page.locator('.report-table tbody th').first().textContent();
  await now.page.getByText('Rows 1–50 of').waitFor();
  await now.page.getByRole('button', { name: 'Next' }).click();
  await now.page.getByText('Rows 51–').waitFor();
  await expect.poll(() => now.page.locator('.report-table tbody th').first().textContent()).not.toBe(first);
  await now.page.getByRole('button', { name: 'Previous' }).click();
  await now.page.getByText('Rows 1–50 of').waitFor();
  await expect.poll(() => now.page.locator('.report-table tbody th').first().textContent()).toBe(first);
});

it('opens an event, its properties and their values, and goes back through them', async () => {
  await now.open(`${SHOP}?period=30d`);
  await visible('.breakdown');
  await card('Events').getByRole('button', { name: 'Properties of newsletter_signup' }).click();
  const event = card('newsletter_signup');
  await event.getByRole('button', { name: 'monthly' }).waitFor();
  await event.getByRole('button', { name: 'place', exact: true }).click();
  await event.getByRole('button', { name: 'footer' }).click();
  await expect.poll(address).toBe(`${SHOP}?period=30d&f=is:prop:place:footer&tab.event=newsletter_signup&tab.property=place`);
  await event.getByRole('button', { name: 'All events' }).click();
  await card('Events').waitFor();
});

it('marks searches that found nothing, and lists pages that are missing', async () => {
  await now.open(`${SHOP}?period=30d&tab.links=search`);
  await visible('#links .breakdown-remark');
  const marked = await card('Links and searches').locator('tr', { has: now.page.locator('.breakdown-remark') }).allTextContents();
  expect(marked.map((text) => /kofeiiniton|matcha/.test(text))).toEqual([true, true]);
  await card('Links and searches').getByRole('button', { name: '404' }).click();
  await card('Links and searches').getByRole('button', { name: '/ale' }).waitFor();
});

it('filters by an hour of the week with the keyboard', async () => {
  await now.open(`${SHOP}?period=30d`);
  await visible('.week-grid');
  await now.page.locator('.week-slot[tabindex="0"]').focus();
  await now.page.keyboard.press('ArrowDown');
  await now.page.keyboard.press('ArrowRight');
  const label = await now.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(label).toMatch(/^Tuesday 13:00–13:59: [\d,]+ \(Visitors\)$/);
  await now.page.keyboard.press('Enter');
  await expect.poll(address).toBe(`${SHOP}?period=30d&f=is:weekday:2&f=is:hour:13`);
  await settled();
  // What the slot said is what the filter finds.
  const visitors = /: ([\d,]+) /.exec(label!)![1];
  await now.page.waitForFunction((wanted) => document.querySelector('.figure-value')?.textContent === wanted, visitors);
});

it('notes what happened on a day, in the picture and below it, and takes it back', async () => {
  await now.open(`${SHOP}`);
  await visible('.note-pin');
  const pins = await now.page.locator('.note-pin').count();
  const plot = (await now.page.locator('.u-over').boundingBox())!;
  await now.page.mouse.click(plot.x + plot.width / 6, plot.y + plot.height / 2);
  await expect.poll(() => now.page.getByLabel('Day', { exact: true }).inputValue()).toBe('2026-11-14');
  await now.page.keyboard.press('Enter');
  await now.page.getByText('Please fill this in.').waitFor();
  await now.page.getByLabel('What happened').fill('Prices changed');
  await now.page.keyboard.press('Enter');
  await now.page.getByRole('button', { name: 'Note: Prices changed' }).waitFor();
  await expect.poll(() => now.page.locator('.note-pin').count()).toBe(pins + 1);
  await now.page.getByRole('button', { name: 'Change the note Prices changed' }).click();
  await now.page.getByLabel('Day', { exact: true }).fill('2026-11-15');
  await now.page.getByRole('button', { name: 'Save' }).click();
  await now.page.getByText('15 Nov 2026').waitFor();
  await now.page.getByRole('button', { name: 'Delete the note Prices changed' }).click();
  await now.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await now.page.waitForFunction((count) => document.querySelectorAll('.note-pin').length === count, pins);
});

it('draws what is no whole week as such, and says so', async () => {
  await now.open(`${SHOP}?period=30d`);
  await visible('.breakdown');
  await now.page.getByRole('button', { name: 'Weeks' }).click();
  await expect.poll(address).toBe(`${SHOP}?period=30d&tab.interval=week`);
  await now.page.getByText('Dotted: weeks of which the period holds only a part.').waitFor();
  await now.page.getByRole('button', { name: 'Show as table' }).click();
  const weeks = await now.page.locator('.chart-table tbody th').allTextContents();
  expect(weeks[0]).toContain('(not complete)');
  expect(weeks.at(-1)).toContain('(so far)');
  expect(weeks.slice(1, -1).join()).not.toContain('(');
});

it('brings the map when it is asked for, and filters by a country on it', async () => {
  const shapes: string[] = [];
  now.page.on('request', (request) => /world/.test(request.url()) && shapes.push(request.url()));
  await now.open(`${SHOP}`);
  await visible('.breakdown');
  expect(shapes).toEqual([]);
  await card('Places').getByRole('button', { name: 'Map' }).click();
  await visible('.map-country');
  expect(shapes).toHaveLength(1);
  await now.page.locator('path[data-code="SE"]').hover();
  await now.page.locator('.map-tip', { hasText: 'Sweden' }).waitFor();
  await now.page.locator('path[data-code="SE"]').click();
  await expect.poll(address).toBe(`${SHOP}?f=is:country:SE&tab.countries=map`);
});

it('leads to the panel that a link names', async () => {
  await now.open(`${SHOP}?tab.devices=os#devices`);
  await visible('#devices .breakdown');
  await now.page.waitForFunction(() => Math.abs(document.getElementById('devices')!.getBoundingClientRect().top) < innerHeight / 2);
});

it('takes the whole width of the paper, whatever the window shows beside it', async () => {
  await now.open(SHOP);
  await visible('.breakdown');
  await now.page.emulateMedia({ media: 'print' });
  for (const width of [600, 739, 1100]) {
    await now.page.setViewportSize({ width, height: 900 });
    expect((await now.page.locator('main').boundingBox())!.width, `${width} px`).toBeGreaterThan(width * 0.9);
  }
});

it('shows the figures before it is known which changes may be chance, and says nothing to be taken back', async () => {
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  await now.page.route('**/query', async (route) => {
    if (route.request().postData()!.includes('"significance":true')) await held;
    await route.continue();
  });
  await now.open(SHOP);
  await visible('.figure .change-pending');
  const values = () => now.page.locator('.figure-value').allTextContents();
  const places = () => now.page.locator('.figure').evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
  await visible('#sources .breakdown');
  const before = [await values(), await places()];
  await expect.poll(() => now.page.locator('.overview-sentence .skeleton').count()).toBe(1);
  await expect.poll(() => now.page.locator('.change-good, .change-bad').count()).toBe(0);
  release();
  await settled();
  expect([await values(), await places()]).toEqual(before);
  await expect.poll(() => now.page.locator('.change-pending').count()).toBe(0);
  await expect.poll(() => now.page.locator('.overview-sentence').textContent()).toContain('which may be chance');
});

it('pales the figures of an older question, as long as those of the new one do not come', async () => {
  await now.open(SHOP);
  await visible('.breakdown');
  await settled();
  await now.page.route('**/query', () => {});
  await card('Devices').locator('.breakdown-pick').first().click();
  await visible('.chip');
  const faint = (selector: string) => now.page.locator(selector).evaluateAll((all) => all.map((one) => getComputedStyle(one).opacity));
  await now.page.waitForFunction(() => getComputedStyle(document.querySelector('.figure-value')!).opacity === '0.35');
  for (const selector of ['.figure-value', '.figure-change', '.series', '.panels .breakdown tbody']) {
    expect(new Set(await faint(selector)), selector).toEqual(new Set(['0.35']));
  }
});
