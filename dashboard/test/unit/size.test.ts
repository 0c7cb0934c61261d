import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

const MOST = 120 * 1024;

it('the first load is at most 120 KB gzip', async () => {
  const root = new URL('../../', import.meta.url);
  const output = (await build({ root: root.pathname, logLevel: 'silent', build: { write: false } })) as Rolldown.RolldownOutput;
  // Everything but chunks that are loaded later on demand.
  const first = output.output.filter((file) => file.type === 'asset' || !file.isDynamicEntry);
  const sizes = first.map((file) => [file.fileName, gzipSync(file.type === 'asset' ? file.source : file.code).length] as const);
  sizes.push(['theme.js', gzipSync(readFileSync(new URL('public/theme.js', root))).length]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`first load: ${(total / 1024).toFixed(1)} KB gzip (${sizes.map(([name, size]) => `${name} ${size}`).join(', ')})`);
  expect(total).toBeLessThanOrEqual(MOST);
}, 30_000);
