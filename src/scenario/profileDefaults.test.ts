/** What a scenario gets from the product it names, and what that does to those who use it. */
import { describe, expect, it } from 'vitest';
import {
  balancings,
  createSimulation,
  type FinishedRequest,
  type Happening,
  persistences,
  profiles,
  type Scenario,
} from '../engine/index.ts';
import { readScenario } from './readScenario.ts';

function scenarioWith(loadBalancer: Record<string, unknown>, change: Record<string, unknown> = {}): Scenario {
  const servers = ['s1', 's2'].map((id) => ({ id }));
  const file = { version: 1, people: [{ count: 12 }], servers, workload: { thinkMs: 1000 }, loadBalancer, ...change };
  const result = readScenario(JSON.stringify(file));
  if (!result.ok) throw new Error(result.problem);
  return result.scenario;
}

function lifeOf(profile: string, change: Record<string, unknown> = {}) {
  const actions = [
    { atMs: 100_000, do: 'kill', server: 's2' },
    { atMs: 300_000, do: 'restart', server: 's2' },
  ];
  const happenings: Happening[] = [];
  const finished: FinishedRequest[] = [];
  createSimulation(scenarioWith({ profile, ...change }, { actions })).advance(600_000_000, {
    happened: (happening) => void happenings.push(happening),
    finished: (request) => void finished.push(request),
  });
  const afterS = (kind: 'believed-down' | 'believed-up') => {
    const found = happenings.filter((one) => one.kind === kind);
    const one = kind === 'believed-down' ? found[0] : found.at(-1);
    return one !== undefined && 'afterMs' in one ? one.afterMs / 1000 : Number.NaN;
  };
  const failures = finished.filter(({ outcome }) => outcome === 'unavailable');
  return { downS: afterS('believed-down'), upS: afterS('believed-up'), failures };
}

describe('a profile', () => {
  it('fills in what the file does not say, and no more', () => {
    const { loadBalancer } = scenarioWith({
      ...{
        profile: 'nginx',
        retries: 1,
        passive: { maxFails: 4 },
        persistence: { id: 'inserted-cookie', name: 'mine' },
      },
    });
    expect(loadBalancer).toMatchObject({
      ...{ profile: 'nginx', detection: 'passive', retryOn: 'next-server', retries: 1 },
      passive: { maxFails: 4, failTimeoutMs: 10_000 },
      balancing: { id: 'weighted-round-robin', order: 'nginx-smooth' },
      persistence: { id: 'inserted-cookie', name: 'mine', setOn: 'every-response', indirect: false },
    });
  });

  it.each(profiles.map(({ id }) => id))('%s has options that its modules know, and reads back as it was', (profile) => {
    for (const [axis, modules] of [
      ['balancing', balancings],
      ['persistence', persistences],
    ] as const) {
      for (const { id } of modules) {
        const scenario = scenarioWith({ profile, [axis]: { id } });
        const again = readScenario(JSON.stringify(scenario));
        expect(again).toEqual({ ok: true, scenario });
      }
    }
    const named = Object.keys(profiles.find(({ id }) => id === profile)?.options ?? {});
    const unknown = named.filter((module) => ![...balancings, ...persistences].some(({ id }) => id === module));
    expect(unknown).toEqual([]);
  });

  it('haproxy changes nothing: its defaults are the lab’s', () => {
    expect(scenarioWith({ profile: 'haproxy' })).toEqual(scenarioWith({}));
    expect(scenarioWith({}).loadBalancer.persistence).toEqual({ id: 'none' });
  });
});

/** Seconds from a death until it is known, and from the return of the process until that is: the least and the most. */
const DETECTION = {
  haproxy: { down: [4, 6], up: [2, 4] },
  nginx: { down: [0, 3], up: [0, 13] },
  envoy: { down: [0, 15], up: [0, 35] },
  traefik: { down: [0, 30], up: [0, 30] },
  'aws-alb': { down: [30, 60], up: [120, 150] },
  kubernetes: { down: [20, 30], up: [0, 10] },
} as const;

describe.each(Object.entries(DETECTION))('%s', (profile, { down, up }) => {
  const { downS, upS } = lifeOf(profile);
  it('notices a death and a return in its own time', () => {
    expect(downS).toBeGreaterThanOrEqual(down[0]);
    expect(downS).toBeLessThanOrEqual(down[1]);
    expect(upS).toBeGreaterThanOrEqual(up[0]);
    expect(upS).toBeLessThanOrEqual(up[1]);
  });
});

describe('between a kill and its detection', () => {
  const statuses = (profile: string) => [...new Set(lifeOf(profile).failures.map(({ status }) => status))].sort();

  it('HAProxy holds requests for 3 s and fails; nginx serves all but what was under way', () => {
    const haproxy = lifeOf('haproxy').failures;
    expect(haproxy.filter(({ latencyMs }) => latencyMs > 3000).length).toBeGreaterThan(3);
    expect(lifeOf('nginx').failures.length).toBeLessThanOrEqual(2);
  });

  it('each product fails with its own status', () => {
    expect(statuses('haproxy')).toContain(503);
    expect(statuses('envoy')).toEqual([503]);
    expect(statuses('traefik')).toEqual([502]);
    expect(statuses('aws-alb')).toEqual([502]);
  });
});

describe('the cookie', () => {
  const setCookies = (profile: string) => {
    let set = 0;
    const replay = createSimulation(scenarioWith({ profile, persistence: { id: 'inserted-cookie' } }));
    const start = replay.checkpoint();
    for (let request = 1; request <= 20; request += 1) {
      replay.restore(start, []);
      const text = replay.explain(request, 60_000_000)?.wire.balancerToClient ?? '';
      if (/\r\nset-cookie: (?:SRV|AWSALB)=/i.test(text)) set += 1;
    }
    return set;
  };

  it('of nginx and of ALB comes with every response, HAProxy’s only where it is needed', () => {
    expect(setCookies('nginx')).toBe(20);
    expect(setCookies('aws-alb')).toBe(20);
    expect(setCookies('haproxy')).toBeLessThan(20);
  });
});
