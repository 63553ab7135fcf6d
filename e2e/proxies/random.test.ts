/** What is drawn at random cannot be the same server by server: the distributions are compared, by chi-square. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balancingOf } from '../../src/engine/testing/balancingOf.ts';
import { ask } from './client.ts';
import { chiSquare, chiSquareLimit } from './comparison.ts';
import { hasHaproxy, startHaproxy } from './haproxy.ts';
import { hasNginx, startNginx } from './nginx.ts';
import { HOLD, startServers, type TestServers } from './servers.ts';

const REQUESTS = 2000;
const BATCHES = 110;
const IN_FLIGHT = 12;

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
  startHaproxy(`balance ${balance}`, weights.map((weight, n) => `${servers.addresses[n]} weight ${weight}`));
const nginx = (method: string, weights: readonly number[]): Promise<Proxy> =>
  startNginx([`${method};`, ...weights.map((weight, n) => `server ${servers.addresses[n]} weight=${weight};`)]);

const CASES = [
  { name: 'HAProxy random(1)', is: hasHaproxy, start: haproxy, method: 'random(1)', id: 'random', options: { rule: 'haproxy' } },
  { name: 'HAProxy random(2)', is: hasHaproxy, start: haproxy, method: 'random(2)', id: 'two-choices', options: { rule: 'haproxy' } },
  { name: 'nginx random', is: hasNginx, start: nginx, method: 'random', id: 'random', options: { rule: 'nginx' } },
  { name: 'nginx random two', is: hasNginx, start: nginx, method: 'random two least_conn', id: 'two-choices', options: { rule: 'nginx' } },
];

describe.each(CASES)('$name as $id', ({ name, is, start, method, id, options }) => {
  it.skipIf(!is).each([[[1, 1, 1, 1]], [[5, 3, 1, 1]]])('spreads requests over idle servers of weights %j alike', async (weights) => {
    const proxy = await start(method, weights);
    const real = [0, 0, 0, 0];
    for (let n = 0; n < REQUESTS; n += 1) real[(await ask(proxy.port, {})).server - 1]! += 1;
    await proxy.stop();
    const driven = balancingOf(id, weights, options);
    const ours = [0, 0, 0, 0];
    for (const server of driven.sequence(200_000)) ours[Number(server) - 1]! += 1;
    const distance = chiSquare(real, ours.map((count) => count / 200_000));
    console.log(`${name}, weights ${weights}: ${REQUESTS} requests, chi-square ${distance.toFixed(1)} (limit ${chiSquareLimit(3).toFixed(1)})`);
    expect(distance).toBeLessThan(chiSquareLimit(3));
  });

  it.skipIf(!is)('lets the fullest server get as full', async () => {
    const weights = [1, 1, 1, 1];
    const proxy = await start(method, weights);
    const real = Array<number>(IN_FLIGHT + 1).fill(0);
    for (let batch = 0; batch < BATCHES; batch += 1) real[await fullestAt(proxy.port, batch)]! += 1;
    await proxy.stop();
    const driven = balancingOf(id, weights, options);
    const ours = Array<number>(IN_FLIGHT + 1).fill(0);
    for (let batch = 0; batch < 20_000; batch += 1) {
      const taken = Array.from({ length: IN_FLIGHT }, () => driven.take());
      ours[fullest(taken)]! += 1;
      for (const server of taken) driven.release(server);
    }
    const [counts, shares] = merged(real, ours.map((count) => count / 20_000));
    const distance = counts.length === 1 ? 0 : chiSquare(counts, shares);
    console.log(`${name}: fullest of 4 with ${IN_FLIGHT} in flight, ${BATCHES} times: chi-square ${distance.toFixed(1)} over ${counts.length} classes`);
    expect(distance).toBeLessThan(chiSquareLimit(Math.max(1, counts.length - 1)));
  });
});

const fullest = (taken: readonly number[]): number =>
  Math.max(...[1, 2, 3, 4].map((server) => taken.filter((one) => one === server).length));

async function fullestAt(port: number, batch: number): Promise<number> {
  const taken: number[] = [];
  const answers: Promise<unknown>[] = [];
  for (let n = 0; n < IN_FLIGHT; n += 1) {
    const name = `${port} ${batch} ${n}`;
    answers.push(ask(port, { headers: { [HOLD]: name } }));
    taken.push(await servers.arrived(name));
  }
  for (let n = 0; n < IN_FLIGHT; n += 1) servers.release(`${port} ${batch} ${n}`);
  await Promise.all(answers);
  return fullest(taken);
}

/** Neighbouring classes together until each is expected five times: below, chi-square does not hold. */
function merged(counts: readonly number[], shares: readonly number[]): [number[], number[]] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const classes: { count: number; share: number }[] = [];
  for (const [n, share] of shares.entries()) {
    const last = classes.at(-1);
    if (last !== undefined && last.share * total < 5) {
      last.count += counts[n]!;
      last.share += share;
    } else {
      classes.push({ count: counts[n]!, share });
    }
  }
  const tail = classes.at(-1)!;
  if (classes.length > 1 && tail.share * total < 5) {
    classes.pop();
    classes.at(-1)!.count += tail.count;
    classes.at(-1)!.share += tail.share;
  }
  return [classes.map(({ count }) => count), classes.map(({ share }) => share)];
}
