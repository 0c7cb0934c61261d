// Builds dist/t.js (the snippet), dist/polku.js and dist/polku.d.ts (for those who bundle the tracker themselves).
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';

const here = fileURLToPath(new URL('.', import.meta.url));
process.chdir(here);
rmSync('dist', { recursive: true, force: true });

const common = { bundle: true, minify: true, target: 'es2019', charset: 'utf8', legalComments: 'none', logLevel: 'warning' };
const bundled = await build({ ...common, entryPoints: ['src/snippet.ts'], format: 'iife', write: false });
// what the snippet weighs is paid on every page: a second, slower minifier takes off another twentieth
const squeezed = await minify(bundled.outputFiles[0].text.replace('"use strict";', ''), {
  ecma: 2019,
  toplevel: true,
  compress: { passes: 4, unsafe: true, unsafe_arrows: true, inline: 1 },
  format: { ascii_only: false },
});
mkdirSync('dist');
writeFileSync('dist/t.js', squeezed.code);
await build({ ...common, entryPoints: ['src/polku.ts'], outfile: 'dist/polku.js', format: 'esm' });

// the public types are all in one file, so that file's declarations stand alone
const types = mkdtempSync(join(tmpdir(), 'polku-types-'));
execFileSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', types],
  { stdio: 'inherit' },
);
copyFileSync(join(types, 'polku.d.ts'), 'dist/polku.d.ts');
rmSync(types, { recursive: true });
