import { defineConfig } from 'vitest/config';

// Pure code is tested in Node. What needs a browser is in e2e/.
export default defineConfig({
  test: { environment: 'node', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], testTimeout: 60_000 },
});
