import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

/** KB of files, each gzipped. */
const weight = (...files: string[]) =>
  files
    .map(file => gzipSync(readFileSync(new URL('../../dist/' + file, import.meta.url)), { level: 9 }).length / 1024)
    .reduce((sum, size) => sum + size);

it('the core is at most 3.1 KB, gzipped', () => expect(weight('t.js')).toBeLessThanOrEqual(3.1));

it('the core with the capture of interactions is at most 5.3 KB', () => expect(weight('t.js', 'i.js')).toBeLessThanOrEqual(5.3));

it('vitals, errors and failed requests are at most 4.5 KB', () => expect(weight('v.js')).toBeLessThanOrEqual(4.5));

it('what is rare is small too', () => {
  expect(weight('e.js')).toBeLessThanOrEqual(1.25);
  expect(weight('c.js')).toBeLessThanOrEqual(0.75);
});

it('what records a page is at most 11.5 KB, of which 6 are rrweb', () => expect(weight('s.js')).toBeLessThanOrEqual(11.5));

it('what records a session is at most 27 KB', () => expect(weight('r.js')).toBeLessThanOrEqual(27));

it('the overlay is at most 6 KB', () => expect(weight('o.js')).toBeLessThanOrEqual(6));

it('the public types stand alone', () => {
  const types = readFileSync(new URL('../../dist/polku.d.ts', import.meta.url), 'utf8');
  expect(types).toContain('export declare function init(options: Options): Tracker;');
  expect(types).not.toMatch(/from ['"]\./);
});
