/**
 * `npm run shots`: photographs the built lab for people to look at. Everything lands in `shots/`, outside of git.
 *
 *   screens/  a sheet for each strategy and size: before, during and after a kill, in light, dark and projector
 *   crowds/   400 people on 40 servers and 2,000 on 200, the same way
 *   strips/   a kill in eight moments, a sheet for each strategy
 *   gallery/  every registry entry under every incident, in each theme; only with `gallery`
 *
 * `npm run shots -- screens crowds` does only those; `--strategy JWT`, `--size phone` and `--theme dark` narrow them down,
 * each as often as wanted. `--readme` makes the README's picture anew, and nothing else.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { strategies } from '../src/engine/index.ts';
import { REGISTRY_IDS } from '../src/gallery/cases.ts';
import { openingScenario } from '../src/lab/openingScenario.ts';
import { editsOf, withEdits } from '../src/lab/scenarioEdits.ts';
import { choose, createCamera, DESKTOP, goTo, kill, photograph, SIZES, type Size, THEMES } from './shots/camera.ts';
import { type Shot, sheet } from './shots/sheet.ts';

const KINDS = ['screens', 'crowds', 'strips', 'gallery'] as const;
type Kind = (typeof KINDS)[number];
type Job = () => Promise<void>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    strategy: { type: 'string', multiple: true },
    size: { type: 'string', multiple: true },
    theme: { type: 'string', multiple: true },
    gallery: { type: 'boolean' },
    readme: { type: 'boolean' },
  },
});
const among = <One>(all: readonly One[], wanted: readonly string[] | undefined, nameOf: (one: One) => string) =>
  wanted === undefined ? all : all.filter((one) => wanted.includes(nameOf(one)));

const names = among(strategies, values.strategy, ({ name }) => name).map(({ name }) => name);
const sizes = among(SIZES, values.size, ({ name }) => name);
const themes = among(THEMES, values.theme, String);
const asked = KINDS.filter((kind) => positionals.includes(kind));
const wanted: readonly Kind[] = values.gallery
  ? ['gallery']
  : asked.length > 0
    ? asked
    : ['screens', 'crowds', 'strips'];

/** Seconds of the run: later than the lab has played before it is paused, so that a kill makes no second future. */
const KILL_S = 24;
/** During: it is dead, and not yet noticed. */
const MOMENTS = [
  { name: 'before', atS: KILL_S - 1 },
  { name: 'during', atS: KILL_S + 3 },
  { name: 'after', atS: KILL_S + 25 },
] as const;
const STRIP_S = [-1, 0, 1, 3, 6, 10, 18, 34].map((after) => KILL_S + after);

const CROWDS = [
  { people: 400, servers: 40 },
  { people: 2000, servers: 200 },
] as const;

const camera = await createCamera();
try {
  if (values.readme) await readmePicture();
  else {
    for (const kind of wanted) mkdirSync(`shots/${kind}`, { recursive: true });
    await together(wanted.flatMap((kind) => jobsOf(kind)));
  }
} finally {
  await camera.close();
}

function jobsOf(kind: Kind): readonly Job[] {
  const jobs: Readonly<Record<Kind, readonly Job[]>> = {
    screens: names.flatMap((name) => sizes.map((size) => () => screens(size, name))),
    crowds: CROWDS.flatMap((crowd) => sizes.map((size) => () => crowds(size, crowd))),
    strips: names.map((name) => () => strip(name)),
    gallery: themes.flatMap((theme) => REGISTRY_IDS.map((registry) => () => gallery(registry, theme))),
  };
  return jobs[kind];
}

/** A few pages at a time: more would only wait for one another. */
async function together(jobs: readonly Job[]): Promise<void> {
  const left = [...jobs];
  const work = async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await job();
  };
  await Promise.all([work(), work(), work(), work()]);
}

/** The pictures of one run at three moments, theme by theme. */
async function moments(size: Size, begin: (page: Page) => Promise<void>): Promise<readonly Shot[]> {
  const shots: Shot[] = [];
  // Light and dark are one run: the browser is asked for the other. The projector's type changes the whole page.
  for (const together of [
    themes.filter((theme) => theme !== 'projector'),
    themes.filter((one) => one === 'projector'),
  ]) {
    const [first] = together;
    if (first === undefined) continue;
    const page = await camera.open(size, first === 'projector' ? { theme: first } : {});
    await begin(page);
    for (const { name, atS } of MOMENTS) {
      if (name === 'during') {
        await goTo(page, KILL_S);
        await kill(page, 3);
      }
      await goTo(page, atS);
      for (const theme of together)
        shots.push({ caption: `${theme}, ${name}`, picture: await photograph(page, theme) });
    }
    await page.close();
  }
  const order = (caption: string): number => THEMES.findIndex((theme) => caption.startsWith(theme));
  return shots.sort((one, other) => order(one.caption) - order(other.caption));
}

async function screens(size: Size, strategy: string): Promise<void> {
  const shots = await moments(size, (page) => choose(page, /^Strategy: /, strategy));
  await save(`screens/${slug(strategy)}-${size.name}`, shots, size);
}

async function crowds(size: Size, { people, servers }: (typeof CROWDS)[number]): Promise<void> {
  const edits = editsOf(openingScenario);
  const half = { count: people / 2, behaviour: 'shopper' } as const;
  const crowd = withEdits(openingScenario, {
    ...edits,
    serverCount: servers,
    people: [
      { ...half, network: 'home' },
      { ...half, network: 'office-nat' },
    ],
  });
  const shots = await moments(size, async (page) => {
    const buffer = Buffer.from(JSON.stringify({ ...crowd, title: `${people} people` }));
    await page.locator('input[type=file]').setInputFiles({ name: 'crowd.json', mimeType: 'application/json', buffer });
    await page.getByRole('button', { name: `Load: ${people} people` }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Close this message' }).click();
  });
  await save(`crowds/${people}-${size.name}`, shots, size);
}

/** Eight photographs of one kill on one sheet. */
async function strip(strategy: string): Promise<void> {
  const page = await camera.open(DESKTOP);
  await choose(page, /^Strategy: /, strategy);
  const shots: Shot[] = [];
  for (const atS of STRIP_S) {
    await goTo(page, atS);
    if (atS === KILL_S) await kill(page, 3);
    // Why? is asked again wherever the run goes.
    await page.getByRole('list', { name: /^Steps of the decision/ }).waitFor();
    shots.push({ caption: `${atS} s`, picture: await photograph(page) });
  }
  await page.close();
  await sheet(camera.browser, `shots/strips/${slug(strategy)}.png`, shots, { columns: 2, width: 720 });
}

/** One sheet for each registry and theme. */
async function gallery(registry: string, theme: string): Promise<void> {
  const page = await camera.open({ name: 'gallery', width: 3200, height: 1200 }, { theme }, `?gallery=${registry}`);
  await page.getByText(/^All \d+ runs computed/).waitFor({ timeout: 120_000 });
  await page.screenshot({ path: `shots/gallery/${registry}-${theme}.png`, fullPage: true });
  await page.close();
}

/** A killed server, and someone who has just found out. */
async function readmePicture(): Promise<void> {
  const page = await camera.open(DESKTOP);
  await choose(page, /^Strategy: /, 'Sticky cookie');
  await goTo(page, KILL_S);
  await kill(page, 3);
  await choose(page, /^Speed: /, '1×');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: /^Ada, signed out/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.waitForTimeout(400);
  await page.screenshot({ path: 'public/preview.png' });
  await page.close();
}

function save(name: string, shots: readonly Shot[], { width }: Size): Promise<void> {
  return sheet(camera.browser, `shots/${name}.png`, shots, { columns: MOMENTS.length, width: Math.min(width, 800) });
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/\W+/g, '-');
}
