import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // the browser tests mostly wait for the tracker's timers: they may wait together
    maxWorkers: 3,
  },
});
