import { chromium } from 'playwright-core';

/** The tests' now: an afternoon in the middle of a week, a few weeks after a clock change. */
export const NOW = Date.parse('2026-11-19T13:40:00Z');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

/** A browser of its own, with a fresh profile. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS, headless: true });
  return {
    /** A page whose clock stands where the mock's does, in another time zone than the sites'. */
    async page(options = {}) {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      await page.clock.install({ time: NOW });
      await page.clock.resume();
      return page;
    },
    close: () => browser.close(),
  };
}
