import { expect, it } from 'vitest';
import { SHOP, stage } from './stage';

const at = stage();
const focused = (): Promise<string> => at.page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
const press = (keys: string): Promise<void> => at.page.keyboard.press(keys);

it('names its keys on a question mark, and Escape gives the focus back', async () => {
  await at.open('/sites');
  await at.page.locator('.site-card').first().focus();
  await press('?');
  await at.page.getByRole('heading', { name: 'Keys', exact: true }).waitFor();
  await press('f');
  await expect.poll(() => at.page.locator('.filter-form').count()).toBe(0);
  await press('Escape');
  await at.page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => at.page.locator('.site-card').first().evaluate((card) => card === document.activeElement)).toBe(true);
});

it('goes to the sections of a site with g and a letter, and keeps the view', async () => {
  await at.open(`${SHOP}/realtime?f=is:device:mobile`);
  await at.page.locator('.minutes-bars').waitFor();
  await press('g');
  await press('c');
  expect(at.address()).toBe(`${SHOP}/crawlers?f=is:device:mobile`);
  await press('g');
  await press('s');
  await at.page.getByRole('heading', { name: 'Settings of paahto.example' }).waitFor();
});

it('opens a filter with a slash, ready to write, and leaves slashes in fields alone', async () => {
  await at.open(`${SHOP}/realtime`);
  await at.page.locator('.minutes-bars').waitFor();
  await press('/');
  const field = at.page.getByRole('combobox', { name: 'Value' });
  await field.waitFor();
  await at.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
  await at.page.keyboard.type('/kah');
  await expect.poll(() => field.inputValue()).toBe('/kah');
  await at.page.getByRole('option', { name: '/kahvit', exact: false }).first().waitFor();
  await press('ArrowDown');
  await press('Enter');
  await press('Enter');
  expect(at.address()).toContain(`${SHOP}/realtime?f=is:page:/kahvit`);
});

it('opens a filter with f, ready to write, which Enter without a value does not close', async () => {
  await at.open(`${SHOP}/realtime`);
  await at.page.locator('.minutes-bars').waitFor();
  await press('f');
  await at.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
  await press('Enter');
  await at.page.getByText('Please fill this in.').waitFor();
  await expect.poll(() => at.page.getByRole('combobox', { name: 'Value' }).inputValue()).toBe('');
  expect(at.address()).toBe(`${SHOP}/realtime`);
});

it('walks through the rows with j, k and the arrows', async () => {
  await at.open(`${SHOP}/realtime`);
  await at.page.locator('.breakdown').first().waitFor();
  const rows = await at.page.locator('.breakdown').first().locator('.breakdown-pick').allTextContents();
  await press('j');
  await expect.poll(focused).toBe(rows[0]);
  await press('j');
  await press('ArrowDown');
  await expect.poll(focused).toBe(rows[2]);
  await press('k');
  await press('ArrowUp');
  await press('ArrowUp');
  await expect.poll(focused).toBe(rows[0]);
});

it('walks through the calendar, and picks days from one to another', async () => {
  await at.open(`${SHOP}/crawlers`);
  await at.page.getByRole('button', { name: /^Period/ }).waitFor();
  await press('p');
  await at.page.getByRole('button', { name: /^Thursday,? 19 November/ }).focus();
  await press('ArrowUp');
  await press('PageUp');
  await press('Enter');
  await press('ArrowRight');
  await press('End');
  await press('Enter');
  expect(at.address()).toBe(`${SHOP}/crawlers?from=2026-10-12&to=2026-10-18`);
});

it('picks all days since one, with a single click', async () => {
  await at.open(`${SHOP}/crawlers`);
  await at.page.getByRole('button', { name: /^Period/ }).click();
  await at.page.getByRole('button', { name: 'Since', exact: true }).click();
  await at.page.getByRole('button', { name: /^Monday,? 2 November/ }).click();
  expect(at.address()).toBe(`${SHOP}/crawlers?since=2026-11-02`);
  await at.page.getByRole('button', { name: 'Period: Since 2 Nov 2026' }).waitFor();
});
