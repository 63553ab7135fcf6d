/**
 * `npm run bench:stage`: what a frame of the stage costs, in headless Chromium, each figure beside a bare page that draws
 * as many marks on a canvas, one after the other in the same run. Scripting is all script of the page's thread between
 * two frames, from the browser's own trace: React's work and the messages of the worker are in it. Figures are of this
 * machine, in this moment; no test reads them.
 */
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumLaunchOptions } from './chromium.mjs';

interface Size {
  readonly marks: number;
  readonly people: number;
  readonly servers: number;
}

interface Figures {
  readonly framesPerSecond: number;
  readonly meanMs: number;
  /** Of that, in the callbacks of the frame itself. */
  readonly callbackMs: number;
  readonly p95Ms: number;
  /** The same without the time in which the thread had to wait for a core: other programs are left out. */
  readonly meanCpuMs: number;
  readonly p95CpuMs: number;
  readonly commitsPerSecond: number;
}

const SIZES: readonly Size[] = [
  { marks: 500, people: 40, servers: 8 },
  { marks: 5000, people: 2000, servers: 200 },
];
const ROUNDS = 3;
const WARM_UP_MS = 2500;
const WATCH_MS = 5000;
const CLICKS = 20;
/** Script runs within these; they lie in one another, so the outermost count. */
const SCRIPT = new Set([
  'FireAnimationFrame',
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'TimerFire',
  'EventDispatch',
]);

await build({
  root: 'scripts/benchStage',
  configFile: 'vite.config.ts',
  logLevel: 'warn',
  build: { outDir: '../../node_modules/.cache/benchStage', emptyOutDir: true, chunkSizeWarningLimit: 5000 },
});
const server = await preview({
  root: 'scripts/benchStage',
  configFile: 'vite.config.ts',
  logLevel: 'warn',
  build: { outDir: '../../node_modules/.cache/benchStage' },
  preview: { host: '127.0.0.1', port: 4291, strictPort: false },
});
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch(chromiumLaunchOptions());

try {
  for (const size of SIZES) {
    const bare: Figures[] = [];
    const stage: Figures[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await watch(size, 'bare=1'));
      stage.push(await watch(size, 'speed=1'));
    }
    tell(size, middle(bare), middle(stage));
  }
  await tellInput({ marks: 0, people: 40, servers: 8 });
  await tellInput({ marks: 0, people: 2000, servers: 200 });
} finally {
  await browser.close();
  await server.close();
}

function tell({ marks, people, servers }: Size, bare: Figures, stage: Figures): void {
  const times = (a: number, b: number): string => `${(a / b).toFixed(2)} times`;
  console.log(`\n${marks} requests in flight, ${people} people, ${servers} servers`);
  console.log(`                     bare page     stage`);
  const row = (name: string, a: number, b: number, unit: string, beside: string): void =>
    console.log(`  ${name.padEnd(18)} ${a.toFixed(2).padStart(7)} ${b.toFixed(2).padStart(9)} ${unit}  ${beside}`);
  row('scripting, mean', bare.meanMs, stage.meanMs, 'ms a frame', times(stage.meanMs, bare.meanMs));
  row('  of it, painting', bare.callbackMs, stage.callbackMs, 'ms a frame', times(stage.callbackMs, bare.callbackMs));
  row('scripting, p95', bare.p95Ms, stage.p95Ms, 'ms a frame', times(stage.p95Ms, bare.p95Ms));
  row('on a core, mean', bare.meanCpuMs, stage.meanCpuMs, 'ms a frame', times(stage.meanCpuMs, bare.meanCpuMs));
  row('on a core, p95', bare.p95CpuMs, stage.p95CpuMs, 'ms a frame', times(stage.p95CpuMs, bare.p95CpuMs));
  row(
    'frames',
    bare.framesPerSecond,
    stage.framesPerSecond,
    'a second',
    times(stage.framesPerSecond, bare.framesPerSecond),
  );
  row('React commits', bare.commitsPerSecond, stage.commitsPerSecond, 'a second', '');
}

async function open({ marks, people, servers }: Size, how: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // React tells a development tool of each commit, in the shipped build as well.
  // Text: what a transpiler adds to a function is not known to the page.
  await page.addInitScript({
    content: `window.counts = { commits: 0 };
      window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
        supportsFiber: true, inject: () => 1, onCommitFiberUnmount() {},
        onCommitFiberRoot() { window.counts.commits += 1; },
      };`,
  });
  await page.goto(`${address}?marks=${marks}&people=${people}&servers=${servers}&${how}`);
  await page.waitForTimeout(WARM_UP_MS);
  return page;
}

function commitsOf(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { counts: { commits: number } }).counts.commits);
}

async function watch(size: Size, how: string): Promise<Figures> {
  const page = await open(size, how);
  const session = await page.context().newCDPSession(page);
  const before = await commitsOf(page);
  const events = await trace(session, () => page.waitForTimeout(WATCH_MS));
  const commits = (await commitsOf(page)) - before;
  await page.close();
  const frames = scriptByFrame(events, ({ dur = 0 }) => dur);
  const onCore = scriptByFrame(events, ({ tdur = 0 }) => tdur);
  return {
    framesPerSecond: (frames.length * 1000) / WATCH_MS,
    meanMs: mean(frames),
    callbackMs: callbackMs(events) / Math.max(1, frames.length),
    p95Ms: p95(frames),
    meanCpuMs: mean(onCore),
    p95CpuMs: p95(onCore),
    commitsPerSecond: (commits * 1000) / WATCH_MS,
  };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of that, what the thread ran on a core. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
}

async function trace(session: CDPSession, during: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'v8'] },
  });
  await during();
  await session.send('Tracing.end');
  await complete;
  return events;
}

function mean(frames: readonly number[]): number {
  return frames.reduce((sum, ms) => sum + ms, 0) / Math.max(1, frames.length);
}

function p95(frames: readonly number[]): number {
  return frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? Number.NaN;
}

/** Milliseconds of script from the beginning of each frame to the next, by that length of an event. */
function scriptByFrame(events: readonly TraceEvent[], lengthOf: (event: TraceEvent) => number): readonly number[] {
  const firings = events.filter(({ name }) => name === 'FireAnimationFrame');
  const [first] = firings;
  if (first === undefined) return [];
  const scripts = events
    .filter(({ name, ph, tid, pid }) => SCRIPT.has(name) && ph === 'X' && tid === first.tid && pid === first.pid)
    .sort((a, b) => a.ts - b.ts);
  // Callbacks of one frame follow one another at once.
  const starts: number[] = [];
  for (const { ts, tid } of firings.toSorted((a, b) => a.ts - b.ts))
    if (tid === first.tid && ts - (starts.at(-1) ?? 0) > 4000) starts.push(ts);
  const frames = starts.map(() => 0);
  let frame = -1;
  let endUs = 0;
  for (const event of scripts) {
    const { ts, dur = 0 } = event;
    while (frame + 1 < starts.length && ts >= (starts[frame + 1] ?? Number.POSITIVE_INFINITY)) frame += 1;
    if (ts < endUs) continue;
    if (frame >= 0) frames[frame] = (frames[frame] ?? 0) + lengthOf(event) / 1000;
    endUs = ts + dur;
  }
  return frames.slice(0, -1);
}

/** All callbacks of frames together. */
function callbackMs(events: readonly TraceEvent[]): number {
  return events.reduce((sum, { name, dur = 0 }) => sum + (name === 'FireAnimationFrame' ? dur / 1000 : 0), 0);
}

/** From a click on a person to the frame that shows it, at 100×: the browser's own event timing, in steps of 8 ms. */
async function tellInput(size: Size): Promise<void> {
  const page = await open(size, 'speed=100');
  await page.evaluate(`window.durations = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'click') window.durations.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 });`);
  const pause = page.getByRole('button', { name: /^(Pause|Play)/ }).first();
  const box = await pause.boundingBox();
  for (let click = 0; click < CLICKS; click += 1) {
    await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
    await page.waitForTimeout(150 + ((click * 37) % 100));
  }
  const durations = await page.evaluate(() => (window as unknown as { durations: number[] }).durations);
  await page.close();
  // What is under 16 ms is not reported: it counts as that.
  const all = [...durations, ...Array<number>(Math.max(0, CLICKS - durations.length)).fill(16)].sort((a, b) => a - b);
  const middleMs = all[Math.floor(all.length / 2)] ?? Number.NaN;
  console.log(
    `\ninput at 100×, ${size.people} people, ${size.servers} servers: median ${middleMs} ms, longest ${all.at(-1)} ms of ${CLICKS} clicks`,
  );
}

/** The round whose mean is in the middle: one that another program disturbed is left out. */
function middle(rounds: readonly Figures[]): Figures {
  const [figures] = rounds.toSorted((a, b) => a.meanMs - b.meanMs).slice(Math.floor(rounds.length / 2));
  if (figures === undefined) throw new Error('no round was watched');
  return figures;
}
