import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A page that loads slowly on a busy machine is no failure.
    expect: { poll: { timeout: 20_000 } },
    fileParallelism: false,
  },
});
