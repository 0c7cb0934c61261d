import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
// @ts-expect-error plain JavaScript, shared with `npm run dev` and `npm run shots`
import { serve } from '../mock/server.mjs';
// @ts-expect-error plain JavaScript
import { launch, NOW } from './chromium.mjs';

export const SHOP = '/sites/paahto000001';
export const NEW_SITE = '/sites/new000000001';
export const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * A browser for the file's tests, and for each of them a fresh page before a fresh mock. A test fails where the page throws, or where
 * the content security policy refuses something.
 */
export function stage(options: BrowserContextOptions = DESK) {
  let browser: Awaited<ReturnType<typeof launch>>;
  let complaints: string[];
  let expected: RegExp;
  const now = {} as { page: Page; server: Awaited<ReturnType<typeof serve>> };

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    now.server = await serve({ now: () => NOW, files: dist, signedIn: true });
    now.page = await browser.page(options);
    now.page.setDefaultTimeout(15_000);
    complaints = [];
    expected = /(?!)/;
    // The browser's driver would run a script of its own in every frame, also where none may run.
    now.page.on('pageerror', (error) => complaints.push(String(error)));
    now.page.on('console', (message) => {
      if (message.type() === 'error' && !/the server responded with|ERR_|Blocked script execution in .*backdrop/.test(message.text())) complaints.push(message.text());
    });
  });
  afterEach(async () => {
    await now.page.context().close();
    await now.server.close();
    expect(complaints.filter((one) => !expected.test(one))).toEqual([]);
  });

  return {
    /** What the page may complain of in this test. */
    expected: (what: RegExp): void => {
      expected = what;
    },
    get page(): Page {
      return now.page;
    },
    get state() {
      return now.server.state;
    },
    open: (path: string) => now.page.goto(now.server.url + path),
    address: (): string => decodeURIComponent(now.page.url().slice(now.server.url.length)),
    origin: (): string => now.server.url,
  };
}
