/** Failure detection by live requests, and retries on the next server, as nginx has both. */
import { describe, expect, it } from 'vitest';
import type { FinishedRequest } from './evidence.ts';
import type { LoadBalancerSpec } from './scenario.ts';
import { createSimulation } from './simulation.ts';
import { type Ask, play } from './testing/play.ts';
import { scenarioOf, serverSpec } from './testing/scenarioOf.ts';

const nginx = {
  detection: 'passive',
  passive: { maxFails: 1, failTimeoutMs: 10_000 },
  retries: 100,
  retryOn: 'next-server',
} as const satisfies Partial<LoadBalancerSpec>;

const setting = { persistence: { id: 'none' }, servers: [serverSpec(1), serverSpec(2)], loadBalancer: nginx } as const;
const ask = (atMs: number, change: Partial<Ask> = {}): Ask => ({ atMs, person: 'p1', ...change });
const every = (fromMs: number, count: number): Ask[] => Array.from({ length: count }, (_, n) => ask(fromMs + n * 100));
const fates = (answers: readonly FinishedRequest[]) => answers.map(({ status, server }) => `${status} ${server}`);
const codesOf = (history: ReturnType<typeof play>['history'], request: number) =>
  history.explain(request)!.steps.map(({ code }) => code);

describe('passive detection', () => {
  it('tries the next server inside the same request, at once', () => {
    const { answers, history } = play(setting, [{ atMs: 0, do: 'kill', server: 's1' }, ask(1000), ask(1100)]);
    expect(fates(answers)).toEqual(['200 s2', '200 s2']);
    expect(answers[0]!.latencyMs).toBeLessThan(500);
    expect(codesOf(history, 1)).toContain('next-server');
    // The first failure is enough: the second request does not come near it.
    expect(codesOf(history, 2)).not.toContain('refused');
  });

  it('leaves a server out for `fail_timeout`, then one request tries it', () => {
    const { answers, history } = play(setting, [
      { atMs: 0, do: 'kill', server: 's1' },
      ...every(1000, 85),
      ...every(11_100, 4),
    ]);
    expect(new Set(fates(answers))).toEqual(new Set(['200 s2']));
    const tried = answers.filter(({ request }) => codesOf(history, request).includes('refused'));
    expect(tried.map(({ atMs }) => atMs)).toEqual([1000, expect.any(Number)]);
    expect(tried[1]!.atMs).toBeGreaterThanOrEqual(11_000);
  });

  it('takes it back when that request succeeds', () => {
    const { answers } = play(setting, [
      { atMs: 0, do: 'kill', server: 's1' },
      ask(1000),
      { atMs: 2000, do: 'restart', server: 's1' },
      ...every(6000, 4),
      ...every(12_000, 6),
    ]);
    expect(new Set(fates(answers.slice(0, 5)))).toEqual(new Set(['200 s2']));
    expect(answers.slice(5).filter(({ server }) => server === 's1').length).toBe(3);
  });

  it('counts up to `max_fails`', () => {
    const loadBalancer = { ...nginx, passive: { maxFails: 3, failTimeoutMs: 10_000 } };
    const { answers, history } = play({ ...setting, loadBalancer }, [
      { atMs: 0, do: 'kill', server: 's1' },
      ...every(1000, 20),
    ]);
    const refused = answers.filter(({ request }) => codesOf(history, request).includes('refused'));
    expect(refused.length).toBe(3);
  });

  it('never leaves out a server that is alone', () => {
    const { answers, history } = play({ ...setting, servers: [serverSpec(1)] }, [
      { atMs: 0, do: 'kill', server: 's1' },
      ...every(1000, 3),
    ]);
    for (const { request } of answers) expect(codesOf(history, request)).toContain('refused');
  });

  it('asks each server once, then gives up at once', () => {
    const servers = [1, 2, 3].map((n) => serverSpec(n));
    const loadBalancer = { ...nginx, passive: { maxFails: 5, failTimeoutMs: 10_000 } };
    const { answers, history } = play({ ...setting, servers, loadBalancer }, [
      ...[1, 2, 3].map((n) => ({ atMs: 0, do: 'kill', server: `s${n}` }) as const),
      ask(1000),
    ]);
    expect(fates(answers)).toEqual(['503 null']);
    expect(answers[0]!.latencyMs).toBeLessThan(500);
    const refusals = history.explain(1)!.steps.filter(({ code }) => code === 'refused');
    expect(refusals.map(({ server }) => server).sort()).toEqual(['s1', 's2', 's3']);
  });

  it('sends again what broke off if its method allows, and a POST not', () => {
    for (const [method, fate] of [
      ['GET', '200 s2'],
      ['POST', '502 null'],
    ] as const) {
      const { answers } = play(setting, [
        { atMs: 0, do: 'slowDown', server: 's1', factor: 1000 },
        ask(1000, { method }),
        { atMs: 1500, do: 'kill', server: 's1' },
      ]);
      expect(fates(answers)).toEqual([fate]);
    }
  });

  it('finds a hung server out by the first request that waits in vain, and that goes elsewhere', () => {
    const loadBalancer = { ...nginx, serverTimeoutMs: 3000 };
    const { answers } = play({ ...setting, loadBalancer }, [
      { atMs: 0, do: 'hang', server: 's1' },
      ask(1000),
      ...every(6000, 4),
    ]);
    expect(new Set(fates(answers))).toEqual(new Set(['200 s2']));
    expect(Math.floor(answers[0]!.latencyMs / 1000)).toBe(3);
    for (const { latencyMs } of answers.slice(1)) expect(latencyMs).toBeLessThan(500);
  });

  it('breaks pins to a server that is left out', () => {
    const { answers } = play({ ...setting, persistence: { id: 'inserted-cookie' } }, [
      ask(0),
      { atMs: 500, do: 'kill', server: 's1' },
      ask(1000),
      ask(2000),
    ]);
    expect(answers.map(({ server, binding }) => `${server} ${binding}`)).toEqual([
      's1 stranger',
      's2 redispatched',
      's2 pinned',
    ]);
  });

  it('told of a death, it tries again all the same', () => {
    const { answers, history } = play(setting, [
      { atMs: 0, do: 'kill', server: 's1', detected: true },
      ask(1000),
      { atMs: 2000, do: 'restart', server: 's1' },
      ...every(11_000, 4),
    ]);
    expect(codesOf(history, 1)).not.toContain('refused');
    expect(answers.filter(({ server }) => server === 's1').length).toBe(2);
  });
});

it('without detection a dead server gets its share of requests for good', () => {
  const actions = [{ atMs: 10_000, do: 'kill', server: 's1' } as const];
  const simulation = createSimulation(scenarioOf({ actions, loadBalancer: { detection: 'none', retries: 0 } }));
  const failed: number[] = [];
  simulation.advance(200_000_000, {
    finished: ({ outcome, atMs }) => void (outcome === 'unavailable' && failed.push(atMs)),
  });
  expect(failed.at(-1)).toBeGreaterThan(150_000);
  expect(simulation.snapshot().servers[0]!.belief).toBe('up');
});
