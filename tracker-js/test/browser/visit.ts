import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { TestSite } from './site';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Of the test that runs: a fresh profile, a page in it, and the site that it visits. */
export let context: BrowserContext;
export let page: Page;
export let site: TestSite;
let browser: Browser;
const pageErrors: Error[] = [];

beforeAll(async () => {
  site = await new TestSite().start();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
  site?.stop();
});

beforeEach(async () => {
  site.reset();
  pageErrors.length = 0;
  context = await browser.newContext({ viewport: { width: 1000, height: 600 }, locale: 'fi-FI' });
  page = await context.newPage();
  page.on('pageerror', error => pageErrors.push(error));
});

afterEach(async () => {
  await context.close();
  expect(site.faults).toEqual([]);
  expect(site.cookies).toEqual([]);
  expect(pageErrors.filter(({ message }) => !message.includes('on purpose'))).toEqual([]);
});

export const open = (path: string) => page.goto(site.origin + path);
export const seen = (assertion: () => void) => vi.waitFor(assertion, { timeout: 8_000, interval: 20 });

/** Opens a page, and waits until the parts that load later watch it. */
export async function watched(path: string, parts = ['/i.js', '/e.js']): Promise<void> {
  await open(path);
  await seen(() => expect(site.loaded).toEqual(expect.arrayContaining(parts)));
  await settled();
}

/** A custom event that arrives proves that what was to be sent before it has arrived, or never will. */
export async function settled(): Promise<void> {
  const name = 'mark ' + Math.random();
  await page.evaluate(mark => window.polku!('event', mark), name);
  await seen(() => expect(site.events(name)).toHaveLength(1));
}
