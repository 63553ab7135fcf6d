/** The built lab in a browser, brought to a moment by the keys of its line of time: the same picture in every run. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumLaunchOptions } from '../chromium.mjs';

export interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export const SIZES: readonly Size[] = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
  { name: 'frame', width: 640, height: 400 },
  { name: 'wide', width: 1920, height: 1080 },
];
export const [DESKTOP = { name: 'desktop', width: 1440, height: 900 }] = SIZES;

export const THEMES = ['light', 'dark', 'projector'] as const;
export type Theme = (typeof THEMES)[number];

export interface Camera {
  /** A page of the lab, paused at the moment that it opens with. */
  open(size: Size, settings?: Readonly<Record<string, unknown>>, path?: string): Promise<Page>;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function createCamera(): Promise<Camera> {
  await build({ logLevel: 'warn' });
  const server = await preview({ logLevel: 'warn', preview: { host: '127.0.0.1', port: 4273, strictPort: false } });
  const address = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch(chromiumLaunchOptions());
  return {
    browser,
    async open({ width, height }, settings = {}, path = '') {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light' });
      await page.addInitScript((kept) => localStorage.setItem('affinity-lab.settings', kept), JSON.stringify(settings));
      await page.goto(`${address}${path}`);
      if (path !== '') return page;
      await page.getByRole('button', { name: 'Kill s1' }).waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

export async function choose(page: Page, button: RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('menuitemradio', { name: item, exact: true }).click();
  await page.getByRole('button', { name: button }).first().filter({ hasText: item }).waitFor();
}

/** Brings the run to a whole second, at the latest the end of its line of time. */
export async function goTo(page: Page, atS: number): Promise<void> {
  await page.getByRole('slider', { name: 'Moment of the run' }).focus();
  await page.keyboard.press('Home');
  for (let s = 10; s <= atS; s += 10) await page.keyboard.press('PageUp');
  for (let s = 0; s < atS % 10; s += 1) await page.keyboard.press('ArrowRight');
  await page
    .getByRole('region', { name: 'Time' })
    .getByText(`${atS.toFixed(1)} s`, { exact: true })
    .waitFor();
}

/** By the keys: where there are many servers, none has a button of its own. */
export async function kill(page: Page, server: number): Promise<void> {
  await page.keyboard.press(String(server));
  await page.keyboard.press('k');
  await page.getByRole('list', { name: 'Events of the run' }).getByRole('button').first().waitFor();
  await page.keyboard.press('Escape');
}

/** What has just changed is drawn, and what moves into its place has arrived. */
export async function photograph(page: Page, theme: Theme = 'light'): Promise<string> {
  if (theme !== 'projector') await page.emulateMedia({ colorScheme: theme });
  // What has the focus, or a pointer, would be marked or lit.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.mouse.move(0, 0);
  await page.waitForTimeout(SETTLE_MS);
  return (await page.screenshot()).toString('base64');
}

const SETTLE_MS = 350;
