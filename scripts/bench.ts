/**
 * `npm run bench`: simulated requests per second of wall time, without evidence, for three standard scenarios; the sticky
 * cookie beside a general-purpose discrete-event library (simjs) on the same model, equally warmed and equally long. Then
 * how the cost of a request grows with people and servers. Figures are of this machine, in this moment; no test reads them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { createSimulation, type Scenario } from '../src/engine/index.ts';

const ROUNDS = 5;
const REQUESTS = 200_000;

interface Shape {
  readonly people: number;
  readonly servers: number;
  readonly balancing?: string;
  readonly persistence?: string;
  readonly sessionState?: string;
}

function scenarioOf(shape: Shape): Scenario {
  const { people, servers, balancing = 'round-robin', persistence = 'none', sessionState = 'server-memory' } = shape;
  return {
    version: 1,
    title: 'A benchmark',
    seed: 7,
    durationMs: 0,
    people: [{ count: people, behaviour: 'shopper', network: 'home' }],
    servers: Array.from({ length: servers }, (_, n) => ({
      ...{ id: `s${n + 1}`, weight: 1, address: `10.0.${n >> 8}.${n & 255}:8080` },
      ...{ workers: 50, queueSlots: 10_000 },
    })),
    loadBalancer: {
      balancing: { id: balancing },
      persistence: { id: persistence },
      healthCheck: { intervalMs: 2000, fall: 3, rise: 2 },
      retries: 3,
      redispatch: false,
      connectTimeoutMs: 5000,
      keepAliveMs: 50_000,
      peers: false,
    },
    sessionState: { id: sessionState },
    // About a second between two requests of a person, so that the length of a run follows from the number of people.
    workload: { thinkMs: 800, visitRequests: 8, serviceMs: { median: 20, p99: 150 }, distanceMs: 0 },
    actions: [],
  } as Scenario;
}

/** Requests per second of wall time: median of the rounds, each as long as the others, after one to warm up. */
function ours(shape: Shape): number {
  const simulation = createSimulation(scenarioOf(shape));
  const roundUs = (REQUESTS / shape.people) * 1_300_000;
  simulation.advance(roundUs);
  return median(() => {
    const before = simulation.measures().requests;
    simulation.advance(simulation.nowUs + roundUs);
    return simulation.measures().requests - before;
  });
}

function median(round: () => number): number {
  const rates = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const requests = round();
    return (requests / (performance.now() - start)) * 1000;
  });
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** The library is a script that puts itself on `window`, where there is one. */
function loadSimjs(): Simjs {
  const file = createRequire(import.meta.url).resolve('simjs/sim.js');
  const scope = globalThis as { window?: { Sim?: Simjs } };
  scope.window = {};
  vm.runInThisContext(readFileSync(file, 'utf8'));
  const library = scope.window.Sim;
  delete scope.window;
  if (library === undefined) throw new Error('simjs did not load');
  return library;
}

interface SimjsRequest {
  done(callback: () => void, context?: unknown): SimjsRequest;
}
interface SimjsEntity {
  setTimer(seconds: number): SimjsRequest;
  useFacility(facility: unknown, seconds: number): SimjsRequest;
  time(): number;
}
interface Simjs {
  Sim: new () => {
    addEntity(entity: unknown, name?: string, ...args: unknown[]): SimjsEntity;
    simulate(until: number): void;
    time(): number;
  };
  Entity: new (sim: unknown, name?: string) => SimjsEntity;
  Facility: new (name: string, discipline: number, servers: number) => unknown;
  Random: new (
    seed: number,
  ) => {
    exponential(rate: number): number;
    lognormvariate?(mu: number, sigma: number): number;
    normal(mu: number, sigma: number): number;
  };
}

/** The same model: think, travel, sticky cookie or round robin, workers with a queue, travel back; a ledger of the cart. */
function theirs({ people, servers }: Shape): number {
  const library = loadSimjs();
  const random = new library.Random(7);
  const lognormal = (medianS: number, sigma: number) => medianS * Math.exp(random.normal(0, sigma));
  let finished = 0;
  let turn = 0;
  const pool = Array.from({ length: servers }, (_, n) => ({
    facility: new library.Facility(`s${n}`, 1, 50),
    sessions: new Map<number, { items: number; version: number }>(),
    connections: 0,
    requests: 0,
  }));
  let sessions = 0;
  let lost = 0;
  class Person extends library.Entity {
    cookie = -1;
    session = 0;
    items = 0;
    left = 0;
    start() {
      this.setTimer(lognormal(0.8, 0.69)).done(this.act, this);
    }
    act() {
      const oneWay = lognormal(0.015, 0.6);
      if (this.left === 0) this.left = 3 + Math.floor(random.exponential(1 / 4.5));
      this.setTimer(oneWay).done(() => this.arrive(oneWay), this);
    }
    arrive(oneWay: number) {
      if (this.cookie < 0) {
        this.cookie = turn % servers;
        turn += 1;
      }
      const server = pool[this.cookie];
      if (server === undefined) throw new Error('the cookie names no server');
      server.connections += 1;
      this.setTimer(0.000_25).done(() => {
        this.useFacility(server.facility, lognormal(0.02, 0.87)).done(() => this.work(server, oneWay), this);
      }, this);
    }
    work(server: (typeof pool)[number], oneWay: number) {
      const known = server.sessions.get(this.session);
      if (this.session === 0) {
        sessions += 1;
        this.session = sessions;
        server.sessions.set(this.session, { items: 0, version: 1 });
      } else if (known === undefined) lost += 1;
      else if (this.left === 1) server.sessions.delete(this.session);
      else known.items += 1;
      this.setTimer(0.000_25).done(() => {
        server.connections -= 1;
        server.requests += 1;
        this.setTimer(oneWay).done(this.receive, this);
      }, this);
    }
    receive() {
      finished += 1;
      this.left -= 1;
      if (this.left === 0) this.session = 0;
      this.start();
    }
  }
  const sim = new library.Sim();
  for (let n = 0; n < people; n += 1) sim.addEntity(Person as never);
  const roundS = (REQUESTS / people) * 1.15;
  sim.simulate(roundS);
  const rate = median(() => {
    const before = finished;
    sim.simulate(sim.time() + roundS);
    return finished - before;
  });
  if (lost > 0) throw new Error('the comparison is of another model: it lost sessions');
  return rate;
}

const k = (rate: number): string =>
  `${Math.round(rate / 1000)
    .toString()
    .padStart(6)} k requests/s`;

const sticky: Shape = { people: 1000, servers: 8, persistence: 'inserted-cookie' };
const own = ours(sticky);
const other = theirs(sticky);
console.log(`sticky cookie, 1,000 people, 8 servers   ${k(own)}`);
console.log(`  the same model in simjs 2.0.3          ${k(other)}   ${(own / other).toFixed(1)} times as fast`);
console.log(
  `ring hash, 1,000 people, 100 servers     ${k(ours({ people: 1000, servers: 100, balancing: 'consistent-hash' }))}`,
);
console.log(
  `replication, 1,000 people, 8 servers     ${k(ours({ people: 1000, servers: 8, sessionState: 'replication' }))}`,
);
console.log('cost of a request, sticky cookie:');
for (const people of [10, 100, 1000, 10_000])
  console.log(`  ${people} people, 8 servers${' '.repeat(20)}${k(ours({ ...sticky, people }))}`);
for (const servers of [2, 20, 200])
  console.log(`  1,000 people, ${servers} servers${' '.repeat(18)}${k(ours({ ...sticky, servers }))}`);
