import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

const MOST = 120 * 1024;
const LANGUAGES = ['en', 'fi'];

it('the first load is at most 120 KB gzip, whatever the language', async () => {
  const root = new URL('../../', import.meta.url);
  const output = (await build({ root: root.pathname, logLevel: 'silent', build: { write: false } })) as Rolldown.RolldownOutput;
  const files = new Map(output.output.map((file) => [file.fileName, file]));
  // The page itself, its script, and all that it imports right away, with their styles; not what comes later on demand.
  const first = new Set<string>();
  const take = (name: string): void => {
    const file = files.get(name);
    if (file === undefined || first.has(name)) return;
    first.add(name);
    if (file.type === 'asset') return;
    file.imports.forEach(take);
    styles(file).forEach(take);
  };
  for (const file of output.output) if (file.type === 'chunk' ? file.isEntry : file.fileName.endsWith('.html')) take(file.fileName);
  const measured = (name: string): readonly [string, number] => {
    const file = files.get(name)!;
    return [name, gzipSync(file.type === 'asset' ? file.source : file.code).length];
  };
  const sizes = [...first].map(measured);
  const languages = output.output
    .filter((file) => file.type === 'chunk' && LANGUAGES.includes(file.name))
    .map(({ fileName }) => measured(fileName))
    .sort(([, one], [, other]) => other - one);
  expect(languages).toHaveLength(LANGUAGES.length);
  // Only one of them is loaded, and none of them with the rest.
  expect(languages.some(([name]) => first.has(name))).toBe(false);
  sizes.push(languages[0]!);
  sizes.push(['theme.js', gzipSync(readFileSync(new URL('public/theme.js', root))).length]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`first load: ${(total / 1024).toFixed(1)} KB gzip (${sizes.map(([name, size]) => `${name} ${size}`).join(', ')})`);
  expect(total).toBeLessThanOrEqual(MOST);
}, 30_000);

/** What a chunk brings along as CSS. */
function styles(chunk: Rolldown.OutputChunk): string[] {
  return [...((chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])];
}
