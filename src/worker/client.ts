/**
 * The page's side of the bridge: sends commands, resolves each by the update with the same id, and sees to it that an
 * engine that dies is replaced and brought back to the same moment from the scenario and the actions so far.
 */
import type { Scenario, TimedAction } from '../engine/index.ts';
import type { Command, CommandType, Update } from './protocol.ts';

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
  ask(command: Command): Promise<Update>;
  close(): void;
}

/** The worker itself died, as opposed to a command that it could not do. */
export class ChannelDied extends Error {}

export interface EngineClient {
  send(command: CommandBody): Promise<Update>;
  close(): void;
}

export function createEngineClient(openChannel: () => Promise<Channel> = openBestChannel): EngineClient {
  let channel: Promise<Channel> | null = null;
  let lastId = 0;
  let isClosed = false;
  let replacing: Promise<void> | null = null;
  let run: { scenario: Scenario; acted: TimedAction[]; atMs: number } | null = null;

  const open = (): Promise<Channel> => {
    channel ??= openChannel();
    return channel;
  };

  const ask = async (body: CommandBody, on = open()): Promise<Update> => {
    lastId += 1;
    return (await on).ask({ ...body, id: lastId });
  };

  const replace = async (): Promise<void> => {
    channel?.then((old) => old.close()).catch(() => undefined);
    channel = null;
    if (run === null) return;
    // Acted again in turn, not loaded with the scenario: what a user did can be set aside by acting before it.
    const { scenario, acted, atMs } = run;
    const again: CommandBody[] = [{ type: 'load', scenario, toMs: acted[0]?.atMs ?? atMs }];
    for (const { atMs: toMs, ...action } of acted)
      again.push({ type: 'advance', toMs, wantSnapshot: false }, { type: 'act', action });
    again.push({ type: 'seek', toMs: atMs });
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

  /** What must be known to bring the run back: its scenario, what was done to it, how far it came. */
  const remember = (body: CommandBody, update: Update): void => {
    if (update.type !== 'frame') return;
    if (body.type === 'load') run = { scenario: body.scenario, acted: [], atMs: update.atMs };
    if (run === null) return;
    if (body.type === 'act') {
      run.acted = run.acted.filter(({ atMs }) => atMs <= update.atMs);
      run.acted.push({ ...body.action, atMs: update.atMs });
    }
    run.atMs = update.atMs;
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
        await bringBack(used);
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
    close() {
      isClosed = true;
      channel?.then((open) => open.close()).catch(() => undefined);
      channel = null;
    },
  };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

async function openBestChannel(): Promise<Channel> {
  try {
    return await openWorker();
  } catch {
    // An opaque origin, an old browser, a policy: the engine runs here instead, in the slices that the page asks for.
    return openInProcess();
  }
}

/** Longer than any module takes to load; a worker that is silent for so long was never started. */
const START_TIMEOUT_MS = 4000;

/**
 * A worker that runs out of memory or closes itself says nothing. What it is asked for while it plays takes
 * milliseconds; to load or to explain it may have to replay a long run.
 */
const PATIENCE_MS: Readonly<Record<CommandType, number>> = {
  advance: 5000,
  act: 5000,
  stepRequest: 10_000,
  measure: 10_000,
  load: 120_000,
  seek: 120_000,
  explain: 120_000,
};

async function openWorker(): Promise<Channel> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve: (update: Update) => void; reject: (cause: Error) => void }>();
  let hasSpoken = false;
  let isDead = false;

  const die = (): void => {
    isDead = true;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new ChannelDied('the worker died'));
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Update>) => {
    hasSpoken = true;
    waiting.get(data.id)?.resolve(data);
    waiting.delete(data.id);
  });
  worker.addEventListener('messageerror', die);

  const channel: Channel = {
    ask: (command) =>
      new Promise((resolve, reject) => {
        // It may have died between two commands, when nobody waited for an answer.
        if (isDead) return reject(new ChannelDied('the worker is dead'));
        const timer = setTimeout(die, PATIENCE_MS[command.type]);
        const settled = () => clearTimeout(timer);
        waiting.set(command.id, {
          resolve: (update) => {
            settled();
            resolve(update);
          },
          reject: (cause) => {
            settled();
            reject(cause);
          },
        });
        worker.postMessage(command);
      }),
    close: die,
  };
  // A worker whose script can't be fetched is constructed all the same and tells it later, by an error event.
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => (hasSpoken ? resolve() : fail()), START_TIMEOUT_MS);
    const fail = (): void => {
      clearTimeout(timer);
      die();
      reject(new Error('the worker does not start'));
    };
    worker.addEventListener('error', () => (hasSpoken ? die() : fail()));
    channel.ask({ id: 0, type: 'measure' }).then(
      () => {
        clearTimeout(timer);
        resolve();
      },
      () => undefined,
    );
  });
  return channel;
}

async function openInProcess(): Promise<Channel> {
  const { createHost } = await import('./host.ts');
  const host = createHost();
  return { ask: async (command) => host.handle(command), close: () => undefined };
}
