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
  const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.getByRole('button', { name: 'Download as CSV: Clicks' }).click()]);
  expect(download.suggestedFilename()).toBe('paahto.example-Clicks-kahvit-desktop-2026-10-21-2026-11-19.csv');
  expect(await readFile((await download.path())!, 'utf8')).toContain('selector,tag,text,clicks');
});

it('says how a picture of the page comes about where there is none', async () => {
  at.state.pictured = false;
  await at.open(MAP);
  await at.page.getByText('There is no picture of this page yet').waitFor();
  await at.page.getByRole('button', { name: 'Take it yourself' }).click();
  await at.page.getByRole('link', { name: 'Open the page' }).waitFor();
  expect(at.state.requests.find(({ path }: { path: string }) => path.endsWith('/links')).body).toEqual({ purpose: 'snapshot', url: 'https://paahto.example/kahvit' });
});
