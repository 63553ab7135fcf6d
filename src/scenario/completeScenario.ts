/**
 * From a file of the right shape to a scenario that makes sense: addresses filled in, actions in the order of time,
 * and every server that is named existing when it is named.
 */
import {
  type Choice,
  LIMITS,
  nextServers,
  type Scenario,
  type ServerSpec,
  sessionStates,
  type TimedAction,
} from '../engine/index.ts';
import type { GivenAction } from './actionSchema.ts';
import { didYouMean } from './didYouMean.ts';
import { show } from './fields.ts';
import type { RecordedAction } from './requestsReader.ts';
import type { GivenScenario } from './scenarioSchema.ts';
import { type GivenServer, withAddress } from './servers.ts';

const WHOLES: readonly string[] = ['load-balancer', 'store'];
const BALANCERS: readonly string[] = ['lb1', 'lb2'];
/** Parts of a store by id, as the modules of session state name them. */
const STORE_PART = /^(cache-\d+(-replica)?|primary|replica)$/;

/** Says which field does not fit the others; caught by `readScenario`, never seen outside. */
export class Misfit extends Error {}

/** @throws Misfit */
export function completeScenario(given: GivenScenario): Scenario {
  const people = given.people.reduce((sum, group) => sum + group.count, 0);
  if (people > LIMITS.people) throw new Misfit(`people: ${people} in all; the most is ${LIMITS.people}`);

  mustRise(given.sessionState);
  const pool = new PoolOverTime(given);
  const servers = given.servers.map((server, index) => pool.add(server, `servers[${index}]`));
  const actions = inOrderOfTime(given.actions).map(({ action, path }) => complete(action, path, pool));
  return { ...given, servers, actions };
}

/** 99 % can't be faster than half: of options that come in such pairs, given or by default. */
function mustRise({ id, ...given }: Choice): void {
  const described = sessionStates.find((module) => module.id === id)?.options ?? {};
  const msOf = (name: string): number => {
    const option = described[name];
    return Number(given[name] ?? (option?.kind === 'duration' ? option.defaultMs : Number.NaN));
  };
  for (const name of Object.keys(described)) {
    const [, stem] = /^(.*)P99Ms$/.exec(name) ?? [];
    if (stem === undefined) continue;
    const [median, p99] = [msOf(`${stem}Ms`), msOf(name)];
    if (p99 < median) throw new Misfit(`sessionState.${name}: ${p99} is below ${stem}Ms (${median})`);
  }
}

/**
 * The scenario with what was done while traffic was recorded added to its own actions.
 * @throws Misfit naming the line
 */
export function withActions(scenario: Scenario, recorded: readonly RecordedAction[]): Scenario {
  const given = [
    ...scenario.actions.map((action) => ({ action, path: 'actions' })),
    ...recorded.map(({ line, action }) => ({ action, path: `line ${line}` })),
  ].sort((a, b) => a.action.atMs - b.action.atMs);
  const pool = new PoolOverTime({
    ...scenario,
    servers: [...scenario.servers],
    actions: given.map(({ action }) => action),
  });
  scenario.servers.forEach((server, index) => void pool.add(server, `servers[${index}]`));
  return { ...scenario, actions: given.map(({ action, path }) => complete(action, path, pool)) };
}

interface Placed {
  readonly action: GivenAction;
  /** Where it stands in the file, which need not be in the order of time. */
  readonly path: string;
}

function inOrderOfTime(actions: readonly GivenAction[]): readonly Placed[] {
  const placed = actions.map((action, index) => ({ action, path: `actions[${index}]` }));
  return placed.sort((a, b) => a.action.atMs - b.action.atMs);
}

function complete(action: GivenAction, path: string, pool: PoolOverTime): TimedAction {
  switch (action.do) {
    case 'addServer':
      return { ...action, server: pool.add(action.server, `${path}.server`) };
    case 'removeServer':
      pool.mustHave(action.server, action.atMs, `${path}.server`);
      pool.remove(action.server);
      return action;
    case 'kill':
    case 'restart':
    case 'drain':
    case 'ready':
    case 'maintenance':
    case 'setWeight':
    case 'flap':
    case 'slowDown':
    case 'speedUp':
    case 'hang':
    case 'unhang':
    case 'forgeCookie':
    case 'skewClock':
      pool.mustHave(action.server, action.atMs, `${path}.server`);
      return action;
    case 'scaleOut':
      pool.scaleOut(action.count, `${path}.count`);
      return action;
    case 'scaleIn':
      pool.scaleIn(action.count, `${path}.count`);
      return action;
    case 'rollingDeploy':
      return action;
    case 'cutLink':
    case 'mendLink':
      mustBeLink(action, path, pool);
      return action;
    case 'setLoad':
    case 'surge':
    case 'changeNetwork':
    case 'killNode':
    case 'startNode':
    case 'blockCookies':
    case 'allowCookies':
    case 'clearCookies':
    case 'reconnect':
    case 'openTab':
    case 'closeTab':
    case 'addDevice':
    case 'removeDevice':
    case 'editCookie':
    case 'stealCookie':
    case 'fixSession':
    case 'stopAttack':
    case 'forgeToken':
    case 'signOutEverywhere':
    case 'rotateKey':
    case 'failOver':
      return action;
    case 'restartBalancer':
    case 'killBalancer':
    case 'startBalancer':
      if (action.balancer !== undefined) mustBeBalancer(action.balancer, `${path}.balancer`, pool);
      return action;
  }
}

/** Whether two parts are joined depends on how sessions are kept, which the engine knows; here a name must be one. */
function mustBeLink(action: GivenAction & { do: 'cutLink' | 'mendLink' }, path: string, pool: PoolOverTime): void {
  for (const end of ['a', 'b'] as const) {
    if (!pool.isOther(action[end])) pool.mustHave(action[end], action.atMs, `${path}.${end}`);
  }
  if (action.a === action.b) throw new Misfit(`${path}.b: a link joins two parts; ${show(action.b)} is named twice`);
  const isWhole = (end: string): boolean => WHOLES.includes(end);
  if (!isWhole(action.a) || !isWhole(action.b)) return;
  throw new Misfit(`${path}.b: nothing passes between ${show(action.a)} and ${show(action.b)}`);
}

function mustBeBalancer(id: string, path: string, pool: PoolOverTime): void {
  if (!pool.balancers.includes(id))
    throw new Misfit(`${path}: ${show(id)} is not there (${pool.balancers.join(', ')})`);
}

/** Which servers there are while the actions go by. */
class PoolOverTime {
  readonly #present = new Set<string>();
  readonly #everKnown = new Map<string, { readonly id: string; readonly address: string }>();
  readonly #takenAddresses: Set<string>;
  #position = 0;

  /** Those that there are. */
  readonly balancers: readonly string[];

  constructor(given: Pick<GivenScenario, 'servers' | 'actions' | 'loadBalancer'>) {
    this.balancers = BALANCERS.slice(0, given.loadBalancer.balancers);
    const added = given.actions.flatMap((action) => (action.do === 'addServer' ? [action.server] : []));
    const addresses = [...given.servers, ...added].map((server) => server.address);
    this.#takenAddresses = new Set(addresses.filter((address) => address !== undefined));
  }

  add(given: GivenServer, path: string): ServerSpec {
    if (this.#everKnown.has(given.id)) throw new Misfit(`${path}.id: ${show(given.id)} is taken by an earlier server`);
    if (this.#everKnown.size >= LIMITS.servers) throw new Misfit(`${path}: the most is ${LIMITS.servers} servers`);
    const server = withAddress(given, this.#position, this.#takenAddresses);
    this.#position += 1;
    this.#takenAddresses.add(server.address);
    this.#present.add(server.id);
    this.#everKnown.set(server.id, server);
    return server;
  }

  scaleOut(count: number, path: string): void {
    const size = this.#everKnown.size + count;
    if (size > LIMITS.servers) throw new Misfit(`${path}: makes ${size} servers; the most is ${LIMITS.servers}`);
    for (const server of nextServers([...this.#everKnown.values()], count)) {
      this.#position += 1;
      this.#takenAddresses.add(server.address);
      this.#present.add(server.id);
      this.#everKnown.set(server.id, server);
    }
  }

  scaleIn(count: number, path: string): void {
    const { size } = this.#present;
    if (count >= size) throw new Misfit(`${path}: ${count} of ${size} servers would leave none`);
    for (const id of [...this.#present].slice(-count)) this.#present.delete(id);
  }

  /** A part that is no server. A server of that name is one all the same. */
  isOther(id: string): boolean {
    const isPart = WHOLES.includes(id) || this.balancers.includes(id) || STORE_PART.test(id);
    return isPart && !this.#present.has(id);
  }

  remove(id: string): void {
    this.#present.delete(id);
  }

  mustHave(id: string, atMs: number, path: string): void {
    if (this.#present.has(id)) return;
    const known = [...this.#present];
    const when = this.#everKnown.has(id) ? 'was removed before' : `is no server at ${atMs} ms`;
    const names = known.length > 12 ? `${known.slice(0, 12).join(', ')}, …` : known.join(', ');
    throw new Misfit(`${path}: ${show(id)} ${when}${didYouMean(id, known)} (${names})`);
  }
}
