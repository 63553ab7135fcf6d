/** Two real HAProxys, with peers and without, held against two load balancers of the engine, request by request. */
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Ask, play } from '../../src/engine/testing/play.ts';
import { ask } from './client.ts';
import { at, compare, emptyTally, report } from './comparison.ts';
import { hasHaproxy } from './haproxy.ts';
import { freePort, start, temporaryFolder, until } from './process.ts';
import { startServers } from './servers.ts';

const SERVERS = 4;
const PEOPLE = 40;
const STRANGERS = 3;
const tally = emptyTally();

afterAll(() => report('HAProxy, two of them', tally));

describe.skipIf(!hasHaproxy)('two HAProxys', () => {
  it('with peers know everybody by the same server', async () => {
    const agreed = await throughBoth(true);
    expect(agreed).toBe(PEOPLE);
  });

  it('without peers agree by chance', async () => {
    const agreed = await throughBoth(false);
    // Binomial with p = 1/4: 40 people, mean 10, five standard deviations below 25.
    expect(agreed).toBeLessThan(25);
  });

  it('refresh a row when its request arrives, before there is an answer', async () => {
    const real = await startPair(true);
    try {
      await ask(at(real.ports, 0), { source: '203.0.113.1' });
      await pause(400);
      const before = await expiryOf(real, '203.0.113.1');
      const held = ask(at(real.ports, 0), { source: '203.0.113.1', headers: { 'x-hold': 'slow' } });
      await real.servers.arrived('slow');
      const during = await expiryOf(real, '203.0.113.1');
      real.servers.release('slow');
      await held;
      expect(during).toBeGreaterThan(before);
    } finally {
      await real.stop();
    }
  });
});

/** Everybody at the first, some strangers and everybody at the second, everybody at the first again. */
async function throughBoth(peers: boolean): Promise<number> {
  const real = await startPair(peers);
  const known: number[] = [];
  let agreed = 0;
  try {
    const ours = engineAnswers(peers);
    const sources = Array.from({ length: PEOPLE }, (_, n) => `203.0.113.${n + 1}`);
    const strangers = Array.from({ length: STRANGERS }, (_, n) => `203.0.113.${n + 201}`);
    let asked = 0;
    const visit = async (balancer: number, source: string): Promise<number> => {
      const { server } = await ask(at(real.ports, balancer), { source });
      compare(tally, `peers ${peers}, ${source} at lb${balancer + 1}`, server, at(ours, asked));
      asked += 1;
      return server;
    };
    for (const source of sources) known.push(await visit(0, source));
    if (peers) await until(() => hasRows(real, PEOPLE), 'the second is taught');
    for (const source of strangers) await visit(1, source);
    for (const [n, source] of sources.entries()) if ((await visit(1, source)) === known[n]) agreed += 1;
    if (peers) await pause(200);
    for (const source of sources) await visit(0, source);
    expect(tally.differences).toEqual([]);
  } finally {
    await real.stop();
  }
  return agreed;
}

/** The same in the engine: between the two the virtual address moves. */
function engineAnswers(peers: boolean): number[] {
  const everybody = (fromMs: number, first = 1, count = PEOPLE): Ask[] =>
    Array.from({ length: count }, (_, n) => ({ atMs: fromMs + n * 1000, person: `p${n + first}` }));
  const { answers } = play(
    {
      persistence: { id: 'source-ip-stick-table' },
      loadBalancer: { balancers: 2, arrangement: 'active-standby', peers },
    },
    [
      ...everybody(0),
      { atMs: 50_000, do: 'failOver' },
      ...everybody(60_000, 201, STRANGERS),
      ...everybody(70_000),
      { atMs: 120_000, do: 'failOver' },
      ...everybody(130_000),
    ],
  );
  return answers.map(({ server }) => Number(server?.slice(1) ?? 0));
}

interface Pair {
  readonly ports: readonly number[];
  readonly sockets: readonly string[];
  readonly servers: Awaited<ReturnType<typeof startServers>>;
  stop(): Promise<void>;
}

async function startPair(peers: boolean): Promise<Pair> {
  const servers = await startServers(SERVERS);
  const ports = [await freePort(), await freePort()];
  const peerPorts = [await freePort(), await freePort()];
  const sockets: string[] = [];
  const processes = ['lb1', 'lb2'].map((name, index) => {
    const folder = temporaryFolder();
    const socket = join(folder, 'admin.sock');
    sockets.push(socket);
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(file, configuration(at(ports, index), peerPorts, socket, servers.addresses, peers));
    return start('/usr/sbin/haproxy', ['-db', '-f', file, '-L', name], folder);
  });
  const pair = {
    ...{ ports, sockets, servers },
    stop: async () => {
      for (const process of processes) await process.stop();
      await servers.close();
    },
  };
  for (const socket of sockets) await until(() => say(socket, 'show info'), 'HAProxy starts');
  if (peers) await until(() => haveMet(pair), 'the peers meet');
  return pair;
}

function configuration(
  port: number,
  peerPorts: readonly number[],
  socket: string,
  servers: readonly string[],
  peers: boolean,
): string {
  const peerLines = peerPorts.map((peer, index) => `  peer lb${index + 1} 127.0.0.1:${peer}`);
  const serverLines = servers.map((server, index) => `  server s${index + 1} ${server}`);
  return `global
  nbthread 1
  stats socket ${socket} level admin
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
${peers ? `peers mates\n${peerLines.join('\n')}` : ''}
frontend f
  bind 127.0.0.1:${port} accept-proxy
  default_backend b
backend b
  balance roundrobin
  stick-table type ip size 1k expire 30m${peers ? ' peers mates' : ''}
  stick on src
${serverLines.join('\n')}
`;
}

async function haveMet({ sockets }: Pick<Pair, 'sockets'>): Promise<void> {
  for (const socket of sockets) {
    if (!/last_status=ESTA/.test(await say(socket, 'show peers'))) throw new Error('not connected yet');
  }
}

async function hasRows({ sockets }: Pair, count: number): Promise<void> {
  const table = await say(at(sockets, 1), 'show table b');
  if (table.split('\n').filter((line) => line.includes('key=')).length < count) throw new Error(table);
}

async function expiryOf({ sockets }: Pair, key: string): Promise<number> {
  const table = await say(at(sockets, 0), 'show table b');
  const row = table.split('\n').find((line) => line.includes(`key=${key} `)) ?? '';
  return Number(/exp=(\d+)/.exec(row)?.[1]);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function say(socket: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const connection = connect(socket);
    connection.on('error', reject);
    connection.on('data', (part: Buffer) => {
      answer += part.toString();
    });
    connection.on('end', () => resolve(answer));
    connection.end(`${line}\n`);
  });
}
