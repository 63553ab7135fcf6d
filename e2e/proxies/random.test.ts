/** What is drawn at random cannot be the same server by server: the distributions are compared, by chi-square. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { balancingOf } from '../../src/engine/testing/balancingOf.ts';
import { ask } from './client.ts';
import { at, chiSquare, chiSquareLimit } from './comparison.ts';
import { hasHaproxy, startHaproxy } from './haproxy.ts';
import { holdRequests } from './heldRequests.ts';
import { hasNginx, startNginx } from './nginx.ts';
import { startServers, type TestServers } from './servers.ts';

const REQUESTS = 2000;
const BATCHES = 110;
const IN_FLIGHT = 12;
const SERVERS = [1, 2, 3, 4];
const LOADS = Array.from({ length: IN_FLIGHT + 1 }, (_, load) => load);

let servers: TestServers;
beforeAll(async () => {
  servers = await startServers(4);
});
afterAll(() => servers.close());

interface Proxy {
  readonly port: number;
  stop(): Promise<void>;
}

const haproxy = (balance: string, weights: readonly number[]): Promise<Proxy> =>
  startHaproxy(
    `balance ${balance}`,
    weights.map((weight, n) => `${servers.addresses[n]} weight ${weight}`),
  );
const nginx = (method: string, weights: readonly number[]): Promise<Proxy> =>
  startNginx([`${method};`, ...weights.map((weight, n) => `server ${servers.addresses[n]} weight=${weight};`)]);

const CASES = [
  {
    name: 'HAProxy random(1)',
    is: hasHaproxy,
    start: haproxy,
    method: 'random(1)',
    id: 'random',
    options: { rule: 'haproxy' },
  },
  {
    name: 'HAProxy random(2)',
    is: hasHaproxy,
    start: haproxy,
    method: 'random(2)',
    id: 'two-choices',
    options: { rule: 'haproxy' },
  },
  { name: 'nginx random', is: hasNginx, start: nginx, method: 'random', id: 'random', options: { rule: 'nginx' } },
  {
    name: 'nginx random two',
    is: hasNginx,
    start: nginx,
    method: 'random two least_conn',
    id: 'two-choices',
    options: { rule: 'nginx' },
  },
];

describe.each(CASES)('$name as $id', ({ name, is, start, method, id, options }) => {
  it.skipIf(!is).each([[[1, 1, 1, 1]], [[5, 3, 1, 1]]])(
    'spreads requests over idle servers of weights %j alike',
    async (weights) => {
      const proxy = await start(method, weights);
      onTestFinished(proxy.stop);
      const real: number[] = [];
      for (let n = 0; n < REQUESTS; n += 1) real.push((await ask(proxy.port, {})).server);
      const ours = Array.from(balancingOf(id, weights, options).sequence(200_000), Number);
      const distance = chiSquare(occurrences(real, SERVERS), shares(ours, SERVERS));
      console.log(
        `${name}, weights ${weights}: ${REQUESTS} requests, chi-square ${distance.toFixed(1)} (limit ${chiSquareLimit(3).toFixed(1)})`,
      );
      expect(distance).toBeLessThan(chiSquareLimit(3));
    },
  );

  it.skipIf(!is)('lets the fullest server get as full', async () => {
    const weights = [1, 1, 1, 1];
    const proxy = await start(method, weights);
    onTestFinished(proxy.stop);
    const real: number[] = [];
    for (let batch = 0; batch < BATCHES; batch += 1) real.push(await fullestAt(proxy.port, batch));
    const driven = balancingOf(id, weights, options);
    const ours = Array.from({ length: 20_000 }, () => {
      const taken = Array.from({ length: IN_FLIGHT }, () => driven.take());
      for (const server of taken) driven.release(server);
      return fullest(taken);
    });
    const classes = merged(occurrences(real, LOADS), shares(ours, LOADS));
    const counts = classes.map(({ count }) => count);
    const distance = chiSquare(
      counts,
      classes.map(({ share }) => share),
    );
    console.log(
      `${name}: fullest of 4 with ${IN_FLIGHT} in flight, ${BATCHES} times: chi-square ${distance.toFixed(1)} over ${counts.length} classes`,
    );
    expect(distance).toBeLessThan(chiSquareLimit(Math.max(1, counts.length - 1)));
  });
});

const fullest = (taken: readonly number[]): number => Math.max(...occurrences(taken, SERVERS));

async function fullestAt(port: number, batch: number): Promise<number> {
  const held = holdRequests(servers);
  const taken: number[] = [];
  while (held.count < IN_FLIGHT) taken.push(await held.send(port, `${port} ${batch} ${held.count}`, {}));
  while (held.count > 0) await held.release(0);
  return fullest(taken);
}

function occurrences(values: readonly number[], of: readonly number[]): number[] {
  return of.map((wanted) => values.filter((value) => value === wanted).length);
}

const shares = (values: readonly number[], of: readonly number[]): number[] =>
  occurrences(values, of).map((count) => count / values.length);

interface Class {
  readonly count: number;
  readonly share: number;
}

/** Neighbouring classes together until each is expected five times: below, chi-square does not hold. */
function merged(counts: readonly number[], of: readonly number[]): Class[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const isSmall = ({ share }: Class) => share * total < 5;
  const add = (a: Class, b: Class): Class => ({ count: a.count + b.count, share: a.share + b.share });
  const classes: Class[] = [];
  for (const [n, share] of of.entries()) {
    const last = classes.at(-1);
    const next = { count: at(counts, n), share };
    if (last !== undefined && isSmall(last)) classes.splice(-1, 1, add(last, next));
    else classes.push(next);
  }
  if (classes.length > 1 && isSmall(at(classes, -1))) classes.splice(-2, 2, add(at(classes, -2), at(classes, -1)));
  return classes;
}
