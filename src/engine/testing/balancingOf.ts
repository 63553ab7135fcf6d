/** One balancing algorithm with a pool of its own, driven pick by pick as a load balancer drives it. */
import type { Balancing } from '../balancing/contract.ts';
import { balancings } from '../balancing/registry.ts';
import type { Step } from '../evidence.ts';
import { resolveOptions } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import { LivePool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import type { Run } from '../run.ts';
import { addServer } from '../servers.ts';
import type { BalancingPicture } from '../snapshot.ts';
import type { Note } from '../trace.ts';
import { emptyWorld } from '../world.ts';
import { serverSpec } from './scenarioOf.ts';

export interface Driven {
  readonly balancing: Balancing;
  /** Picks for the request and leaves it in the server's hands. Returns the server's number, 0 for nobody. */
  take(request?: Partial<RequestView>): number;
  /** The server with that number has finished one request. */
  release(server: number): void;
  /** Picks and finishes, so many times. */
  sequence(count: number, request?: (n: number) => Partial<RequestView>): string;
  set(server: number, state: 'up' | 'down' | 'drain' | 'removed'): void;
  /** One more server in the configuration. Returns its number. */
  add(weight: number, address?: string): number;
  readonly memory: unknown;
  /** What the next pick would be and what it would say of itself, without its being made. */
  explain(request?: Partial<RequestView>): {
    readonly server: number;
    readonly steps: readonly Omit<Step, 'atMs' | 'source'>[];
  };
  picture(requests?: readonly Partial<RequestView>[]): BalancingPicture;
}

interface Given {
  readonly seed?: number;
  /** As written in the configuration, in the order of the servers. */
  readonly addresses?: readonly string[];
}

export function balancingOf(
  id: string,
  weights: readonly number[],
  options: Record<string, unknown> = {},
  given: Given = {},
): Driven {
  const found = balancings.find((module) => module.id === id);
  if (found === undefined) throw new Error(`no balancing ${id}`);
  const world = emptyWorld();
  const balancer = world.balancers[0]!;
  const run = { world, balancer } as Run;
  const add = (weight: number, address: string | undefined) =>
    addServer(
      run,
      serverSpec(world.servers.length + 1, { weight, ...(address !== undefined && { address }) }),
      'running',
    );
  weights.forEach((weight, index) => void add(weight, given.addresses?.[index]));
  const pool = new LivePool(run);
  const context = { options: resolveOptions(found.options, options), pool, seed: given.seed ?? 7, note: undefined };
  const memory = found.emptyMemory();
  const changed = () => {
    pool.refresh();
    found.poolChanged(memory, context);
  };
  const touch = (row: number) => {
    balancer.connectionChanges += 1;
    balancer.views[row]!.connectionsChanged = balancer.connectionChanges;
    found.connectionsChanged?.(memory, row, context);
  };
  changed();
  const driven: Driven = {
    balancing: found,
    memory,
    take(request = {}) {
      const row = found.pick(requestOf(request), memory, context);
      if (row < 0) return 0;
      balancer.views[row]!.connections += 1;
      touch(row);
      return row + 1;
    },
    release(server) {
      balancer.views[server - 1]!.connections -= 1;
      touch(server - 1);
    },
    sequence(count, request = () => ({})) {
      let picks = '';
      for (let n = 0; n < count; n += 1) {
        const server = driven.take(request(n));
        if (server > 0) driven.release(server);
        picks += server;
      }
      return picks;
    },
    set(server, state) {
      const row = world.servers[server - 1]!;
      row.admin = state === 'drain' || state === 'removed' ? state : 'ready';
      balancer.views[server - 1]!.believedUp = state !== 'down';
      // As after a failed attempt, with nginx's `max_fails` of 1.
      if (state === 'down') found.attemptFailed?.(memory, server - 1, 1);
      if (state === 'up') touch(server - 1);
      changed();
    },
    explain(request = {}) {
      const steps: Omit<Step, 'atMs' | 'source'>[] = [];
      const note: Note = (code, values, server) =>
        void steps.push({ code, values, server: server === undefined ? null : world.servers[server]!.id });
      return { server: found.pick(requestOf(request), copyPlain(memory), { ...context, note }) + 1, steps };
    },
    picture: (requests = [{}]) => found.picture(memory, context, () => requests.map((request) => requestOf(request))),
    add(weight, address) {
      const row = add(weight, address);
      changed();
      return row + 1;
    },
  };
  return driven;
}

export function requestOf(change: Partial<RequestView> = {}): RequestView {
  return {
    person: 0,
    address: 0,
    addressText: '203.0.113.1',
    ipv4: 0xcb007101,
    port: 40_000,
    method: 'GET',
    url: '/cart',
    pin: -1,
    pinSeenS: 0,
    pinFirstS: 0,
    connection: 1,
    connectionServer: -1,
    tlsSession: 0,
    sessionCookie: 0,
    header: () => '',
    cookie: () => '',
    ...change,
  };
}
