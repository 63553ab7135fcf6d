/**
 * Actions that take several steps, made into plain ones: data that waits in the world like any other state, so that going
 * back, forking and sharing know of nothing but the one action the user did.
 */
import type { Action, SteppedAction, TimedAction } from './actions.ts';
import type { ServerSpec } from './scenario.ts';
import { START_UP_US } from './servers.ts';
import type { ServerState, World } from './world.ts';

/** A name has room for 64 characters; what stands before the number for so many. */
const LONGEST_STEM = 56;

/** What is needed of a server to name another one after it. */
type Named = Pick<ServerSpec, 'id' | 'address'>;

/** Plans the action's steps from now on. */
export function planSteps(world: World, action: SteppedAction): void {
  const nowMs = world.nowUs / 1000;
  const steps = stepsOf(world, action).map((step) => ({ ...step, atMs: nowMs + step.atMs }));
  world.plannedSteps = [...world.plannedSteps, ...steps].sort((a, b) => a.atMs - b.atMs);
}

/** With the moments of the steps counted from now. */
function stepsOf(world: World, action: SteppedAction): TimedAction[] {
  const configured = world.servers.filter(({ admin }) => admin !== 'removed');
  switch (action.do) {
    case 'flap':
      return Array.from({ length: action.times }, (_, n) => [
        { do: 'kill', server: action.server, atMs: n * action.periodMs } as const,
        { do: 'restart', server: action.server, atMs: (n + 0.5) * action.periodMs } as const,
      ]).flat();
    case 'rollingDeploy':
      return rollingDeploy(configured, action.drainMs, action.pauseMs);
    case 'surge':
      return [
        { do: 'setLoad', people: action.people, atMs: 0 },
        { do: 'setLoad', people: world.activePeople, atMs: action.forMs },
      ];
    case 'scaleOut':
      return scaleOut(world.servers, configured.at(-1), action.count);
    case 'scaleIn':
      return configured.slice(-action.count).map(({ id }) => ({ do: 'removeServer', server: id, atMs: 0 }));
  }
}

/** Servers that drain already or are in maintenance were put there by somebody, and are left there. */
function rollingDeploy(configured: readonly ServerState[], drainMs: number, pauseMs: number): TimedAction[] {
  const turnMs = drainMs + START_UP_US / 1000 + pauseMs;
  return configured
    .filter(({ admin }) => admin === 'ready')
    .flatMap(({ id }, n) => {
      const at = (afterMs: number, action: Action): TimedAction => ({ ...action, atMs: n * turnMs + afterMs });
      const restart = at(drainMs, { do: 'restart', server: id });
      if (drainMs === 0) return [restart];
      const ready = at(drainMs + START_UP_US / 1000, { do: 'ready', server: id });
      return [at(0, { do: 'drain', server: id }), restart, ready];
    });
}

function scaleOut(ever: readonly Named[], like: ServerState | undefined, count: number): TimedAction[] {
  const { weight, workers, queueSlots } = like ?? { weight: 1, workers: 4, queueSlots: 100 };
  return nextServers(ever, count).map((named) => ({
    ...{ do: 'addServer', server: { ...named, weight, workers, queueSlots }, atMs: 0 },
  }));
}

/** Names and addresses for so many more servers: those after the last one, as far as they are free. */
export function nextServers(ever: readonly Named[], count: number): Named[] {
  const ids = new Set(ever.map(({ id }) => id));
  const addresses = new Set(ever.map(({ address }) => address));
  const [, prefix = 's', number = '0'] = /^(.*?)(\d*)$/.exec(ever.at(-1)?.id ?? 's0') ?? [];
  const stem = prefix.slice(0, LONGEST_STEM);
  const [, network = '10.0.0.', host = '10', port = ':8080'] =
    /^(\d+\.\d+\.\d+\.)(\d+)(:\d+)$/.exec(ever.at(-1)?.address ?? '') ?? [];
  const next: Named[] = [];
  let n = Number(number);
  let at = Number(host);
  let subnet = network;
  while (next.length < count) {
    do n += 1;
    while (ids.has(`${stem}${n}`));
    do {
      at += 1;
      if (at > 254) [subnet, at] = [subnetAfter(subnet), 1];
    } while (addresses.has(`${subnet}${at}${port}`));
    next.push({ id: `${stem}${n}`, address: `${subnet}${at}${port}` });
  }
  return next;
}

/** 10.0.0. → 10.0.1. → … → 10.1.0. */
function subnetAfter(network: string): string {
  const [a = 10, b = 0, c = 0] = network.split('.').map(Number);
  return c < 255 ? `${a}.${b}.${c + 1}.` : `${a}.${(b + 1) % 256}.0.`;
}
