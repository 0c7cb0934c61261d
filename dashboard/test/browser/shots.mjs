// Takes a picture of every page at three widths in both themes, and checks each with axe: `npm run shots [name…]`.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { serve } from '../mock/server.mjs';
import { launch, NOW } from './chromium.mjs';
import { PAGES } from './pages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wanted = process.argv.slice(2);
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

await mkdir(`${root}shots`, { recursive: true });
const browser = await launch();
const server = await serve({ now: () => NOW, files: `${root}dist` });
const initial = { signedIn: true, setupRequired: false, failing: null, latency: 0, pictured: true };
let serious = 0;

for (const shot of PAGES.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))) {
  for (const viewport of SIZES) {
    for (const colorScheme of ['light', 'dark']) {
      Object.assign(server.state, initial, { signedIn: shot.signedIn ?? true }, shot.state, { latency: 0 });
      const page = await browser.page({ viewport, colorScheme, bypassCSP: true, ...(shot.locale ? { locale: shot.locale } : {}) });
      page.on('console', (message) => message.type() === 'error' && !/status of (401|503)|Blocked script execution in .*backdrop/.test(message.text()) && console.log(`  ${shot.name}: ${message.text()}`));
      page.on('pageerror', (error) => console.log(`  ${shot.name}: ${error.stack}`));
      if (shot.state?.latency) await page.route('**/query', () => {});
      await page.goto(server.url + shot.path.replace('STAR', server.state.star()));
      await page.waitForSelector(shot.wait);
      if (shot.path.includes('STAR')) await page.waitForFunction(() => document.querySelector('.stage-waiting') === null && document.querySelector('.stage-play') !== null);
      if (!shot.state?.latency) await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null).catch(() => {});
      await shot.act?.(page);
      await page.waitForTimeout(200);
      await page.screenshot({ path: `${root}shots/${shot.name}-${viewport.width}-${colorScheme}.png`, fullPage: shot.act === undefined });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      for (const { id, impact, nodes } of violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')) {
        serious++;
        console.log(`  ${shot.name} ${viewport.width} ${colorScheme}: ${impact} ${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].any[0]?.message ?? ''}`);
      }
      await page.context().close();
    }
  }
  console.log(shot.name);
}
await browser.close();
await server.close();
console.log(serious === 0 ? 'axe found nothing serious' : `axe found ${serious} serious problems`);
process.exitCode = serious === 0 ? 0 : 1;
