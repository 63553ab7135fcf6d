import { defineConfig } from 'vitest/config';

// Real proxies on loopback beside the engine. Cases wait more than they work, so many run at once.
export default defineConfig({
  test: {
    include: ['e2e/proxies/persistence/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 30_000,
    maxConcurrency: 16,
  },
});
