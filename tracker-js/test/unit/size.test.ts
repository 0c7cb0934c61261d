import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const LIMIT = 3.1 * 1024;

it('the snippet is at most 3.1 KB, gzipped', () => {
  const code = readFileSync(new URL('../../dist/t.js', import.meta.url));
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(LIMIT);
});

it('the public types stand alone', () => {
  const types = readFileSync(new URL('../../dist/polku.d.ts', import.meta.url), 'utf8');
  expect(types).toContain('export declare function init(options: Options): Tracker;');
  expect(types).not.toMatch(/from ['"]\./);
});
