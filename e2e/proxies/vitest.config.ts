import { defineConfig } from 'vitest/config';

// The engine against real proxies on loopback. One file at a time: what is compared is an order of requests.
export default defineConfig({
  test: {
    name: 'proxies',
    environment: 'node',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 20_000,
  },
});
