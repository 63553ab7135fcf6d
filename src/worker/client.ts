/**
 * The page's side of the bridge: sends commands, resolves each by the update with the same id, and sees to it that an
 * engine that dies is replaced and brought back to the same moment of the same future, from the scenario and what was done in each.
 */
import { type Course, emptyCourse, type Scenario } from '../engine/index.ts';
import type { Command, CrossingUpdate, Update } from './protocol.ts';
import { WAYS_TO_START } from './startWorker.ts';
import { createThickener } from './thinning.ts';

type WithoutId<Message> = Message extends unknown ? Omit<Message, 'id'> : never;
export type CommandBody = WithoutId<Command>;
export type Frame = Extract<Update, { type: 'frame' }>;

/** The engine broke. The run stands again where it stood, unless `isLost`. */
export class EngineProblem extends Error {
  readonly isLost: boolean;
  constructor(message: string, isLost: boolean) {
    super(message);
    this.isLost = isLost;
  }
}

/** Something that answers commands: a worker, or the same engine in this thread. */
export interface Channel {
  /** Silent for longer than `patienceMs`, it counts as dead. */
  ask(command: Command, patienceMs: number): Promise<Update>;
  close(): void;
}

/** The worker itself died, as opposed to a command that it could not do. */
export class ChannelDied extends Error {}

export interface EngineClient {
  send(command: CommandBody): Promise<Update>;
  /** Hears when an engine that died has been replaced, and at which moment the run stands again. */
  onRestart(listener: (atMs: number) => void): void;
  close(): void;
}

/** `onDeath`: it died, whether or not anybody waited for an answer. */
export type OpenChannel = (onDeath: () => void) => Promise<Channel>;

export function createEngineClient(openChannel: OpenChannel = openBestChannel): EngineClient {
  let channel: Promise<Channel> | null = null;
  let lastId = 0;
  let isClosed = false;
  let replacing: Promise<void> | null = null;
  let run: { scenario: Scenario; course: Course; atMs: number; reachedMs: number } | null = null;
  let tellRestart: (atMs: number) => void = () => undefined;

  const open = (): Promise<Channel> => {
    if (channel !== null) return channel;
    const opened: Promise<Channel> = openChannel(() => void recover(opened));
    channel = opened;
    return opened;
  };

  const ask = async (body: CommandBody, on = open()): Promise<Update> => {
    lastId += 1;
    // Taken before the channel is there: others ask meanwhile.
    const id = lastId;
    return (await on).ask({ ...body, id }, patienceMs(body, run));
  };

  const replace = async (): Promise<void> => {
    channel?.then((old) => old.close()).catch(() => undefined);
    channel = null;
    if (run === null) return;
    // As far as it was known before, then back to where it stands: what was to come is still to come.
    const { scenario, course, atMs, reachedMs } = run;
    const again: readonly CommandBody[] = [
      { type: 'load', scenario, course, toMs: reachedMs },
      { type: 'seek', toMs: atMs },
    ];
    for (const body of again) {
      const update = await ask(body);
      if (update.type === 'failed') throw new Error(update.message);
    }
  };

  /** Several commands may have waited for the one that died: they share its replacement. */
  const bringBack = async (dead: Promise<Channel>, why = ''): Promise<void> => {
    if (channel === dead) {
      replacing = replace().finally(() => {
        replacing = null;
      });
    }
    await replacing?.catch((cause: unknown) => {
      throw new EngineProblem([why, messageOf(cause)].filter(Boolean).join('; '), true);
    });
  };

  /** A death is no fault of the run: it is brought back, and that is all there is to say. */
  const recover = async (dead: Promise<Channel>): Promise<void> => {
    if (isClosed) return;
    const isFirst = channel === dead;
    try {
      await bringBack(dead);
      if (isFirst && run !== null) tellRestart(run.atMs);
    } catch {
      // Whoever asks next is told.
    }
  };

  /** What must be known to bring the run back: its scenario, what was done in which future, how far it came. */
  const remember = (body: CommandBody, update: Update): void => {
    if (update.type !== 'frame') return;
    const { atMs, course, reached } = update;
    if (body.type === 'load') run = { scenario: body.scenario, course: emptyCourse, atMs, reachedMs: atMs };
    if (run === null) return;
    run = { scenario: run.scenario, course: course ?? run.course, atMs, reachedMs: reached.us / 1000 };
  };

  return {
    async send(body) {
      await replacing?.catch(() => undefined);
      let used = open();
      let update: Update;
      try {
        update = await ask(body, used);
      } catch (error) {
        if (isClosed || !(error instanceof ChannelDied)) throw error;
        await recover(used);
        used = open();
        update = await ask(body, used);
      }
      if (update.type === 'failed') {
        // A scenario that fails to load leaves the run before it as it was.
        await bringBack(used, update.message);
        throw new EngineProblem(update.message, false);
      }
      remember(body, update);
      return update;
    },
    onRestart(listener) {
      tellRestart = listener;
    },
    close() {
      isClosed = true;
      channel?.then((open) => open.close()).catch(() => undefined);
      channel = null;
    },
  };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

async function openBestChannel(onDeath: () => void): Promise<Channel> {
  for (const start of WAYS_TO_START) {
    try {
      return await openWorker(await start(), onDeath);
    } catch {
      // An opaque origin, an old browser, a policy.
    }
  }
  // The engine runs here instead, in the slices that the page asks for.
  return openInProcess();
}

/** Longer than any module takes to load; a worker that is silent for so long was never started. */
const START_TIMEOUT_MS = 4000;
/** A worker that hangs, runs out of memory or closes itself says nothing: so long it may be silent. */
const SILENCE_MS = 3000;
/** It is looked after so often, and greeted when nothing was asked of it for so long. */
const WATCH_MS = 250;
const QUIET_MS = 1000;
/** On a slow machine; some thirty times what is usual. */
const MS_A_REQUEST = 1;
/** An explanation replays from the nearest of many checkpoints: one part of the run in so many, at the most. */
const CHECKPOINT_PARTS = 64;

/** The longer the stretch of time that has to be run through, and the more people in it, the longer it may take. */
function patienceMs(
  body: CommandBody,
  run: { readonly scenario: Scenario; readonly atMs: number; readonly reachedMs: number } | null,
): number {
  const scenario = body.type === 'load' ? body.scenario : run?.scenario;
  if (scenario === undefined) return SILENCE_MS;
  const atMs = run?.atMs ?? 0;
  const people = scenario.people.reduce((sum, { count }) => sum + count, 0);
  const requests = (spanOf(body, atMs, run?.reachedMs ?? 0) * people) / Math.max(1, scenario.workload.thinkMs);
  return SILENCE_MS + requests * MS_A_REQUEST;
}

/** How much of virtual time a command may have to run through. */
function spanOf(body: CommandBody, atMs: number, reachedMs: number): number {
  switch (body.type) {
    case 'load':
    case 'seek':
      return body.toMs;
    case 'advance':
      return Math.max(0, body.toMs - atMs);
    case 'stepRequest':
      return body.limitMs;
    case 'stepEvent':
      return body.limitMs;
    case 'undo':
    case 'redo':
    case 'takeBranch':
      return reachedMs;
    case 'act':
    case 'check':
    case 'measure':
    case 'compare':
    case 'nameBranch':
      return 0;
    case 'stepBack':
    case 'explain':
      return atMs / CHECKPOINT_PARTS;
    case 'events':
      return atMs;
  }
}

interface Waiting {
  readonly patienceMs: number;
  resolve(update: Update): void;
  reject(cause: Error): void;
}

async function openWorker(worker: Worker, onDeath: () => void): Promise<Channel> {
  const waiting = new Map<number, Waiting>();
  let hasSpoken = false;
  let isDead = false;
  let silentMs = 0;
  let lastLook = performance.now();

  const close = (): void => {
    isDead = true;
    clearInterval(watch);
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new ChannelDied('the worker died'));
    waiting.clear();
  };
  const die = (): void => {
    if (isDead) return;
    close();
    onDeath();
  };
  /** It answers in turn, so only the first in the line is timed. Time in which the page itself slept does not count. */
  const watch = setInterval(() => {
    const now = performance.now();
    silentMs += Math.min(now - lastLook, 2 * WATCH_MS);
    lastLook = now;
    if (!hasSpoken) return;
    const [first] = waiting.values();
    if (first !== undefined) {
      if (silentMs > first.patienceMs) die();
    } else if (silentMs >= QUIET_MS) channel.ask({ id: GREETING, type: 'measure' }, SILENCE_MS).catch(() => undefined);
  }, WATCH_MS);
  const thick = createThickener();
  worker.addEventListener('message', ({ data }: MessageEvent<CrossingUpdate>) => {
    hasSpoken = true;
    silentMs = 0;
    const isState = data.type === 'frame' && data.snapshot !== null;
    // Each state in its turn, whether or not anybody waits for it: the next one builds on it.
    const update = isState ? { ...data, snapshot: thick(data.snapshot) } : (data as Update);
    waiting.get(data.id)?.resolve(update);
    waiting.delete(data.id);
  });
  worker.addEventListener('messageerror', die);

  const channel: Channel = {
    ask: (command, patience) =>
      new Promise((resolve, reject) => {
        // It may have died between two commands, when nobody waited for an answer.
        if (isDead) return reject(new ChannelDied('the worker is dead'));
        if (waiting.size === 0) silentMs = 0;
        waiting.set(command.id, { patienceMs: patience, resolve, reject });
        worker.postMessage(command);
      }),
    close,
  };
  // A worker whose script can't be fetched is constructed all the same and tells it later, by an error event.
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => (hasSpoken ? resolve() : fail()), START_TIMEOUT_MS);
    const fail = (): void => {
      clearTimeout(timer);
      close();
      reject(new Error('the worker does not start'));
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (hasSpoken) die();
      else fail();
    });
    channel.ask({ id: GREETING, type: 'measure' }, START_TIMEOUT_MS).then(
      () => {
        clearTimeout(timer);
        resolve();
      },
      () => undefined,
    );
  });
  return channel;
}

/** Asked for nothing but a sign of life; commands count from 1. */
const GREETING = 0;

/** Here the engine holds up the page itself while it computes. */
const IN_PAGE_BUDGET_MS = 12;

async function openInProcess(): Promise<Channel> {
  const { createHost } = await import('./host.ts');
  const host = createHost(IN_PAGE_BUDGET_MS);
  return { ask: async (command) => host.handle(command), close: () => undefined };
}
