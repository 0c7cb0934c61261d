import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the lab, the parts of a heatmap on a page of their own, and gives the folder it is in; the function removes it. */
export async function buildLab(): Promise<readonly [folder: string, remove: () => Promise<void>]> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-'));
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  });
  return [folder, () => rm(folder, { recursive: true })];
}
