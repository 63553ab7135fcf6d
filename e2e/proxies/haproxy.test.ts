import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balancingOf, type Driven } from '../../src/engine/testing/balancingOf.ts';
import { ask, type Wanted } from './client.ts';
import { at, compare, dice, emptyTally, report, seen } from './comparison.ts';
import { type Haproxy, hasHaproxy, startHaproxy } from './haproxy.ts';
import { holdRequests } from './heldRequests.ts';
import { startServers, type TestServers } from './servers.ts';

const tally = emptyTally();
let servers: TestServers;
let proxy: Haproxy;

beforeAll(async () => {
  servers = await startServers(6);
});
let known = 0;
beforeEach(() => {
  known = tally.differences.length;
});
// One hook for both: after one that fails vitest leaves out the next, and the proxy would be left running.
afterEach(async () => {
  await proxy.stop();
  expect(tally.differences.slice(known, known + 10)).toEqual([]);
});
afterAll(async () => {
  await servers.close();
  report('HAProxy 2.6', tally);
});

/** HAProxy with servers of these weights, and the engine's algorithm with the same. */
async function both(backend: string, weights: readonly number[], id: string, options: Record<string, unknown> = {}) {
  proxy = await startHaproxy(
    backend,
    weights.map((weight, n) => `${servers.addresses[n]} weight ${weight}`),
  );
  return balancingOf(id, weights, options);
}

const STATES = { up: 'ready', down: 'maint', drain: 'drain' } as const;

async function set(driven: Driven, server: number, state: keyof typeof STATES): Promise<void> {
  await proxy.command(`set server b/s${server} state ${STATES[state]}`);
  driven.set(server, state);
}

/** The same request to both, finished before the next. */
async function request(driven: Driven, what: string, wanted: Wanted): Promise<void> {
  const real = await ask(proxy.port, wanted);
  const ours = driven.take(seen(wanted));
  if (ours > 0) driven.release(ours);
  compare(tally, `${what} ${JSON.stringify(wanted)}`, real.server, ours);
}

/** Rounds of requests with servers going down, draining and returning between them; one always stays up. */
async function throughChanges(driven: Driven, count: number, seed: number, rounds: number, step: () => Promise<void>) {
  const roll = dice(seed);
  const states = Array<keyof typeof STATES>(count).fill('up');
  for (let round = 0; round < rounds; round += 1) {
    for (let n = roll(14) + 1; n > 0; n -= 1) await step();
    const server = roll(count);
    const state = states[server] === 'up' ? at(['down', 'drain'] as const, roll(2)) : 'up';
    if (state !== 'up' && states.filter((other) => other === 'up').length === 1) continue;
    states[server] = state;
    await set(driven, server + 1, state);
  }
}

describe.skipIf(!hasHaproxy)('the engine takes the server that HAProxy takes', () => {
  describe.each(['round-robin', 'weighted-round-robin'])('roundrobin, as %s', (id) => {
    it.each([[[1, 1, 1, 1]], [[5, 1, 1]], [[3, 1, 1, 1]], [[7, 2, 5, 3, 1]], [[100, 30, 70, 256]]])(
      'weights %j, servers coming and going',
      async (weights) => {
        const driven = await both('balance roundrobin', weights, id, id === 'round-robin' ? {} : { order: 'haproxy' });
        const what = `roundrobin ${weights}`;
        await throughChanges(driven, weights.length, 11 + weights.length, 25, () => request(driven, what, {}));
      },
    );
  });

  it('roundrobin when health checks find a server dead and alive again', async () => {
    proxy = await startHaproxy(
      'balance roundrobin\ndefault-server check inter 40ms fall 1 rise 1',
      servers.addresses.slice(0, 4),
    );
    const driven = balancingOf('round-robin', [1, 1, 1, 1]);
    const status = async (server: number, wanted: string) => {
      for (;;) {
        const rows = (await proxy.command('show stat')).split('\n').map((line) => line.split(','));
        if (rows.some((row) => row[0] === 'b' && row[1] === `s${server}` && row[17] === wanted)) return;
      }
    };
    for (const server of [2, 3, 1]) {
      for (let n = 0; n < 13; n += 1) await request(driven, 'checked', {});
      await servers.kill(server);
      await status(server, 'DOWN');
      driven.set(server, 'down');
      for (let n = 0; n < 11; n += 1) await request(driven, `s${server} dead`, {});
      await servers.restart(server);
      await status(server, 'UP');
      driven.set(server, 'up');
    }
  });

  it.each([[[1, 1, 1, 1]], [[3, 1, 1, 1]], [[5, 2, 1]], [[200, 199, 201]]])(
    'leastconn, weights %j, requests held and released in any order',
    async (weights) => {
      const driven = await both('balance leastconn', weights, 'least-connections');
      await sequenced(driven, weights, `leastconn ${weights}`, 31, () => ({}));
    },
  );

  it.each([
    [[1, 1, 1, 1], 150],
    [[2, 1, 1], 125],
    [[10, 10, 10, 10, 10], 200],
  ] as const)('hash-balance-factor, weights %j, factor %d', async (weights, factorPercent) => {
    const backend = `balance hdr(X-Key)\nhash-type consistent\nhash-balance-factor ${factorPercent}`;
    const driven = await both(backend, weights, 'bounded-load', { key: 'header:X-Key', factorPercent });
    const roll = dice(41);
    await sequenced(driven, weights, 'bounded', 43, () => ({ headers: { 'X-Key': `k${roll(5)}` } }));
  });

  it.each([
    { balance: 'roundrobin', id: 'round-robin', options: {} },
    { balance: 'leastconn', id: 'least-connections', options: {} },
    { balance: 'hdr(X-Key)\nhash-type consistent', id: 'consistent-hash', options: { key: 'header:X-Key' } },
  ])('balance $balance while a server is added and another deleted', async ({ balance, id, options }) => {
    const driven = await both(`balance ${balance}`, [3, 1, 2, 1], id, options);
    let n = 0;
    const some = async (when: string) => {
      for (const end = n + 40; n < end; n += 1) {
        await request(driven, `${balance} ${when}`, { headers: { 'X-Key': `k${n}` } });
      }
    };
    await some('before');
    if (id === 'consistent-hash') {
      // By another configuration: 2.6.12 places a server added at run time on the ring as if its id were 0 (measured).
      await proxy.stop();
      await both(`balance ${balance}`, [3, 1, 2, 1, 2], id, options);
    } else {
      await proxy.command(`add server b/s5 ${servers.addresses[4]} weight 2`);
      await proxy.command('enable server b/s5');
    }
    driven.add(2);
    driven.set(5, 'up');
    await some('with a fifth');
    await set(driven, 2, 'down');
    await proxy.command('del server b/s2');
    driven.set(2, 'removed');
    await some('without the second');
  });

  const people = (n: number): string => `${10 + (n % 7)}.${(n * 37) % 256}.${(n * 11) % 256}.${(n * 53 + 1) % 256}`;
  const KEYS = [
    { balance: 'source', key: 'source-address', wanted: (n: number): Wanted => ({ source: people(n) }) },
    {
      balance: 'source',
      key: 'source-address',
      wanted: (n: number): Wanted => ({ source: `2001:db8:${n}::${n * 7 + 1}` }),
    },
    { balance: 'hash src,ipmask(24)', key: 'source-network', wanted: (n: number): Wanted => ({ source: people(n) }) },
    { balance: 'uri', key: 'url', wanted: (n: number): Wanted => ({ url: `/products/${n}?page=${n % 3}` }) },
    {
      balance: 'url_param sid',
      key: 'url-parameter:sid',
      wanted: (n: number): Wanted => ({ url: n % 9 === 0 ? '/p' : `/p?a=1&sid=x${n}` }),
    },
    {
      balance: 'hdr(X-Session)',
      key: 'header:X-Session',
      wanted: (n: number): Wanted => ({ headers: n % 9 === 0 ? {} : { 'X-Session': `k${n}` } }),
    },
    {
      balance: 'hash req.cook(sid)',
      key: 'cookie:sid',
      wanted: (n: number): Wanted => ({ headers: n % 9 === 0 ? {} : { Cookie: `a=b; sid=${n * 13}` } }),
    },
  ];

  describe.each(KEYS)('$balance', ({ balance, key, wanted }) => {
    it.each([
      { type: 'map-based', id: 'hash-modulo', weights: [1, 1, 1, 1] },
      { type: 'map-based', id: 'hash-modulo', weights: [30, 10, 50] },
      { type: 'consistent', id: 'consistent-hash', weights: [1, 1, 1, 1] },
      { type: 'consistent', id: 'consistent-hash', weights: [100, 30, 100, 70] },
    ])('hash-type $type, weights $weights', async ({ type, id, weights }) => {
      const driven = await both(`balance ${balance}\nhash-type ${type}`, weights, id, { key });
      let n = 0;
      await throughChanges(driven, weights.length, 17, 12, async () => {
        n += 1;
        await request(driven, `${balance} ${type} ${weights}`, wanted(n));
      });
    });
  });
});

/** Requests held by their server, released in any order, servers drained and back in between. */
async function sequenced(driven: Driven, weights: readonly number[], what: string, seed: number, wanted: () => Wanted) {
  const roll = dice(seed);
  const held = holdRequests(servers);
  let drained = 0;
  for (let n = 0; n < 220; n += 1) {
    const choice = roll(20);
    if (choice === 0) {
      if (drained > 0) await set(driven, drained, 'up');
      drained = drained > 0 ? 0 : roll(weights.length) + 1;
      if (drained > 0) await set(driven, drained, 'drain');
    } else if (held.count > 0 && (choice < 9 || held.count > 24)) {
      driven.release(await held.release(roll(held.count)));
    } else {
      const request = wanted();
      const real = await held.send(proxy.port, `${what} ${n}`, request);
      const ours = driven.take(seen(request));
      compare(tally, `${what} ${n} ${JSON.stringify(request)}`, real, ours);
      // From here on the two would count differently.
      if (real !== ours) break;
    }
  }
  while (held.count > 0) await held.release(0);
}
