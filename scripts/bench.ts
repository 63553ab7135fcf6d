/**
 * `npm run bench`: simulated requests per second of wall time, without evidence, for three standard scenarios; the sticky
 * cookie beside a general-purpose discrete-event library (simjs) on the same model, equally warmed and equally long. Then
 * how the cost of a request grows with people and servers. The engine is built as the page has it, bundled and minified.
 * Figures are of this machine, in this moment; no test reads them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { build } from 'vite';
import type * as Engine from '../src/engine/index.ts';
import type { Scenario } from '../src/engine/index.ts';

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
      profile: 'haproxy',
      balancing: { id: balancing },
      persistence: { id: persistence },
      healthCheck: { intervalMs: 2000, fall: 3, rise: 2 },
      detection: 'active' as const,
      passive: { maxFails: 1, failTimeoutMs: 10_000 },
      retries: 3,
      retryOn: 'same-server' as const,
      redispatch: false,
      connectTimeoutMs: 5000,
      serverTimeoutMs: 50_000,
      slowStartMs: 0,
      keepAliveMs: 50_000,
      balancers: 1,
      arrangement: 'active-standby',
      peers: false,
    },
    sessionState: { id: sessionState },
    // About a second between two requests of a person, so that the length of a run follows from the number of people.
    workload: { thinkMs: 800, visitRequests: 8, serviceMs: { median: 20, p99: 150 }, distanceMs: 0 },
    actions: [],
  } as Scenario;
}

async function loadEngine(): Promise<typeof Engine> {
  const entry = new URL('../src/engine/index.ts', import.meta.url).pathname;
  const built = await build({
    ...{ configFile: false, logLevel: 'warn' },
    build: { write: false, minify: true, rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' } },
  });
  const [chunk] = 'output' in built ? built.output : [];
  if (chunk?.type !== 'chunk') throw new Error('the engine was not built');
  return import(`data:text/javascript,${encodeURIComponent(chunk.code)}`);
}

const { createSimulation } = await loadEngine();

/** Simulates one more round and tells how many requests that were. */
type Round = () => number;

function ours(shape: Shape): Round {
  const simulation = createSimulation(scenarioOf(shape));
  const roundUs = (REQUESTS / shape.people) * 1_300_000;
  return () => {
    const before = simulation.measures().requests;
    simulation.advance(simulation.nowUs + roundUs);
    return simulation.measures().requests - before;
  };
}

/**
 * Requests per second of wall time for each: the median of its rounds, each as long as the others, after two to warm up.
 * They take turns, so that whatever else the machine does meets all of them.
 */
function race(...rounds: Round[]): number[] {
  for (const round of [...rounds, ...rounds]) round();
  const rates = Array.from({ length: ROUNDS }, () => rounds.map(rateOf));
  return rounds.map((_, index) => median(rates.map((ofAll) => ofAll[index] ?? 0)));
}

function rateOf(round: Round): number {
  const start = performance.now();
  const requests = round();
  return (requests / (performance.now() - start)) * 1000;
}

const median = (rates: number[]): number => rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;

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
  cancel(): void;
}
interface SimjsEntity {
  setTimer(seconds: number): SimjsRequest;
  useFacility(facility: unknown, seconds: number): SimjsRequest;
  time(): number;
}
interface Simjs {
  Sim: new () => {
    addEntity(entity: unknown, name?: string, ...args: unknown[]): SimjsEntity;
    simulate(until: number, events: number): void;
    time(): number;
  };
  Entity: new (sim: unknown, name?: string) => SimjsEntity;
  Facility: new (name: string, discipline: number, servers: number, queueSlots: number) => unknown;
  Random: new (
    seed: number,
  ) => {
    exponential(rate: number): number;
    normal(mu: number, sigma: number): number;
    uniform(lower: number, upper: number): number;
  };
}

/** Bytes of heads as the engine's scenario has them, by wish: sign in, look, add, cart, check out, sign out. */
const REQUEST_HEAD = [142, 76, 147, 71, 95, 93];
const LOOK = 1;
const [COOKIE_LINE, SESSION_PAIR, MARK_PAIR, BETWEEN] = [10, 43, 6, 2];
const [ANSWER_HEAD, SET_SESSION, SET_MARK, END_SESSION] = [116, 97, 28, 76];
const NEVER = Number.POSITIVE_INFINITY;
/** Of a request in simjs: think, arrive, reach the server, work (two: the facility has one of its own), back, receive. */
const EVENTS_PER_REQUEST = 6;

/**
 * The same model, measured the same: plans of visits and wishes, travel, a connection that is kept, sticky cookie or round
 * robin, workers with a bounded queue, `timeout server`, sessions with a life that are swept out, a ledger of the cart,
 * health checks of each server; outcomes, affinity, latency percentiles and bytes of heads, in all and over time, and
 * the work of each server. Ours alone are keyed draws, a digest, a picture of each request at any moment, and what could
 * happen and does not here: faults, retries, other networks.
 *
 * A timer that is not needed any more is cancelled, as the library's manual has it; it leaves its queue when it is due.
 * `timeouts: false` leaves them out, to tell what they cost.
 */
function theirs({ people, servers }: Shape, { timeouts }: { readonly timeouts: boolean }): Round {
  const library = loadSimjs();
  const random = new library.Random(7);
  const uniform = () => random.uniform(0, 1);
  const lognormal = (medianS: number, sigma: number) => medianS * Math.exp(random.normal(0, sigma));
  const latency = new Map<number, number>();
  const outcomes = { served: 0, lost: 0, unavailable: 0 };
  const affinity = { withSession: 0, reachedHome: 0 };
  const wire = { up: 0, down: 0, upSession: 0, downSession: 0 };
  const overTime: (typeof affinity & { requests: number; lost: number; bytes: number; latency: Uint32Array })[] = [];
  const windowAt = (now: number) => {
    const second = Math.floor(now);
    while (overTime.length <= second)
      overTime.push({ requests: 0, lost: 0, bytes: 0, withSession: 0, reachedHome: 0, latency: new Uint32Array(184) });
    return overTime[second];
  };
  let turn = 0;
  let sessions = 0;
  interface Session {
    items: number;
    version: number;
    usedAt: number;
  }
  const pool = Array.from({ length: servers }, (_, n) => ({
    facility: new library.Facility(`s${n}`, 1, 50, 10_000),
    sessions: new Map<number, Session>(),
    isUp: true,
    passed: 0,
    connections: 0,
    requests: 0,
    busyS: 0,
  }));
  type Server = (typeof pool)[number];

  class HealthCheck extends library.Entity {
    start(server?: Server) {
      if (server === undefined) return;
      server.passed += 1;
      if (server.passed >= 2) server.isUp = true;
      this.setTimer(2).done(() => this.start(server), this);
    }
  }

  class Sweep extends library.Entity {
    start() {
      for (const server of pool) {
        for (const [id, { usedAt }] of server.sessions) if (this.time() - usedAt > 1800) server.sessions.delete(id);
      }
      this.setTimer(60).done(this.start, this);
    }
  }

  class Person extends library.Entity {
    cookie = -1;
    session = 0;
    believedSession = 0;
    items = 0;
    version = 0;
    home = -1;
    left = 0;
    wish = 0;
    wishAt = 0;
    product = 0;
    sentAt = 0;
    oneWay = 0;
    connectedUntil = -1;
    setsMark = false;
    timeout: SimjsRequest | null = null;
    start() {
      this.wishAt = 4 * uniform() * 0.8;
      this.setTimer(this.wishAt).done(this.act, this);
    }
    act() {
      if (this.left === 0) this.left = 3 + Math.floor(random.exponential(1 / 4.5));
      const u = uniform();
      this.wish = this.session === 0 ? 0 : this.left === 1 ? 5 : this.left === 2 ? 4 : u < 0.45 ? 1 : u < 0.85 ? 2 : 3;
      this.product = 1 + Math.floor(400 * uniform());
      this.sentAt = this.time();
      if (this.wish !== 0) {
        this.left -= 1;
        this.wishAt = Math.max(this.wishAt, this.sentAt) + (this.wish === 5 ? 3 : 1) * lognormal(0.8, 0.69);
      }
      this.believedSession = this.session;
      this.oneWay = lognormal(0.015, 0.6);
      const connect = this.connectedUntil >= this.sentAt ? 0 : 4 * this.oneWay;
      this.setTimer(connect + this.oneWay).done(this.arrive, this);
    }
    arrive() {
      const cookies = (this.session === 0 ? 0 : SESSION_PAIR) + (this.cookie < 0 ? 0 : MARK_PAIR);
      const own = cookies === 0 ? 0 : COOKIE_LINE + cookies + (cookies > SESSION_PAIR ? BETWEEN : 0);
      const digits = this.product < 10 ? 1 : this.product < 100 ? 2 : 3;
      wire.up += (REQUEST_HEAD[this.wish] ?? 0) + (this.wish === LOOK ? digits : 0) + own;
      wire.upSession += own;
      if (this.cookie < 0 || !pool[this.cookie]?.isUp) {
        this.cookie = turn % servers;
        this.setsMark = true;
        turn += 1;
      }
      const server = pool[this.cookie];
      if (server === undefined) throw new Error('the cookie names no server');
      server.connections += 1;
      this.setTimer(0.000_25).done(() => this.serve(server), this);
    }
    serve(server: Server) {
      const service = lognormal(0.02, 0.87);
      server.busyS += service;
      if (timeouts) this.timeout = this.setTimer(50).done(this.giveUp, this);
      this.useFacility(server.facility, service).done(() => this.answer(server), this);
    }
    giveUp() {
      outcomes.unavailable += 1;
    }
    answer(server: Server) {
      const now = this.time();
      this.timeout?.cancel();
      const known = server.sessions.get(this.session);
      const isKnown = known !== undefined && now - known.usedAt < 1800;
      if (this.wish === 0) {
        sessions += 1;
        this.session = sessions;
        server.sessions.set(sessions, { items: 0, version: 1, usedAt: now });
      } else if (isKnown) {
        known.usedAt = now;
        if (this.wish === 2) known.items += 1;
        if (this.wish === 4) known.items = 0;
        if (this.wish === 2 || this.wish === 4) known.version += 1;
        if (this.wish === 5) server.sessions.delete(this.session);
      }
      const isLost = this.wish !== 0 && !isKnown;
      this.setTimer(0.000_25).done(() => this.goBack(server, isLost), this);
    }
    goBack(server: Server, isLost: boolean) {
      server.connections -= 1;
      server.requests += 1;
      if (this.believedSession !== 0) {
        affinity.withSession += 1;
        if (this.home === this.cookie) affinity.reachedHome += 1;
      }
      const session = this.wish === 0 ? SET_SESSION : this.wish === 5 ? END_SESSION : 0;
      const own = session + (this.setsMark ? SET_MARK : 0);
      this.setsMark = false;
      wire.down += ANSWER_HEAD + own;
      wire.downSession += own;
      this.setTimer(this.oneWay).done(() => this.receive(isLost), this);
    }
    receive(isLost: boolean) {
      const now = this.time();
      this.connectedUntil = now + 50;
      if (isLost) outcomes.lost += 1;
      else outcomes.served += 1;
      const doublings = Math.log2((now - this.sentAt) * 1e6);
      const bucket = Math.floor(doublings * 128);
      latency.set(bucket, (latency.get(bucket) ?? 0) + 1);
      const window = windowAt(now);
      if (window === undefined) throw new Error('a moment without a window');
      window.requests += 1;
      if (isLost) window.lost += 1;
      window.bytes = wire.up + wire.down;
      if (this.believedSession !== 0) window.withSession += 1;
      if (this.believedSession !== 0 && this.home === this.cookie) window.reachedHome += 1;
      const coarse = Math.max(0, Math.floor((doublings - 10) * 8));
      window.latency[coarse] = (window.latency[coarse] ?? 0) + 1;
      this.home = this.cookie;
      if (this.wish === 2) this.items += 1;
      if (this.wish === 2 || this.wish === 4) this.version += 1;
      if (this.wish === 4) this.items = 0;
      if (this.wish === 5 || isLost) this.session = 0;
      const isGone = this.session === 0 && this.wish !== 5;
      this.setTimer(isGone ? 1.5 : Math.max(this.wishAt - now, 0.3)).done(this.act, this);
    }
  }
  const sim = new library.Sim();
  for (const server of pool) sim.addEntity(HealthCheck as never, 'check', server);
  sim.addEntity(Sweep as never);
  for (let n = 0; n < people; n += 1) sim.addEntity(Person as never);
  return () => {
    const before = outcomes.served;
    // By the number of events: `simulate` drops the first event after the end of its time, and a person with it.
    sim.simulate(NEVER, REQUESTS * EVENTS_PER_REQUEST);
    const isSticky = affinity.reachedHome === affinity.withSession && outcomes.lost + outcomes.unavailable === 0;
    if (!isSticky || latency.size === 0) throw new Error('the comparison is of another model');
    return outcomes.served - before;
  };
}

const k = (rate: number): string =>
  `${Math.round(rate / 1000)
    .toString()
    .padStart(6)} k requests/s`;

const sticky: Shape = { people: 1000, servers: 8, persistence: 'inserted-cookie' };
const [own = 0, other = 0, lean = 0] = race(
  ours(sticky),
  theirs(sticky, { timeouts: true }),
  theirs(sticky, { timeouts: false }),
);
const times = (rate: number): string => `${(own / rate).toFixed(1)} times as fast`;
console.log(`sticky cookie, 1,000 people, 8 servers   ${k(own)}`);
console.log(`  the same model in simjs 2.0.3          ${k(other)}   ${times(other)}`);
console.log(`  the same without \`timeout server\`      ${k(lean)}   ${times(lean)}`);
const [ring = 0] = race(ours({ people: 1000, servers: 100, balancing: 'consistent-hash' }));
console.log(`ring hash, 1,000 people, 100 servers     ${k(ring)}`);
const [replicated = 0] = race(ours({ people: 1000, servers: 8, sessionState: 'replication' }));
console.log(`replication, 1,000 people, 8 servers     ${k(replicated)}`);
console.log('cost of a request, sticky cookie:');
const sizes = [10, 100, 1000, 10_000].map((people) => ({ ...sticky, people }));
const pools = [2, 20, 200].map((servers) => ({ ...sticky, servers }));
race(...[...sizes, ...pools].map(ours)).forEach((rate, index) => {
  const { people, servers } = [...sizes, ...pools][index] ?? sticky;
  console.log(`  ${`${people} people, ${servers} servers`.padEnd(39)}${k(rate)}   ${Math.round(1e9 / rate)} ns`);
});
