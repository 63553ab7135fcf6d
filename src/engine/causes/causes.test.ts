/** Chains from what was done to what came of it: each reads as one would tell it. */
import { describe, expect, it } from 'vitest';
import type { TimedAction } from '../actions.ts';
import type { FinishedRequest } from '../evidence.ts';
import { createHistory } from '../history.ts';
import type { Scenario } from '../scenario.ts';
import { type Ask, play, type Setting } from '../testing/play.ts';
import { scenarioOf, serverSpec, strategyOf } from '../testing/scenarioOf.ts';
import { CAUSES, type Cause } from './causes.ts';

const told = (causes: readonly Cause[]): string[] =>
  causes.map(({ code, values }) =>
    CAUSES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '?')),
  );

const ask = (atMs: number, change: Partial<Ask> = {}): Ask => ({ atMs, person: 'p1', ...change });
const pinned = { persistence: { id: 'inserted-cookie' }, servers: [serverSpec(1), serverSpec(2)] };

/** The chain of the last request of the play. */
function chainOf(setting: Setting, steps: readonly (Ask | TimedAction)[]): string[] {
  const { answers, history } = play(setting, steps);
  return told(history.explain(answers.at(-1)!.request)!.causes);
}

describe('a lost session', () => {
  it('that died with its server: from the kill to the sign-out', () => {
    const { answers, history } = play(pinned, [
      ask(0, { method: 'POST', url: '/cart/items' }),
      ask(1000, { method: 'POST', url: '/cart/items' }),
      { atMs: 2000, do: 'kill', server: 's1', detected: true },
      ask(3000),
    ]);
    const { causes } = history.explain(answers.at(-1)!.request)!;
    expect(told(causes)).toEqual([
      's1 is killed',
      'the session was only in the memory of s1',
      'the request is pinned to s1',
      's1 is DOWN',
      'it goes to s2',
      'no session there',
      'signed out: 2 items in the cart lost',
    ]);
    const times = causes.map(({ atMs }) => atMs);
    expect(times[0]).toBe(2000);
    expect(times[2]).toBeGreaterThan(3000);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(causes.map(({ server }) => server)).toEqual(['s1', 's1', 's1', 's1', 's2', 's2', null]);
  });

  it('that a redispatch took elsewhere, or a restart emptied, or that was removed', () => {
    const restarted = chainOf(pinned, [ask(0), { atMs: 1000, do: 'restart', server: 's1' }, ask(9000)]);
    expect(restarted).toEqual([
      's1 is restarted',
      'the session was only in the memory of s1',
      'the request is pinned to s1',
      'no session there',
      'signed out',
    ]);
    const removed = chainOf(pinned, [ask(0), { atMs: 1000, do: 'removeServer', server: 's1' }, ask(9000)]);
    expect(removed.slice(0, 4)).toEqual([
      's1 is taken out, and its process ends',
      'the session was only in the memory of s1',
      'the request is pinned to s1',
      's1 is not in the pool any more',
    ]);
    const redispatched = chainOf({ ...pinned, loadBalancer: { redispatch: true } }, [
      ask(0),
      { atMs: 1000, do: 'kill', server: 's1' },
      ask(2000),
    ]);
    expect(redispatched.slice(2)).toEqual([
      'the request is pinned to s1',
      's1 refuses the connection',
      'it goes to s2',
      'no session there',
      'signed out',
    ]);
  });

  it('that had two copies: both deaths', () => {
    const sessionState = { id: 'replication', topology: 'primary-backup', acknowledge: 'synchronous' };
    const servers = [serverSpec(1), serverSpec(2), serverSpec(3)];
    const chain = chainOf(
      { persistence: { id: 'inserted-cookie' }, sessionState, servers, loadBalancer: { redispatch: true } },
      [
        ask(0),
        { atMs: 1000, do: 'kill', server: 's1' },
        { atMs: 1001, do: 'kill', server: 's2', detected: true },
        ask(2000),
      ],
    );
    expect(chain.slice(0, 3)).toEqual(['s1 is killed', 's2 is killed', 'the session was only in the memory of s2']);
  });

  it('that was left on a server which was out of reach: from the hang, or the cut link', () => {
    const told = { hang: 's1 hangs', cut: 's1 is cut off from the load balancer' };
    const actions: Record<string, TimedAction> = {
      hang: { atMs: 1000, do: 'hang', server: 's1' },
      cut: { atMs: 1000, do: 'cutLink', a: 's1', b: 'load-balancer' },
    };
    for (const [name, says] of Object.entries(told)) {
      const checks = { healthCheck: { intervalMs: 500, timeoutMs: 500, fall: 1, rise: 1 } };
      const chain = chainOf({ ...pinned, loadBalancer: checks }, [ask(0), actions[name]!, ask(9000)]);
      expect(chain[0]).toBe(says);
    }
  });

  it('by the first of two ends, not the last', () => {
    const chain = chainOf(pinned, [
      ask(0),
      { atMs: 1000, do: 'restart', server: 's1' },
      { atMs: 5000, do: 'kill', server: 's1', detected: true },
      ask(9000),
    ]);
    expect(chain[0]).toBe('s1 is restarted');
  });

  it('that is still where it was: nothing sent its person there', () => {
    const chain = chainOf({ ...pinned, persistence: { id: 'none' } }, [ask(0), ask(1000)]);
    expect(chain).toEqual([
      'the session is in the memory of s1',
      'nothing binds the request to a server',
      'it goes to s2',
      'no session there',
      'signed out',
    ]);
  });

  it('that was in one node of a store, or that the store dropped, or that was too old', () => {
    const cache = { persistence: { id: 'none' }, sessionState: { id: 'distributed-cache' } };
    const killed = chainOf(cache, [
      ask(0),
      { atMs: 1000, do: 'killNode', node: 'cache-1' },
      { atMs: 2000, do: 'startNode', node: 'cache-1' },
      ask(3000),
    ]);
    expect(killed.slice(0, 2)).toEqual(['cache-1 is killed', 'the session was only in cache-1']);
    expect(killed.at(-1)).toBe('signed out');
    const full = { ...cache, sessionState: { id: 'distributed-cache', maxSessions: 1, whenFull: 'allkeys-lru' } };
    expect(chainOf(full, [ask(0), ask(1000, { person: 'p2' }), ask(2000)])[0]).toBe(
      'the store had dropped the session',
    );
  });
});

describe('a request without an answer', () => {
  const last = (setting: Setting, ...steps: (Ask | TimedAction)[]) => chainOf(setting, steps);

  it('names what was done to the server', () => {
    expect(last(pinned, ask(0), { atMs: 1000, do: 'kill', server: 's1' }, ask(2000))).toEqual([
      's1 is killed',
      'the request is pinned to s1',
      's1 refuses the connection',
      'an error page: 503',
    ]);
    const hang = { atMs: 1000, do: 'hang', server: 's1' } as const;
    expect(last({ ...pinned, loadBalancer: { serverTimeoutMs: 4000 } }, ask(0), hang, ask(2000))).toEqual([
      's1 hangs',
      'the request is pinned to s1',
      'no answer from s1 in 4000 ms',
      'an error page: 504',
    ]);
    const cut = { atMs: 1000, do: 'cutLink', a: 's1', b: 'load-balancer' } as const;
    expect(last({ ...pinned, loadBalancer: { connectTimeoutMs: 500 } }, ask(0), cut, ask(2000))).toEqual([
      's1 is cut off from the load balancer',
      'the request is pinned to s1',
      'no connection to s1 in 500 ms',
      'an error page: 503',
    ]);
  });

  it('below HTTP has no page', () => {
    const chain = last(
      { ...pinned, persistence: { id: 'connection' } },
      ask(0),
      { atMs: 1000, do: 'kill', server: 's1' },
      { atMs: 1000, do: 'kill', server: 's2' },
      ask(2000),
    );
    expect(chain.at(-1)).toBe('the connection fails, and nobody says why');
  });

  it('names every server that is missed when none can take it', () => {
    const kills = ['s1', 's2'].map((server, n) => ({ atMs: 1000 + n, do: 'kill', server, detected: true }) as const);
    expect(last({ ...pinned, persistence: { id: 'none' } }, ...kills, ask(2000))).toEqual([
      's1 is killed',
      's2 is killed',
      'nothing binds the request to a server',
      'no server can take it',
      'an error page: 503',
    ]);
  });

  it('names the node, or the link, that kept the store silent', () => {
    const cache = { persistence: { id: 'none' }, sessionState: { id: 'distributed-cache' } };
    const chains = [
      { atMs: 1000, do: 'killNode', node: 'cache-1' } as const,
      { atMs: 1000, do: 'cutLink', a: 's2', b: 'store' } as const,
    ].map((action) => last(cache, ask(0), action, ask(2000)));
    expect(chains.map((chain) => chain[0])).toEqual(['cache-1 is killed', 's2 is cut off from the store']);
    const silent = ['cache-1 does not answer', 's2 does not reach the store'];
    for (const [n, chain] of chains.entries()) {
      // Any server could have asked: what led to this one is beside the point.
      expect(chain.slice(1)).toEqual(['it goes to s2', silent[n], 'an error page: 500']);
    }
  });
});

it('whatever went well has no causes', () => {
  const { answers, history } = play(pinned, [ask(0), ask(1000)]);
  for (const { request } of answers) expect(history.explain(request)!.causes).toEqual([]);
});

it.each(['sticky-cookie', 'source-ip', 'no-persistence', 'redis', 'jwt'])(
  'under %s, every harm in a stormy run has a chain that ends with it and is in the order of time',
  (strategy) => {
    const actions: TimedAction[] = [
      { atMs: 20_000, do: 'kill', server: 's2' },
      { atMs: 30_000, do: 'restart', server: 's2' },
      { atMs: 40_000, do: 'rollingDeploy', drainMs: 0, pauseMs: 3000 },
      { atMs: 70_000, do: 'hang', server: 's1' },
      { atMs: 80_000, do: 'cutLink', a: 's3', b: 'load-balancer' },
    ];
    const scenario: Scenario = scenarioOf({
      ...strategyOf(strategy),
      actions,
      workload: { thinkMs: 2000, visitRequests: 8, serviceMs: { median: 20, p99: 150 }, distanceMs: 0 },
    });
    const history = createHistory(scenario);
    const harmed: FinishedRequest[] = [];
    history.advance(150_000_000, {
      finished: (request) => void (/lost|expired|unavailable/.test(request.outcome) && harmed.push(request)),
    });
    const sample = harmed.filter((_, index) => index % Math.ceil(harmed.length / 25) === 0);
    for (const { request, outcome } of sample) {
      const { causes } = history.explain(request)!;
      expect(causes.at(-1)!.code).toBe(outcome === 'unavailable' ? 'failed' : 'signed-out');
      expect(causes.length).toBeGreaterThan(2);
      const times = causes.map(({ atMs }) => atMs);
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      for (const line of told(causes)) expect(line).not.toContain('?');
    }
  },
);
