/**
 * `npm run shots`: photographs the built lab for people to look at. Everything lands in `shots/`, outside git; with
 * `--readme` the README's picture is made anew as well.
 *
 *   screens/  every strategy, before and after a kill, in four sizes, light, dark and with reduced motion
 *   strips/   a kill in eight moments, one contact sheet for each strategy
 *   gallery/  with `--gallery`, and nothing else: every registry entry under every incident, light, dark and projector
 */
import { mkdirSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { REGISTRY_IDS } from '../src/gallery/cases.ts';
import { chromiumLaunchOptions } from './chromium.mjs';

interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}
interface Look {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly reducedMotion: 'no-preference' | 'reduce';
}

const DESKTOP: Size = { name: 'desktop', width: 1440, height: 900 };
const LIGHT: Look = { name: 'light', colorScheme: 'light', reducedMotion: 'no-preference' };
const SIZES: readonly Size[] = [
  DESKTOP,
  { name: 'phone', width: 390, height: 844 },
  { name: 'frame', width: 640, height: 400 },
  { name: 'projector', width: 1920, height: 1080 },
];
const STRATEGIES = ['No persistence', 'Source IP', 'Sticky cookie', 'JWT', 'Redis'];
const LOOKS: readonly Look[] = [
  LIGHT,
  { name: 'dark', colorScheme: 'dark', reducedMotion: 'no-preference' },
  { name: 'still', colorScheme: 'light', reducedMotion: 'reduce' },
];
/** Moments of a strip, in ms of watching after the kill; the first two are before it. */
const MOMENTS_MS = [-1500, -100, 150, 1500, 1500, 3000, 4000, 6000];

for (const folder of ['shots/screens', 'shots/strips', 'shots/gallery']) mkdirSync(folder, { recursive: true });
await build({ logLevel: 'warn' });
const server = await preview({ logLevel: 'warn', preview: { host: '127.0.0.1', port: 4273, strictPort: false } });
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch(chromiumLaunchOptions());

try {
  if (process.argv.includes('--readme')) await readmePicture();
  else if (process.argv.includes('--gallery')) await together(galleryJobs());
  else {
    const screenJobs = SIZES.flatMap((size) =>
      LOOKS.flatMap((look) =>
        (size === DESKTOP ? STRATEGIES : ['Sticky cookie']).map((strategy) => () => screens(size, look, strategy)),
      ),
    );
    await together([...screenJobs, ...STRATEGIES.map((strategy) => () => strip(strategy))]);
  }
} finally {
  await browser.close();
  await server.close();
}

/** A few pages at a time: most of the time is watching. */
async function together(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...jobs];
  const work = async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await job();
  };
  await Promise.all([work(), work(), work(), work()]);
}

async function open({ width, height }: Size, { colorScheme, reducedMotion }: Look): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion });
  await page.goto(address);
  await page.getByRole('button', { name: 'Kill s1' }).waitFor();
  return page;
}

async function choose(page: Page, button: RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('menuitemradio', { name: item, exact: true }).click();
}

/** One sheet for each registry and theme. */
function galleryJobs(): (() => Promise<void>)[] {
  return ['light', 'dark', 'projector'].flatMap((theme) =>
    REGISTRY_IDS.map((registry) => async () => {
      const page = await browser.newPage({ viewport: { width: 3200, height: 1200 } });
      const settings = JSON.stringify({ theme });
      await page.addInitScript((kept) => localStorage.setItem('affinity-lab.settings', kept), settings);
      await page.goto(`${address}?gallery=${registry}`);
      await page.getByText(/^All \d+ runs computed/).waitFor({ timeout: 120_000 });
      await page.screenshot({ path: `shots/gallery/${registry}-${theme}.png`, fullPage: true });
      await page.close();
    }),
  );
}

async function screens(size: Size, look: Look, strategy: string): Promise<void> {
  const page = await open(size, look);
  const save = (moment: string) =>
    page.screenshot({ path: `shots/screens/${size.name}-${look.name}-${slug(strategy)}-${moment}.png` });
  await choose(page, /^Strategy: /, strategy);
  await page.waitForTimeout(1200);
  await save('before');
  await page.getByRole('button', { name: 'Kill s3' }).click();
  await choose(page, /^Speed: /, '2×');
  await page.waitForTimeout(5000);
  await save('after');
  await page.close();
}

/** Eight photographs of one kill on one sheet, watched at the speed the lab opens with, then faster. */
async function strip(strategy: string): Promise<void> {
  const page = await open(DESKTOP, LIGHT);
  await choose(page, /^Strategy: /, strategy);
  const pictures: string[] = [];
  for (const [index, ms] of MOMENTS_MS.entries()) {
    if (index === 2) await page.getByRole('button', { name: 'Kill s3' }).click();
    if (index === 4) await choose(page, /^Speed: /, '1×');
    await page.waitForTimeout(Math.abs(ms));
    pictures.push((await page.screenshot()).toString('base64'));
  }
  await page.close();
  await sheet(`shots/strips/${slug(strategy)}.png`, pictures);
}

async function sheet(path: string, pictures: readonly string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1480, height: 400 } });
  const images = pictures.map((picture) => `<img width="720" src="data:image/png;base64,${picture}">`).join('');
  await page.setContent(`<body style="margin:8px;display:grid;grid-template-columns:1fr 1fr;gap:8px">${images}</body>`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

/** A killed server, and someone who has just found out. */
async function readmePicture(): Promise<void> {
  const page = await open(DESKTOP, LIGHT);
  await choose(page, /^Strategy: /, 'Sticky cookie');
  await page.getByRole('button', { name: /^Ada, / }).waitFor();
  const label = await page.getByRole('button', { name: /^Ada, / }).getAttribute('aria-label');
  const home = /session on (s\d)/.exec(label ?? '');
  await page.getByRole('button', { name: `Kill ${home?.[1] ?? 's3'}` }).click();
  await choose(page, /^Speed: /, '1×');
  await page.getByRole('button', { name: /^Ada, signed out/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.waitForTimeout(400);
  await page.screenshot({ path: 'public/preview.png' });
  await page.close();
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
