import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunchOptions } from './scripts/chromium.mjs';

/** One port per working copy, so that two copies tested side by side do not look at each other's build. */
const PORT = 20_000 + [...process.cwd()].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 10_000, 0);
const ADDRESS = `http://127.0.0.1:${PORT}/`;

// The tests look at what is shipped: the built folder, served as any static host would.
export default defineConfig({
  testDir: 'e2e',
  // e2e/proxies/ is run by vitest: no browser there.
  testMatch: '*.spec.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: ADDRESS,
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...chromiumLaunchOptions(),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } }],
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    url: ADDRESS,
    reuseExistingServer: false,
  },
});
