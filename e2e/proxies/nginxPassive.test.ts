/**
 * nginx finds a dead server out by the requests that fail there. A real one and the engine live through the same seconds:
 * who is asked for each request, which servers are tried in vain, for how long one is left out, when it is tried again.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { TimedAction } from '../../src/engine/actions.ts';
import type { Choice, LoadBalancerSpec } from '../../src/engine/scenario.ts';
import { START_UP_US } from '../../src/engine/servers.ts';
import { type Ask, play } from '../../src/engine/testing/play.ts';
import { serverSpec } from '../../src/engine/testing/scenarioOf.ts';
import { ask } from './client.ts';
import { at, emptyTally, report } from './comparison.ts';
import { hasNginx, startNginx } from './nginx.ts';
import { startServers } from './servers.ts';

const tally = emptyTally();
afterAll(() => report('nginx 1.22, passive detection', tally));

interface Method {
  readonly directive: string;
  readonly balancing: Choice;
  readonly weights: readonly number[];
  readonly maxFails: number;
}

const SMOOTH: Choice = { id: 'weighted-round-robin', order: 'nginx-smooth' };
const METHODS: readonly Method[] = [
  { directive: '', balancing: SMOOTH, weights: [1, 1, 1], maxFails: 1 },
  { directive: '', balancing: SMOOTH, weights: [4, 3, 1], maxFails: 1 },
  { directive: '', balancing: SMOOTH, weights: [4, 3, 1], maxFails: 2 },
  { directive: 'least_conn;', balancing: { id: 'least-connections', rule: 'nginx' }, weights: [1, 2, 1], maxFails: 1 },
  {
    directive: 'hash $arg_sid;',
    balancing: { id: 'hash-modulo', rule: 'nginx-rehash', key: 'url-parameter:sid' },
    weights: [1, 1, 1],
    maxFails: 1,
  },
];
const FAIL_TIMEOUT_S = 2;
/** All alike, so that the order in which they arrive within a second is of no matter. The key leads to s2. */
const URL = '/cart?sid=user2';

type Happening =
  | { readonly atMs: number; readonly asks: number }
  | { readonly atMs: number; readonly do: 'kill' | 'restart'; readonly server: number };

/** Requests keep clear of the ends of seconds, for seconds are what nginx counts in. */
const SCRIPT: readonly Happening[] = [
  { atMs: 200, asks: 8 },
  { atMs: 900, do: 'kill', server: 2 },
  { atMs: 1200, asks: 10 },
  { atMs: 2200, asks: 6 },
  { atMs: 3200, asks: 6 },
  { atMs: 4200, asks: 10 },
  { atMs: 5200, asks: 6 },
  { atMs: 5900, do: 'restart', server: 2 },
  { atMs: 6200, asks: 6 },
  { atMs: 7200, asks: 10 },
  { atMs: 8200, asks: 12 },
  { atMs: 8900, do: 'kill', server: 1 },
  { atMs: 8900, do: 'kill', server: 2 },
  { atMs: 8900, do: 'kill', server: 3 },
  { atMs: 9200, asks: 3 },
  { atMs: 10_200, asks: 3 },
  { atMs: 12_200, asks: 4 },
  { atMs: 12_900, do: 'restart', server: 3 },
  { atMs: 13_200, asks: 4 },
  { atMs: 16_200, asks: 6 },
];
const APART_MS = 30;

describe.skipIf(!hasNginx)('a real nginx and the engine', () => {
  it('ask the same servers, try the same in vain, and leave them out for as long', { timeout: 60_000 }, async () => {
    // The engine only afterwards: while it reckons, no request is sent in time.
    const all = await Promise.all(METHODS.map(throughNginx));
    for (const [n, { tried: real, lived }] of all.entries()) {
      const method = at(METHODS, n);
      const ours = throughEngine(method, lived);
      const name = `${method.directive || 'weights'} ${method.weights} max_fails ${method.maxFails}`;
      expect(ours.length, name).toBe(real.length);
      for (const [index, tried] of real.entries()) {
        tally.compared += 1;
        if (tried !== ours[index])
          tally.differences.push(`${name}, request ${index + 1}: ${tried}, not ${ours[index]}`);
      }
    }
    expect(tally.differences).toEqual([]);
  });

  it.each([
    // A connection that is refused has had no effect, whatever was to be sent.
    ['GET', 'refused', '2'],
    ['POST', 'refused', '2'],
    // What has been sent is sent again where that can do no harm.
    ['GET', 'reset', '2'],
    ['POST', 'reset', 'none, 502'],
  ])('%s that is %s is answered by s%s', async (method, how, answered) => {
    const servers = await startServers(2);
    const proxy = await startNginx(servers.addresses.map((address) => `server ${address};`));
    try {
      const held = { headers: { 'x-hold': how }, method };
      if (how === 'refused') await servers.kill(1);
      const asked = ask(proxy.port, how === 'refused' ? { method } : held);
      if (how === 'reset') {
        expect(await servers.arrived(how)).toBe(1);
        const again = servers.kill(1);
        if (method === 'GET') await until(async () => (await servers.arrived(how)) === 2);
        servers.release(how);
        await again;
      }
      const { server, status } = await asked;
      const { answers } = play(
        {
          persistence: { id: 'none' },
          servers: [serverSpec(1), serverSpec(2)],
          loadBalancer: { ...likeNginx(1), balancing: SMOOTH },
        },
        how === 'refused'
          ? [
              { atMs: 0, do: 'kill', server: 's1' },
              { atMs: 500, person: 'p1', method },
            ]
          : [
              { atMs: 0, do: 'slowDown', server: 's1', factor: 1000 },
              { atMs: 500, person: 'p1', method },
              { atMs: 1200, do: 'kill', server: 's1' },
            ],
      );
      tally.compared += 1;
      expect(server === 0 ? `none, ${status}` : String(server)).toBe(answered);
      expect([`s${server || ''}`, status]).toEqual([answers[0]?.server ?? 's', answers[0]?.status]);
    } finally {
      await proxy.stop();
      await servers.close();
    }
  });
});

const likeNginx = (maxFails: number): Partial<LoadBalancerSpec> => ({
  ...{ profile: 'nginx', detection: 'passive', passive: { maxFails, failTimeoutMs: FAIL_TIMEOUT_S * 1000 } },
  ...{ retries: 100, retryOn: 'next-server' },
});

/** What was done, and in which second and in which order there; a busy machine may have come late. */
type Lived = { readonly atMs: number } & (
  | { readonly do: 'ask' }
  | { readonly do: 'kill' | 'restart'; readonly server: number }
);

/** For each request, in the order of arrival, the servers that were tried. */
async function throughNginx({ directive, weights, maxFails }: Method): Promise<{ tried: string[]; lived: Lived[] }> {
  const servers = await startServers(weights.length);
  const lines = weights.map(
    (weight, n) =>
      `server ${at(servers.addresses, n)} weight=${weight} max_fails=${maxFails} fail_timeout=${FAIL_TIMEOUT_S}s;`,
  );
  const proxy = await startNginx([directive, ...lines]);
  // The script begins with a second of the clock that nginx looks at.
  const startMs = Math.ceil((Date.now() + 100) / 1000) * 1000;
  const nowMs = (): number => Date.now() - startMs;
  const tried: string[] = [];
  const lived: Lived[] = [];
  try {
    for (const happening of SCRIPT) {
      await sleep(happening.atMs - nowMs());
      if ('do' in happening) {
        lived.push({ ...happening, atMs: nowMs() });
        await servers[happening.do](happening.server);
        continue;
      }
      for (let n = 0; n < happening.asks; n += 1) {
        await sleep(happening.atMs + n * APART_MS - nowMs());
        // Not near the end of a second, lest it is another one by the time that nginx looks.
        if (nowMs() % 1000 > 700) await sleep(1000 - (nowMs() % 1000) + 50);
        const second = Math.floor(nowMs() / 1000);
        const answer = await ask(proxy.port, { url: URL });
        if (Math.floor(nowMs() / 1000) !== second)
          throw new Error('an answer took so long that its second is not known');
        lived.push({ atMs: second * 1000, do: 'ask' });
        const numbers = answer.tried.map((address) => servers.addresses.indexOf(address) + 1).filter((one) => one > 0);
        tried.push(`${numbers.join(' ')} ${answer.status}`.trim());
      }
    }
  } finally {
    await proxy.stop();
    await servers.close();
  }
  return { tried, lived };
}

function throughEngine({ balancing, weights, maxFails }: Method, lived: readonly Lived[]): string[] {
  const steps = lived.map((one, index): Ask | TimedAction => {
    if (one.do !== 'ask') {
      // A process of the engine needs a while to start.
      const earlierMs = one.do === 'restart' ? START_UP_US / 1000 : 0;
      return { atMs: one.atMs - earlierMs, do: one.do, server: `s${one.server}` };
    }
    const before = lived.slice(0, index).filter(({ do: done, atMs }) => done === 'ask' && atMs === one.atMs).length;
    // Each a person of their own: in the engine a client that lost an answer would say so.
    return { atMs: one.atMs + 200 + before * APART_MS, person: `p${index}`, address: '203.0.113.1', url: URL };
  });
  const { answers, history } = play(
    {
      persistence: { id: 'none' },
      servers: weights.map((weight, n) => serverSpec(n + 1, { weight })),
      loadBalancer: { ...likeNginx(maxFails), balancing },
    },
    steps,
  );
  return answers
    .map(({ request, status }) => {
      const decided = history.explain(request)?.steps ?? [];
      const tries = decided.filter(({ code }) => code === 'connect').map(({ server }) => server?.slice(1));
      return { decidedMs: decided[0]?.atMs ?? 0, told: `${tries.join(' ')} ${status}`.trim() };
    })
    .sort((a, b) => a.decidedMs - b.decidedMs)
    .map(({ told }) => told);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
