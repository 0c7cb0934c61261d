// Builds dist/t.js (the snippet) and the parts that it loads when wanted, dist/polku.js and dist/polku.d.ts (for those who
// bundle the tracker themselves).
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';
import { onlyRecording } from './only-recording.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
process.chdir(here);
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

const common = { bundle: true, target: 'es2020', charset: 'utf8', legalComments: 'none', logLevel: 'warning' };

/** The parts are files beside the one that loads them. */
const PARTS = { './interactions': './i.js', './extras': './e.js', './monitoring': './v.js', './commands': './c.js', './snapshots': './s.js', './replay': './r.js', './overlay': './o.js' };
const parts = {
  name: 'parts',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => kind == 'dynamic-import' && PARTS[path] ? { path: PARTS[path], external: true } : undefined);
  },
};

/** What a site's every visitor loads is worth a second, slower minifier, which takes off another twentieth. */
async function squeeze(entry, file, format) {
  const bundled = await build({ ...common, minifySyntax: true, entryPoints: [entry], format, plugins: [parts, onlyRecording], write: false });
  const { code } = await minify(bundled.outputFiles[0].text.replace('"use strict";', ''), {
    ecma: 2020,
    toplevel: true,
    module: format == 'esm',
    compress: { passes: 4, unsafe: true, unsafe_arrows: true, inline: 1, hoist_vars: format == 'iife' },
    format: { ascii_only: false },
  });
  writeFileSync(join('dist', file), code);
}

await Promise.all([
  squeeze('src/snippet.ts', 't.js', 'iife'),
  squeeze('src/interactions.ts', 'i.js', 'esm'),
  squeeze('src/extras.ts', 'e.js', 'esm'),
  squeeze('src/monitoring.ts', 'v.js', 'esm'),
  squeeze('src/commands.ts', 'c.js', 'esm'),
  squeeze('overlay/overlay.ts', 'o.js', 'esm'),
  squeeze('src/snapshots.ts', 's.js', 'esm'),
  squeeze('src/replay.ts', 'r.js', 'esm'),
  build({ ...common, minify: true, plugins: [parts], entryPoints: ['src/polku.ts'], outfile: 'dist/polku.js', format: 'esm' }),
]);

// the public types are all in one file, so that file's declarations stand alone
const types = mkdtempSync(join(tmpdir(), 'polku-types-'));
execFileSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', types],
  { stdio: 'inherit' },
);
copyFileSync(join(types, 'polku.d.ts'), 'dist/polku.d.ts');
rmSync(types, { recursive: true });
