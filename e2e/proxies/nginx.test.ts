import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balancingOf, type Driven } from '../../src/engine/testing/balancingOf.ts';
import { ask, type Wanted } from './client.ts';
import { compare, dice, emptyTally, report, seen } from './comparison.ts';
import { holdRequests } from './heldRequests.ts';
import { hasNginx, type Nginx, startNginx } from './nginx.ts';
import { startServers, type TestServers } from './servers.ts';

const tally = emptyTally();
let servers: TestServers;
let proxy: Nginx;

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
  report('nginx 1.22', tally);
});

type Parameters = 'down' | 'removed' | '';

/** A server that has failed once is left out for long, so that none comes back in the middle of a test. */
function upstream(
  directive: string,
  weights: readonly number[],
  parameters: readonly Parameters[] = [],
  timeout = '1h',
) {
  const lines = weights.flatMap((weight, n) => {
    if (parameters[n] === 'removed') return [];
    return [`server ${servers.addresses[n]} weight=${weight} fail_timeout=${timeout} ${parameters[n] ?? ''};`];
  });
  return directive === '' ? lines : [`${directive};`, ...lines];
}

/** The engine's algorithm with the same servers, as a worker process begins. */
function fresh(
  id: string,
  options: Record<string, unknown>,
  weights: readonly number[],
  parameters: readonly Parameters[] = [],
) {
  const driven = balancingOf(id, weights, options, { addresses: servers.addresses });
  parameters.forEach((parameter, n) => {
    if (parameter !== '') driven.set(n + 1, parameter);
  });
  return driven;
}

/** The same request to both; where nginx fails at a server and tries another, the engine learns that it is down. */
async function request(driven: Driven, what: string, wanted: Wanted): Promise<void> {
  const { tried } = await ask(proxy.port, wanted);
  for (const [attempt, address] of tried.entries()) {
    const real = servers.addresses.indexOf(address) + 1;
    const ours = driven.take(seen(wanted));
    if (ours > 0) driven.release(ours);
    compare(tally, `${what}, attempt ${attempt + 1} ${JSON.stringify(wanted)}`, real, ours);
    if (attempt < tried.length - 1) driven.set(real, 'down');
  }
}

const people = (n: number): string => `${10 + (n % 7)}.${(n * 37) % 256}.${(n * 11) % 256}.${(n * 53 + 1) % 256}`;

const METHODS = [
  { directive: '', id: 'weighted-round-robin', options: {}, wanted: (): Wanted => ({}) },
  { directive: 'least_conn', id: 'least-connections', options: { rule: 'nginx' }, wanted: (): Wanted => ({}) },
  { directive: 'ip_hash', id: 'ip-hash', options: {}, wanted: (n: number): Wanted => ({ source: people(n) }) },
  {
    directive: 'ip_hash',
    id: 'ip-hash',
    options: {},
    wanted: (n: number): Wanted => ({ source: `2001:db8:${n}::${n * 7 + 1}` }),
  },
  {
    directive: 'hash $arg_sid',
    id: 'hash-modulo',
    options: { rule: 'nginx-rehash', key: 'url-parameter:sid' },
    wanted: (n: number): Wanted => ({ url: n % 9 === 0 ? '/p' : `/p?sid=user${n}` }),
  },
  {
    directive: 'hash $remote_addr',
    id: 'hash-modulo',
    options: { rule: 'nginx-rehash', key: 'source-address' },
    wanted: (n: number): Wanted => ({ source: people(n) }),
  },
  {
    directive: 'hash $http_x_session consistent',
    id: 'consistent-hash',
    options: { ring: 'ketama', key: 'header:X-Session' },
    wanted: (n: number): Wanted => ({ headers: n % 9 === 0 ? {} : { 'X-Session': `user${n}` } }),
  },
  {
    directive: 'hash $remote_addr consistent',
    id: 'consistent-hash',
    options: { ring: 'ketama', key: 'source-address' },
    wanted: (n: number): Wanted => ({ source: people(n) }),
  },
];

describe.skipIf(!hasNginx)('the engine takes the server that nginx takes', () => {
  describe.each(METHODS)('$directive as $id', ({ directive, id, options, wanted }) => {
    const what = directive === '' ? 'weighted round robin' : directive;
    const some = async (driven: Driven, count: number, from: number, when: string) => {
      for (let n = from; n < from + count; n += 1) await request(driven, `${what} ${when}`, wanted(n));
    };

    it.each([[[1, 1, 1, 1]], [[5, 1, 1]], [[3, 2, 7, 1, 4]]])('weights %j', async (weights) => {
      proxy = await startNginx(upstream(directive, weights));
      await some(fresh(id, options, weights), 80, 0, `weights ${weights}`);
    });

    it('with servers marked down', async () => {
      const weights = [2, 1, 1, 3, 1];
      const parameters = ['', 'down', '', 'down', ''] as const;
      proxy = await startNginx(upstream(directive, weights, parameters));
      await some(fresh(id, options, weights, parameters), 100, 0, 'down');
    });

    it('with all but the lightest servers marked down: most keys are out of tries', async () => {
      const weights = [40, 1, 40, 2, 40, 40];
      const parameters = ['down', '', 'down', '', 'down', 'down'] as const;
      proxy = await startNginx(upstream(directive, weights, parameters));
      await some(fresh(id, options, weights, parameters), 200, 0, 'the lightest left');
    });

    it('with servers failing one after the other', async () => {
      const weights = [3, 1, 2, 1];
      proxy = await startNginx(upstream(directive, weights));
      const driven = fresh(id, options, weights);
      await some(driven, 31, 0, 'before');
      for (const server of [1, 3]) {
        await servers.kill(server);
        await some(driven, 45, 100 * server, `s${server} failed`);
      }
      for (const server of [1, 3]) await servers.restart(server);
    });

    it('with a server removed, another added: a reload', async () => {
      const weights = [3, 1, 2, 1];
      proxy = await startNginx(upstream(directive, weights));
      const driven = fresh(id, options, weights);
      await some(driven, 33, 0, 'before');
      await proxy.reload(upstream(directive, weights, ['', 'removed', '', '']));
      driven.set(2, 'removed');
      await some(driven, 50, 0, 'removed');
      await proxy.reload(upstream(directive, [...weights, 2], ['', 'removed', '', '']));
      driven.add(2, servers.addresses[4]);
      await some(driven, 50, 0, 'added');
    });
  });

  it('a server that failed and comes back after fail_timeout', async () => {
    const weights = [4, 3, 1];
    proxy = await startNginx(upstream('', weights, [], '1s'));
    const driven = fresh('weighted-round-robin', {}, weights);
    for (let n = 0; n < 11; n += 1) await request(driven, 'before', {});
    await servers.kill(2);
    for (let n = 0; n < 20; n += 1) await request(driven, 's2 failed', {});
    await servers.restart(2);
    // nginx counts in whole seconds: out for more than one means back after two.
    await new Promise((resolve) => setTimeout(resolve, 2100));
    driven.set(2, 'up');
    for (let n = 0; n < 40; n += 1) await request(driven, 's2 back', {});
  });

  it.each([[[1, 1, 1, 1]], [[5, 2, 1]], [[3, 3, 7, 1, 2]]])(
    'least_conn, weights %j, requests held and released in any order',
    async (weights) => {
      proxy = await startNginx(upstream('least_conn', weights));
      const driven = fresh('least-connections', { rule: 'nginx' }, weights);
      const roll = dice(51);
      const held = holdRequests(servers);
      for (let n = 0; n < 250; n += 1) {
        if (held.count > 0 && (roll(20) < 9 || held.count > 24)) {
          driven.release(await held.release(roll(held.count)));
          continue;
        }
        const name = `least_conn ${weights} ${n}`;
        const real = await held.send(proxy.port, name, {});
        const ours = driven.take();
        compare(tally, name, real, ours);
        // From here on the two would count differently.
        if (real !== ours) break;
      }
      while (held.count > 0) await held.release(0);
    },
  );
});
