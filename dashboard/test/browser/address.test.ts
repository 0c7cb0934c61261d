import { expect, it } from 'vitest';
import { SHOP, stage } from './stage';

const now = stage();
const visible = (selector: string): Promise<unknown> => now.page.waitForSelector(selector, { state: 'visible' });
const address = (): string => now.address();
const button = (name: string | RegExp) => now.page.getByRole('button', { name, exact: typeof name === 'string' });
const rows = () => now.page.locator('.report-table tbody th').allTextContents();
const SKUS = `${SHOP}/report/prop:sku?period=30d`;

it('has the page of rows in the address: a reload shows the same, back and forward turn the pages', async () => {
  await now.open(SKUS);
  await now.page.getByText('Rows 1–50 of').waitFor();
  const first = await rows();
  await button('Next').click();
  await now.page.getByText('Rows 51–').waitFor();
  await expect.poll(address).toBe(`${SKUS}&tab.page=2`);
  const second = await rows();
  expect(second).not.toEqual(first);
  await now.page.reload();
  await now.page.getByText('Rows 51–').waitFor();
  await expect.poll(rows).toEqual(second);
  await now.page.goBack();
  await now.page.getByText('Rows 1–50 of').waitFor();
  await expect.poll(rows).toEqual(first);
  await now.page.goForward();
  await expect.poll(rows).toEqual(second);
});

it('begins at the first page where the order, the search or a filter changes', async () => {
  await now.open(`${SKUS}&tab.page=2`);
  await now.page.getByText('Rows 51–').waitFor();
  await button('Visitors').click();
  await expect.poll(address).toBe(`${SKUS}&tab.sort=-visitors`);
  await now.page.getByText('Rows 1–50 of').waitFor();
  await button('Next').click();
  await now.page.getByText('Rows 51–').waitFor();
  await now.page.getByRole('searchbox').fill('1');
  await expect.poll(address).toBe(`${SKUS}&tab.sort=-visitors&tab.search=1`);
  await now.page.goBack();
  await expect.poll(address).toBe(`${SKUS}&tab.sort=-visitors&tab.page=2`);
  await expect.poll(() => now.page.getByRole('searchbox').inputValue()).toBe('');
  await now.page.getByText('Rows 51–').waitFor();
  await now.page.locator('.report-table tbody .breakdown-pick').first().click();
  await expect.poll(address).not.toContain('tab.page');
});

it('leads to the last page where a link names a later one', async () => {
  await now.open(`${SKUS}&tab.page=900`);
  await expect.poll(address).toMatch(/tab\.page=\d$/);
  await expect.poll(async () => (await rows()).length).toBeGreaterThan(0);
});

it('has a search inside a panel and the chart as a table in the address', async () => {
  await now.open(SHOP);
  await visible('.breakdown');
  await button('Show as table').click();
  await button('Search: Page').click();
  await now.page.keyboard.type('kasim');
  await expect.poll(address).toBe(`${SHOP}?tab.chart=table&tab.search.pages=kasim`);
  await now.page.keyboard.type('ylly');
  await expect.poll(address).toBe(`${SHOP}?tab.chart=table&tab.search.pages=kasimylly`);
  await now.page.reload();
  await visible('.chart-table');
  await now.page.waitForFunction(() => document.querySelectorAll('#pages tbody tr').length === 1);
  await expect.poll(() => now.page.getByRole('searchbox').inputValue()).toBe('kasimylly');
  await now.page.goBack();
  await expect.poll(address).toBe(`${SHOP}?tab.chart=table`);
  await now.page.waitForFunction(() => document.querySelectorAll('#pages tbody tr').length === 8);
  await expect.poll(() => now.page.getByRole('searchbox').count()).toBe(0);
  await now.page.goBack();
  await visible('.chart-plot');
});

it('leads from a page of rows back to the overview as it was left', async () => {
  await now.open(`${SHOP}?tab.sources=channel&tab.interval=hour`);
  await visible('.breakdown');
  await now.page.getByRole('link', { name: 'Show all: Channel' }).click();
  await visible('.report-table');
  await button('Sessions').click();
  await now.page.locator('.report-back').click();
  await visible('.figures');
  await expect.poll(address).toBe(`${SHOP}?tab.sources=channel&tab.interval=hour`);
});

it('loads the texts of one language, and shows those of no other', async () => {
  const files: string[] = [];
  now.page.on('request', (request) => /assets\/(en|fi)-/.test(request.url()) && files.push(/(en|fi)-[^/]*$/.exec(request.url())![1]!));
  await now.open(SHOP);
  await visible('.breakdown');
  expect(files).toEqual(['en']);

  // The account speaks another language than the browser.
  now.state.user.language = 'fi';
  await now.page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    new MutationObserver(() => document.querySelectorAll('h1, .side-word').forEach((one) => seen.add(one.textContent))).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await now.page.evaluate(() => localStorage.clear());
  await now.page.reload();
  await now.page.getByRole('link', { name: 'Yleiskuva' }).waitFor();
  await expect.poll(() => now.page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])).not.toContain('Overview');
  files.length = 0;
  await now.page.reload();
  await visible('.breakdown');
  expect(files).toEqual(['fi']);
});
