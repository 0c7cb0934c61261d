import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript, shared with `npm run dev` and `npm run shots`
import { PASSWORD, serve } from '../mock/server.mjs';
// @ts-expect-error plain JavaScript
import { launch, NOW } from './chromium.mjs';

const SHOP = '/sites/paahto000001';
const dist = fileURLToPath(new URL('../../dist', import.meta.url));

let browser: Awaited<ReturnType<typeof launch>>;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = await serve({ now: () => NOW, files: dist, signedIn: true });
  page = await browser.page({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(15_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with|ERR_INTERNET/.test(message.text())) complaints.push(message.text());
  });
});
afterEach(async () => {
  await page.context().close();
  await server.close();
  // A refusal by the content security policy is such a complaint.
  expect(complaints).toEqual([]);
});

const address = (): string => decodeURIComponent(page.url().slice(server.url.length));
const visible = (selector: string): Promise<unknown> => page.waitForSelector(selector, { state: 'visible' });

it('signs in and shows the page that was asked for, with its filters', async () => {
  server.state.signedIn = false;
  await page.goto(`${server.url}${SHOP}?period=30d&f=is:country:FI`);
  await page.getByLabel('E-mail').fill('kaisa@paahto.example');
  await page.getByLabel('Password').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('E-mail and password do not match.').waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await visible('.breakdown');
  await expect.poll(address).toBe(`${SHOP}?period=30d&f=is:country:FI`);
  await page.getByText('Country is Finland').waitFor();
});

it('asks to sign in again when the session has ended, and comes back to the same view', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  await page.waitForLoadState('networkidle');
  server.state.signedIn = false;
  await page.getByRole('button', { name: 'Sweden' }).click();
  await visible('.door form');
  server.state.signedIn = true;
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Country is Sweden').waitFor();
  await expect.poll(address).toBe(`${SHOP}?f=is:country:SE`);
});

it('makes the first account from the set-up link, then leads to the first site', async () => {
  Object.assign(server.state, { signedIn: false, setupRequired: true });
  await page.goto(`${server.url}/setup#token=first-run`);
  await page.getByLabel('E-mail').fill('kaisa@paahto.example');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('The password needs at least 10 characters.').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password again').fill(`${PASSWORD}s`);
  await page.getByText('The two passwords differ.').waitFor();
  await page.getByLabel('Password again').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Add a site' }).waitFor();
  await expect.poll(address).toBe('/sites/new');
});

it('adds a site in the browser’s time zone and turns green by itself at the first event', async () => {
  await page.goto(`${server.url}/sites/new`);
  await expect.poll(() => page.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo');
  await page.getByLabel('Domain').fill('https://Oma-Kauppa.example/');
  await page.getByRole('button', { name: 'Add the site' }).click();
  await page.getByText('Waiting for the first event…').waitFor();
  const made = server.state.sites.at(-1);
  expect(made).toMatchObject({ domain: 'oma-kauppa.example', timezone: 'Asia/Tokyo', currency: 'JPY' });
  expect(await page.locator('.snippet code').textContent()).toBe(
    `<script defer src="${server.url}/t.js" data-site="${made.id}"></script>`,
  );
  server.state.firstEventAt[made.id] = new Date(NOW).toISOString();
  await page.getByText('The first event has arrived').waitFor();
  await page.getByRole('link', { name: 'See the overview' }).click();
  await expect.poll(address).toBe(`/sites/${made.id}`);
});

it('filters by a click on a row, drops the filter with its chip, and goes back and forward', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  const whole = await page.locator('.figure-value').first().textContent();
  await page.getByRole('button', { name: 'Estonia' }).click();
  await expect.poll(address).toBe(`${SHOP}?f=is:country:EE`);
  await page.waitForFunction((old) => document.querySelector('.figure-value')?.textContent !== old, whole);
  await page.getByRole('button', { name: 'Remove the filter Country is Estonia' }).click();
  await expect.poll(address).toBe(SHOP);
  await page.goBack();
  await page.getByText('Country is Estonia').waitFor();
  await page.goForward();
  await page.waitForFunction((old) => document.querySelector('.figure-value')?.textContent === old, whole);
});

it('adds a filter by the keyboard with values that exist, and changes it at its chip', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  await page.getByRole('button', { name: 'Add a filter' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('combobox', { name: 'Value' }).evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText('Please fill this in.').waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => page.getByLabel('Dimension').evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByLabel('Dimension').selectOption('country');
  await page.getByRole('option', { name: 'Estonia' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Please fill this in.').waitFor();
  await page.keyboard.type('estonia');
  await page.keyboard.press('Escape');
  await expect.poll(address).toBe(SHOP);
  await page.keyboard.press('Enter');
  await page.getByLabel('Dimension').selectOption('country');
  await page.getByRole('option', { name: 'Estonia' }).waitFor();
  await page.getByRole('combobox', { name: 'Value' }).fill('eston');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take Estonia away' }).waitFor();
  await page.getByRole('option', { name: 'Sweden' }).click();
  await page.getByRole('button', { name: 'Add the filter' }).click();
  await expect.poll(address).toBe(`${SHOP}?f=is:country:EE,SE`);
  const chip = page.getByRole('button', { name: 'Change the filter: Country is Estonia or Sweden' });
  await chip.click();
  await page.getByLabel('Condition').selectOption('isNot');
  await page.getByRole('button', { name: 'Change the filter', exact: true }).click();
  await expect.poll(address).toBe(`${SHOP}?f=isNot:country:EE,SE`);
  await expect.poll(() => page.locator('.chip-text').evaluate((button) => button === document.activeElement)).toBe(true);
});

it('asks for days of the site’s clock, whatever the reader’s is, and compares up to now', async () => {
  await page.goto(`${server.url}${SHOP}?period=today`);
  await visible('.breakdown');
  const asked = server.state.requests.find((one: { body?: { metrics?: string[] } }) => one.body?.metrics?.includes('bounceRate'));
  expect(asked.body.dateRange).toEqual({ from: '2026-11-18T22:00:00Z', to: '2026-11-19T22:00:00Z' });
  expect(asked.body.compare).toEqual({ from: '2026-11-17T22:00:00Z', to: '2026-11-18T13:40:00Z' });
});

it('chooses a period with the keyboard alone, and Escape returns to the button', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  const period = page.getByRole('button', { name: /^Period/ });
  await period.focus();
  await page.keyboard.press('Enter');
  await visible('.periods');
  await page.keyboard.press('Escape');
  await expect.poll(() => period.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(address).toBe(`${SHOP}?period=yesterday`);
});

it('puts a clicked figure into the chart and the panels', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  await page.locator('button.figure', { hasText: 'Revenue' }).click();
  await expect.poll(address).toBe(`${SHOP}?metric=revenue`);
  await page.getByRole('heading', { name: 'Revenue by the day' }).waitFor();
  await page.waitForFunction(() => /Revenue/.test(document.querySelector('.breakdown thead')?.textContent ?? ''));
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect.poll(() => page.locator('.chart-table tbody tr').count()).toBe(7);
});

it('keeps the last numbers while offline, and says so', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await expect.poll(() => page.locator('.breakdown').count()).toBeGreaterThan(3);
  for (const y of [0, 600, 100_000]) {
    await page.evaluate((top) => scrollTo(0, top), y);
    const box = (await page.locator('.content-banner').boundingBox())!;
    expect(box.y >= 0 && box.y + box.height <= page.viewportSize()!.height, `at ${y}`).toBe(true);
  }
  await page.context().setOffline(false);
  await page.getByText('You are offline.').waitFor({ state: 'detached' });
});

it('says what to do when a question fails, and asks again', async () => {
  server.state.failing = 503;
  await page.goto(`${server.url}${SHOP}`);
  await page.waitForFunction(() => document.querySelectorAll('.problem').length === 1 && !document.querySelector('.figures'));
  await page.getByText('The server is busy.').waitFor();
  server.state.failing = null;
  await page.getByRole('button', { name: 'Try again' }).click();
  await visible('.breakdown');
});

it('adds and deletes a goal, and shows its rate', async () => {
  await page.goto(`${server.url}/sites/blog00000001/settings/goals`);
  await page.getByText('No goal yet.').waitFor();
  await page.getByLabel('Name').fill('Signs up');
  await page.getByLabel('Reached by').selectOption('event');
  await page.getByLabel('Event name').fill('newsletter_signup');
  await page.getByLabel('Value (USD)').fill('2,50');
  await page.getByRole('button', { name: 'Add the goal' }).click();
  await page.getByText('$2.50').waitFor();
  expect(server.state.goals.blog00000001[0]).toMatchObject({ page: null, event: 'newsletter_signup', value: 2.5 });
  await page.getByRole('button', { name: 'Delete the goal Signs up' }).click();
  await page.getByText('Delete Signs up?').waitFor();
  server.state.undeletable = 503;
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('The server is busy.').waitFor();
  expect(server.state.goals.blog00000001).toHaveLength(1);
  server.state.undeletable = null;
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('No goal yet.').waitFor();
});

it('asks before it deletes a key, and keeps it on Escape', async () => {
  await page.goto(`${server.url}/keys`);
  const bin = page.getByRole('button', { name: 'Delete the key Order feed' });
  await bin.click();
  await page.getByText('Programs that use this key are refused').waitFor();
  await page.keyboard.press('Escape');
  expect(server.state.keys).toHaveLength(1);
  await bin.click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('No key yet.').waitFor();
});

it('obeys an Escape that comes in the moment a sheet opens', async () => {
  await page.goto(`${server.url}/keys`);
  await page.getByRole('button', { name: 'Delete the key Order feed' }).waitFor();
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector('.popover-sheet')) return;
          observer.disconnect();
          document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
          resolve();
        }).observe(document.body, { childList: true, subtree: true });
        document.querySelector<HTMLElement>('[aria-label="Delete the key Order feed"]')!.click();
      }),
  );
  await page.locator('.popover-sheet').waitFor({ state: 'detached' });
  expect(server.state.keys).toHaveLength(1);
});

it('takes other domains and a typed time zone, and shows a domain in its own letters', async () => {
  const site = server.state.sites[1];
  site.name = site.domain = 'xn--kahvipyt-7za1p.fi';
  await page.goto(`${server.url}/sites/${site.id}/settings`);
  await page.getByText('Settings of kahvipöytä.fi').waitFor();
  await page.getByLabel('Other domains').fill('kahvi.example, no domain');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('no is no domain.').waitFor();
  await page.getByLabel('Other domains').fill('kahvi.example, https://Kaisa.example/');
  await page.getByLabel('Time zone').fill('Atlantis');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This zone is not known.').waitFor();
  await page.getByLabel('Time zone').fill('europe/kyiv');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('✓ Saved').waitFor();
  expect(site).toMatchObject({ aliases: ['kahvi.example', 'kaisa.example'], timezone: 'Europe/Kyiv' });
  const confirm = page.getByRole('button', { name: 'Delete the site and its data' });
  for (const written of ['kahvipöytä.fi', 'xn--kahvipyt-7za1p.fi']) {
    await page.getByLabel('Write kahvipöytä.fi to confirm').fill(written);
    await expect.poll(() => confirm.isEnabled()).toBe(true);
  }
  await confirm.click();
  await page.getByRole('heading', { name: 'Sites' }).waitFor();
  expect(server.state.sites).toHaveLength(2);
});

it('opens the site looked at last, else the first one with data', async () => {
  server.state.sites.unshift({ ...server.state.sites[2], id: 'aaaa00000001', domain: 'aaa.example' });
  await page.goto(server.url);
  await visible('.breakdown');
  await expect.poll(address).toBe('/sites/blog00000001');
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  await page.goto(server.url);
  await visible('.breakdown');
  await expect.poll(address).toBe(SHOP);
});

it('says which part of a link it did not understand, until told that this is known', async () => {
  await page.goto(`${server.url}${SHOP}?period=bogus&f=is:nope:x&f=is:country:FI`);
  await page.getByText('2 parts of this link were not understood and are left out: period=bogus, f=is:nope:x').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(address).toBe(`${SHOP}?f=is:country:FI`);
  await expect.poll(() => page.locator('.notice').count()).toBe(0);
});

it('keeps the figures and agrees with itself under a filter that takes all events away', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await visible('.breakdown');
  const names = (): Promise<string[]> => page.locator('.figure-name').allTextContents();
  const whole = await names();
  expect(whole).toContain('Revenue');
  await page.goto(`${server.url}${SHOP}?f=is:page:/kori`);
  await page.getByText('Converted').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await expect.poll(names).toEqual(whole);
  const sessions = Number(await page.locator('.figure-value').nth(1).textContent());
  const goals = page.locator('section.card', { has: page.getByRole('heading', { name: 'Goals' }) }).locator('tbody tr');
  await expect.poll(() => goals.count()).toBe(3);
  for (const [converted, rate] of await goals.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number.parseFloat(cell.textContent!))),
  )) {
    expect(Number.isInteger(converted)).toBe(true);
    expect(Math.abs(converted! / sessions - rate! / 100)).toBeLessThan(0.006);
  }
});

it('keeps what was typed when the set-up link is old, and takes a newer one in the same tab', async () => {
  Object.assign(server.state, { signedIn: false, setupRequired: true });
  await page.goto(`${server.url}/setup#token=old`);
  await page.getByLabel('E-mail').fill('kaisa@paahto.example');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password again').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('This set-up link is not valid').waitFor();
  await page.goto(`${server.url}/setup#token=first-run`);
  await expect.poll(() => page.getByLabel('E-mail').inputValue()).toBe('kaisa@paahto.example');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('heading', { name: 'Add a site' }).waitFor();
});

it('changes language and theme at once and remembers both', async () => {
  await page.goto(`${server.url}${SHOP}`);
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Suomi' }).click();
  await page.getByRole('button', { name: 'Tumma' }).click();
  await page.reload();
  await page.getByText('Miten sivustolla paahto.example menee?').waitFor();
  await expect.poll(() => page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['fi', 'dark']);
});

it('has nothing serious for axe to find, in either theme', async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const colorScheme of ['light', 'dark'] as const) {
    // Only here is the policy off: axe is brought in as an inline script.
    const plain: Page = await browser.page({ viewport: { width: 1440, height: 900 }, colorScheme, bypassCSP: true });
    for (const [path, wait] of [
      [`${SHOP}?f=is:device:mobile`, '.breakdown'],
      [`${SHOP}/realtime`, '.minutes-bars'],
      [`${SHOP}/settings`, '.settings'],
      [`${SHOP}/settings/goals`, '.thing'],
      [`${SHOP}/settings/groups`, '.thing'],
      [`${SHOP}/settings/notes`, '.settings-add'],
      [`${SHOP}/settings/counting`, '.control-lines'],
      [`${SHOP}/crawlers`, '.crawlers-days'],
      ['/account', '.user-password'],
      ['/sites/new000000001/install', '.check'],
      ['/sites', '.sparkline'],
      ['/sites/new', '.form-card'],
      ['/keys', '.thing'],
    ] as const) {
      await plain.goto(server.url + path);
      await plain.waitForSelector(wait);
      await plain.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);
      await plain.evaluate(axe);
      const violations = await plain.evaluate(async () => {
        const found = await (window as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } }).axe.run();
        return found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
      });
      expect(violations, `${path} ${colorScheme}`).toEqual([]);
    }
    await plain.context().close();
  }
});
