import { defineConfig } from 'vite';

/** Where the development server finds the API: a running Polku, or the mock that `npm run dev` starts. */
const api = process.env['POLKU_API'] ?? 'http://localhost:8090';

export default defineConfig({
  build: {
    target: 'es2022',
    sourcemap: false,
    // Preload helpers and inlined assets would need exceptions in the content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': api, '/t.js': api },
  },
});
