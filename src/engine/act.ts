/** Doing what a user does to a run, and saying why it can't be done now. */
import type { Action, Refusal } from './actions.ts';
import { ATTACK, attackerNamed, fixSession, forgeCookie, forgeToken, stealCookie, stopAttack } from './attackers.ts';
import { failOver, killBalancer, startBalancer } from './balancers.ts';
import { recordEnding } from './causes/endings.ts';
import { blockCookies, clearCookies, closeConnection, forgetTls } from './client.ts';
import { editableCookies, editCookie } from './cookieEdits.ts';
import { setHung, setPace } from './faults.ts';
import { believe, takeForUp } from './health.ts';
import { assertNever } from './invariant.ts';
import { isAlive } from './ledger.ts';
import { isSo, linkBetween, setLink } from './links.ts';
import { networkIndex, networks } from './network.ts';
import { leaveOut } from './passive.ts';
import { addDevice, changeNetwork, deviceOf, removeDevice, setPeople, setThinkUs, tellOfAddress } from './people.ts';
import { poolChangedBy } from './poolChanges.ts';
import { restartBalancer } from './restartBalancer.ts';
import { signedInTo, signOutEverywhere } from './revocation.ts';
import { connectionsChanged, poolChanged, type Run, sessionContext, toEachBalancer } from './run.ts';
import { LIMITS } from './scenario.ts';
import { addServer, beginStart, endIfIdle, stopProcess } from './servers.ts';
import type { Happening } from './snapshot.ts';
import { planSteps } from './steps.ts';
import { closeTab, openTab } from './tabs.ts';
import { NONE, type ServerState, type World } from './world.ts';

const NOTHING = { held: 0, died: 0, inAll: 0 } as const;

const ALREADY = {
  ready: 'not-draining',
  drain: 'already-draining',
  maintenance: 'already-in-maintenance',
} as const;

const ADMIN_TOLD = { ready: 'ready', drain: 'drained', maintenance: 'maintained', removed: 'removed' } as const;

/** Why the action can't be done now; null if it can. */
export function refusalOf(run: Run, action: Action): Refusal | null {
  const { world } = run;
  switch (action.do) {
    case 'kill': {
      const server = world.servers[serverRow(world, action.server)];
      if (server === undefined) return refuse('no-such-server', 'server', action.server);
      // One that is dead already may still have its death told to a load balancer that does not know.
      const isNews = server.process !== 'dead' || (action.detected === true && isBelievedUp(run, action.server));
      return isNews ? null : refuse('already-down', 'server', action.server);
    }
    case 'restart':
    case 'removeServer':
      return serverRow(world, action.server) === NONE ? refuse('no-such-server', 'server', action.server) : null;
    case 'drain':
    case 'maintenance':
    case 'ready': {
      const server = world.servers[serverRow(world, action.server)];
      if (server === undefined) return refuse('no-such-server', 'server', action.server);
      const wanted = action.do;
      return server.admin === wanted ? refuse(ALREADY[wanted], 'server', action.server) : null;
    }
    case 'setWeight': {
      const server = world.servers[serverRow(world, action.server)];
      if (server === undefined) return refuse('no-such-server', 'server', action.server);
      return server.weight === action.weight ? refuse('already-so', 'server', action.server) : null;
    }
    case 'flap':
      return serverRow(world, action.server) === NONE ? refuse('no-such-server', 'server', action.server) : null;
    case 'rollingDeploy':
      return null;
    case 'scaleOut': {
      const isTooMany = world.servers.length + action.count > LIMITS.servers;
      return isTooMany ? refuse('too-many-servers', 'count', String(LIMITS.servers)) : null;
    }
    case 'scaleIn': {
      const configured = world.servers.filter(({ admin }) => admin !== 'removed').length;
      return action.count >= configured ? refuse('too-few-servers', 'count', String(configured)) : null;
    }
    case 'slowDown':
    case 'speedUp': {
      const server = world.servers[serverRow(world, action.server)];
      if (server === undefined) return refuse('no-such-server', 'server', action.server);
      const isSo = server.slowness === (action.do === 'slowDown' ? action.factor : 1);
      return isSo ? refuse('already-so', 'server', action.server) : null;
    }
    case 'hang':
    case 'unhang': {
      const server = world.servers[serverRow(world, action.server)];
      if (server === undefined) return refuse('no-such-server', 'server', action.server);
      if (server.process !== 'running') return refuse('not-running', 'server', action.server);
      return server.isHung === (action.do === 'hang') ? refuse('already-so', 'server', action.server) : null;
    }
    case 'cutLink':
    case 'mendLink': {
      const link = linkBetween(run, action.a, action.b);
      if (link === null) return refuse('no-such-link', 'a', `${action.a} – ${action.b}`);
      if (!isSo(run, link, action.do === 'cutLink')) return null;
      return refuse('already-so', 'a', `${action.a} – ${action.b}`);
    }
    case 'addServer': {
      if (world.servers.some((server) => server.id === action.server.id)) {
        return refuse('server-exists', 'server.id', action.server.id);
      }
      const isFull = world.servers.length >= LIMITS.servers;
      return isFull ? refuse('too-many-servers', 'server', String(LIMITS.servers)) : null;
    }
    case 'surge':
    case 'setLoad': {
      if (run.recorded.length > 0) return refuse('recorded-traffic', 'people', String(action.people ?? ''));
      const isTooMany = (action.people ?? 0) > LIMITS.people;
      return isTooMany ? refuse('too-many-people', 'people', String(LIMITS.people)) : null;
    }
    case 'killNode':
    case 'startNode':
      return nodeRefusal(run, action.node, action.do === 'startNode');
    case 'changeNetwork': {
      if (run.recorded.length > 0) return refuse('recorded-traffic', 'person', action.person);
      const person = world.personIds.indexOf(action.person);
      if (person < 0) return refuse('no-such-person', 'person', action.person);
      // Where addresses change by themselves a move brings a new one; at home and in the office one stays who one is.
      const index = networkIndex(action.network);
      const isThere = world.people.network[person] === index && networks[index]!.movesEveryMs === 0;
      return isThere ? refuse('already-there', 'network', action.network) : null;
    }
    case 'blockCookies':
    case 'allowCookies': {
      const person = world.personIds.indexOf(action.person);
      if (person < 0) return refuse('no-such-person', 'person', action.person);
      const isBlocked = world.people.keepsCookies[person] === 0;
      if (isBlocked === (action.do === 'allowCookies')) return null;
      return refuse(isBlocked ? 'cookies-already-blocked' : 'cookies-already-allowed', 'person', action.person);
    }
    case 'openTab':
    case 'closeTab': {
      const refusal = personRefusal(run, action.person);
      if (refusal !== null) return refusal;
      const isOpen = world.people.hasTab[world.personIds.indexOf(action.person)] === 1;
      if (isOpen === (action.do === 'closeTab')) return null;
      return refuse(isOpen ? 'tab-already-open' : 'no-tab-open', 'person', action.person);
    }
    case 'stealCookie':
    case 'forgeCookie':
    case 'fixSession':
    case 'forgeToken':
      return attackRefusal(run, action);
    case 'stopAttack':
      return (
        byRefusal(run, action.by) ??
        (world.personIds.includes(action.by) ? null : refuse('no-such-person', 'by', action.by))
      );
    case 'addDevice':
      return personRefusal(run, action.person) ?? roomRefusal(run);
    case 'removeDevice': {
      const hasDevice = deviceOf(run, world.personIds.indexOf(action.person)) !== NONE;
      const refusal = personRefusal(run, action.person);
      return refusal ?? (hasDevice ? null : refuse('no-device', 'person', action.person));
    }
    case 'editCookie':
      return editRefusal(run, action);
    case 'clearCookies':
    case 'reconnect':
      return world.personIds.includes(action.person) ? null : refuse('no-such-person', 'person', action.person);
    case 'signOutEverywhere':
      return revocationRefusal(run, action.person);
    case 'rotateKey':
      return run.sessionState.carriedAs === 'jwt' || run.sessionState.carriedAs === 'encrypted'
        ? null
        : refuse('no-key', 'do', 'rotateKey');
    case 'skewClock':
      return serverRow(world, action.server) === NONE ? refuse('no-such-server', 'server', action.server) : null;
    case 'restartBalancer':
    case 'killBalancer':
    case 'startBalancer':
    case 'failOver':
      return balancerRefusal(run, action);
    default:
      return assertNever(action);
  }
}

/** Does it, at this moment. The action was found possible. */
export function perform(run: Run, action: Action): void {
  switch (action.do) {
    case 'kill':
      return kill(run, serverRow(run.world, action.server), action.detected === true);
    case 'restart':
      return restart(run, serverRow(run.world, action.server), action.detected === true);
    case 'drain':
      return setAdmin(run, serverRow(run.world, action.server), 'drain');
    case 'maintenance':
      return setAdmin(run, serverRow(run.world, action.server), 'maintenance');
    case 'setWeight':
      return setWeight(run, serverRow(run.world, action.server), action.weight);
    case 'flap':
    case 'rollingDeploy':
    case 'surge':
    case 'scaleOut':
    case 'scaleIn':
      return planSteps(run.world, action);
    case 'ready':
      return setAdmin(run, serverRow(run.world, action.server), 'ready');
    case 'removeServer':
      return setAdmin(run, serverRow(run.world, action.server), 'removed');
    case 'slowDown':
      return setPace(run, serverRow(run.world, action.server), action.factor);
    case 'speedUp':
      return setPace(run, serverRow(run.world, action.server), 1);
    case 'hang':
    case 'unhang':
      return hang(run, serverRow(run.world, action.server), action.do === 'hang');
    case 'cutLink':
    case 'mendLink':
      return changeLink(run, action);
    case 'addServer':
      return add(run, action);
    case 'setLoad':
      return setLoad(run, action);
    case 'killNode':
      return setNode(run, action.node, false);
    case 'startNode':
      return setNode(run, action.node, true);
    case 'changeNetwork':
      return move(run, action);
    case 'blockCookies':
    case 'allowCookies':
    case 'clearCookies':
    case 'reconnect':
      return changeClient(run, action);
    case 'openTab':
    case 'closeTab':
      return setTab(run, action);
    case 'stealCookie':
    case 'forgeCookie':
    case 'fixSession':
    case 'forgeToken':
    case 'stopAttack':
      return attack(run, action);
    case 'addDevice':
      return giveDevice(run, action);
    case 'removeDevice':
      return takeDevice(run, action.person);
    case 'editCookie':
      return edit(run, action);
    case 'signOutEverywhere':
      return revoke(run, action.person);
    case 'rotateKey':
      run.sessionState.rotateKey(run.world.sessionStateMemory, sessionContext(run));
      return run.sink.happened?.({ kind: 'key-rotated', atMs: run.world.nowUs / 1000 });
    case 'skewClock':
      return skewClock(run, action);
    case 'restartBalancer':
      return restartBalancer(run, rowOf(run, action));
    case 'killBalancer':
      return killBalancer(run, rowOf(run, action));
    case 'startBalancer':
      return startBalancer(run, rowOf(run, action));
    case 'failOver':
      return failOver(run);
    default:
      return assertNever(action);
  }
}

type BalancerAction = Action & { do: 'restartBalancer' | 'killBalancer' | 'startBalancer' | 'failOver' };

function balancerRefusal(run: Run, action: BalancerAction): Refusal | null {
  const { balancers, reached, isPeerLinkCut } = run.world;
  if (action.do === 'failOver') {
    const [holder, standby] = [balancers[reached], balancers.find(({ row }) => row !== reached)];
    const { arrangement } = run.scenario.loadBalancer;
    if (holder === undefined || standby === undefined) return refuse('no-standby', 'do', arrangement);
    for (const { process, id } of [holder, standby]) if (process === 'dead') return refuse('not-running', 'do', id);
    return isPeerLinkCut ? refuse('do-not-hear-each-other', 'do', `${holder.id} – ${standby.id}`) : null;
  }
  const balancer = balancers[rowOf(run, action)];
  if (balancer === undefined) return refuse('no-such-balancer', 'balancer', action.balancer ?? '');
  const isRunning = balancer.process === 'running';
  if (action.do === 'startBalancer') return isRunning ? refuse('already-there', 'balancer', balancer.id) : null;
  if (isRunning) return null;
  return refuse(action.do === 'killBalancer' ? 'already-down' : 'not-running', 'balancer', balancer.id);
}

/** The one that is named; where none is, the one that is reached (to be started: that is down), else the first. */
function rowOf({ world }: Run, action: Exclude<BalancerAction, { do: 'failOver' }>): number {
  const { balancers, reached } = world;
  if (action.balancer !== undefined) return balancers.findIndex(({ id }) => id === action.balancer);
  const down = balancers.find(({ process }) => process === 'dead');
  return action.do === 'startBalancer' && down !== undefined ? down.row : Math.max(0, reached);
}

function changeLink(run: Run, { do: done, a, b }: Action & { do: 'cutLink' | 'mendLink' }): void {
  const what = done === 'cutLink' ? 'cut' : 'mended';
  // A server first, whoever was named first.
  const ends = serverRow(run.world, a) === NONE ? { a: b, b: a } : { a, b };
  run.sink.happened?.({ kind: 'link', atMs: run.world.nowUs / 1000, what, ...ends });
  setLink(run, linkBetween(run, a, b)!, done === 'cutLink');
}

/** Who lives by a plan can be told to do something; recorded traffic has happened already. */
function personRefusal(run: Run, person: string): Refusal | null {
  if (run.recorded.length > 0) return refuse('recorded-traffic', 'person', person);
  return run.world.personIds.includes(person) ? null : refuse('no-such-person', 'person', person);
}

function roomRefusal(run: Run): Refusal | null {
  const isFull = run.world.peopleCount >= LIMITS.people;
  return isFull ? refuse('too-many-people', 'person', String(LIMITS.people)) : null;
}

function editRefusal(run: Run, { person, cookie }: Action & { do: 'editCookie' }): Refusal | null {
  const refusal = personRefusal(run, person);
  if (refusal !== null) return refusal;
  const keepsCookies = run.world.people.keepsCookies[run.world.personIds.indexOf(person)] === 1;
  if (!keepsCookies) return refuse('cookies-already-blocked', 'person', person);
  return editableCookies(run).includes(cookie) ? null : refuse('no-such-cookie', 'cookie', cookie);
}

function revocationRefusal(run: Run, id: string): Refusal | null {
  const { personIds, people } = run.world;
  const person = personIds.indexOf(id);
  if (person < 0) return refuse('no-such-person', 'person', id);
  // A document belongs to all who work on it: it is nobody's to end.
  if (people.document[person] !== 0) return refuse('shared-session', 'person', id);
  return signedInTo(run, people.account[person]!).length > 0 ? null : refuse('nothing-to-revoke', 'person', id);
}

type AttackAction = Action & { do: 'stealCookie' | 'forgeCookie' | 'fixSession' | 'forgeToken' };

function attackRefusal(run: Run, action: AttackAction): Refusal | null {
  const { world, carrier, sessionState } = run;
  const isNew = action.by === undefined || !world.personIds.includes(action.by);
  const refusal = byRefusal(run, action.by) ?? (isNew ? roomRefusal(run) : null);
  if (refusal !== null) return refusal;
  switch (action.do) {
    case 'stealCookie': {
      const victim = world.personIds.indexOf(action.from);
      if (victim < 0) return refuse('no-such-person', 'from', action.from);
      const { sessionCookie, hasToken } = world.people;
      const hasAny = sessionCookie[victim] !== 0 || hasToken[victim] === 1;
      return hasAny ? null : refuse('nothing-to-steal', 'from', action.from);
    }
    case 'forgeCookie': {
      if (serverRow(world, action.server) === NONE) return refuse('no-such-server', 'server', action.server);
      const isPossible = carrier?.kind === 'cookie' || carrier?.kind === 'header';
      return isPossible ? null : refuse('nothing-to-forge', 'server', action.server);
    }
    case 'fixSession': {
      if (!world.personIds.includes(action.person)) return refuse('no-such-person', 'person', action.person);
      return sessionState.carriedAs === 'number' ? null : refuse('nothing-to-fix', 'person', action.person);
    }
    case 'forgeToken': {
      if (!world.personIds.includes(action.person)) return refuse('no-such-person', 'person', action.person);
      return sessionState.carriedAs === 'jwt' ? null : refuse('nothing-to-forge', 'person', action.person);
    }
    default:
      return assertNever(action);
  }
}

/** Nobody who lives by a plan can be made an attacker. */
function byRefusal(run: Run, by: string | undefined): Refusal | null {
  if (run.recorded.length > 0) return refuse('recorded-traffic', 'by', by ?? '');
  const known = by === undefined ? NONE : run.world.personIds.indexOf(by);
  const isPerson = known >= 0 && run.world.people.attack[known] === ATTACK.none;
  return isPerson ? refuse('not-an-attacker', 'by', by!) : null;
}

function nodeRefusal(run: Run, name: string, wantsUp: boolean): Refusal | null {
  const store = run.sessionState.store(run.world.sessionStateMemory, sessionContext(run));
  const node = store?.nodes.find(({ id }) => id === name);
  if (node === undefined) return refuse('no-such-node', 'node', name);
  if (node.isUp !== wantsUp) return null;
  return refuse(wantsUp ? 'already-there' : 'already-down', 'node', name);
}

function setNode(run: Run, node: string, isUp: boolean): void {
  const { world } = run;
  const known: number[] = [];
  for (let person = 0; person < world.peopleCount; person += 1) {
    if (world.people.signedIn[person] === 1 && isAlive(run, world.people.session[person]!)) known.push(person);
  }
  run.sessionState.setNode(node, isUp, world.sessionStateMemory, sessionContext(run));
  const bereft = known.filter((person) => !isAlive(run, world.people.session[person]!));
  const ending = isUp ? 0 : recordEnding(run, 'node-killed', node);
  for (const person of bereft) world.people.ending[person] = ending;
  run.sink.happened?.({
    ...{ kind: 'node', atMs: world.nowUs / 1000, node },
    ...{ what: isUp ? 'started' : 'killed', sessions: bereft.length },
  });
}

/** Whether any load balancer takes it for UP. */
const isBelievedUp = ({ world }: Run, id: string): boolean =>
  world.balancers.some(({ views }) => views[serverRow(world, id)]!.believedUp);

/** A removed server has left the configuration: no action finds it any more. */
function serverRow(world: World, id: string): number {
  return world.servers.findIndex((server) => server.id === id && server.admin !== 'removed');
}

function kill(run: Run, row: number, isTold: boolean): void {
  if (run.world.servers[row]!.process !== 'dead') tell(run, 'killed', row, stopProcess(run, row, 'killed'));
  if (!isTold) return;
  toEachBalancer(run, () => (run.isPassive ? leaveOut(run, row) : believe(run, row, false)));
}

function restart(run: Run, row: number, isTold: boolean): void {
  const isRunning = run.world.servers[row]!.process === 'running';
  tell(run, 'restarted', row, isRunning ? stopProcess(run, row, 'restarted') : NOTHING);
  beginStart(run, row, isTold);
}

function hang(run: Run, row: number, hung: boolean): void {
  tell(run, hung ? 'hung' : 'unhung', row, NOTHING);
  setHung(run, row, hung);
}

function setAdmin(run: Run, row: number, admin: ServerState['admin']): void {
  const server = run.world.servers[row]!;
  if (server.admin === 'maintenance' && admin !== 'removed') toEachBalancer(run, () => takeForUp(run, row));
  server.admin = admin;
  poolChangedBy(run, ADMIN_TOLD[admin], row);
  toEachBalancer(run, () => {
    if (admin === 'ready') connectionsChanged(run, row);
    poolChanged(run);
  });
  tell(run, ADMIN_TOLD[admin], row, NOTHING);
  if (admin === 'removed') endIfIdle(run, row);
}

function setWeight(run: Run, row: number, weight: number): void {
  const server = run.world.servers[row]!;
  server.weight = weight;
  poolChangedBy(run, 'weight-set', row);
  toEachBalancer(run, () => poolChanged(run));
  run.sink.happened?.({ kind: 'weight-set', atMs: run.world.nowUs / 1000, server: server.id, weight });
}

function add(run: Run, action: Action & { do: 'addServer' }): void {
  const row = addServer(run, action.server, 'starting');
  beginStart(run, row);
  toEachBalancer(run, () => poolChanged(run));
  tell(run, 'added', row, NOTHING);
}

function setLoad(run: Run, action: Action & { do: 'setLoad' }): void {
  if (action.thinkMs !== undefined) setThinkUs(run, action.thinkMs * 1000);
  if (action.people !== undefined) setPeople(run, action.people);
  const { activePeople, thinkUs, nowUs } = run.world;
  const load = { people: activePeople, thinkMs: thinkUs / 1000 };
  run.sink.happened?.({ kind: 'load-set', atMs: nowUs / 1000, ...load });
}

function move(run: Run, action: Action & { do: 'changeNetwork' }): void {
  const person = run.world.personIds.indexOf(action.person);
  changeNetwork(run, person, action.network);
  tellOfAddress(run, person);
}

const CLIENT_CHANGES = {
  blockCookies: 'cookies-blocked',
  allowCookies: 'cookies-allowed',
  clearCookies: 'cookies-cleared',
  reconnect: 'reconnected',
} as const;

function changeClient(run: Run, action: Action & { do: keyof typeof CLIENT_CHANGES }): void {
  const person = run.world.personIds.indexOf(action.person);
  if (action.do === 'blockCookies') blockCookies(run, person);
  else if (action.do === 'allowCookies') run.world.people.keepsCookies[person] = 1;
  else if (action.do === 'clearCookies') clearCookies(run, person);
  else {
    closeConnection(run, person);
    forgetTls(run, person);
  }
  const change = { person: action.person, what: CLIENT_CHANGES[action.do] };
  run.sink.happened?.({ kind: 'client-changed', atMs: run.world.nowUs / 1000, ...change });
}

function setTab(run: Run, action: Action & { do: 'openTab' | 'closeTab' }): void {
  const person = run.world.personIds.indexOf(action.person);
  const isOpened = action.do === 'openTab';
  if (isOpened) openTab(run, person);
  else closeTab(run, person);
  const change = { person: action.person, what: isOpened ? 'tab-opened' : 'tab-closed' } as const;
  run.sink.happened?.({ kind: 'client-changed', atMs: run.world.nowUs / 1000, ...change });
}

function attack(run: Run, action: AttackAction | (Action & { do: 'stopAttack' })): void {
  const attacker = attackerNamed(run, action.by);
  const by = run.world.personIds[attacker]!;
  const told = { kind: 'attack', atMs: run.world.nowUs / 1000, by, victim: null, server: null } as const;
  switch (action.do) {
    case 'stealCookie':
      stealCookie(run, attacker, run.world.personIds.indexOf(action.from));
      return run.sink.happened?.({ ...told, what: 'cookie-stolen', victim: action.from });
    case 'forgeCookie':
      forgeCookie(run, attacker, serverRow(run.world, action.server), action.perSecond);
      return run.sink.happened?.({ ...told, what: 'cookie-forged', server: action.server });
    case 'fixSession':
      fixSession(run, attacker, run.world.personIds.indexOf(action.person));
      return run.sink.happened?.({ ...told, what: 'session-fixed', victim: action.person });
    case 'forgeToken':
      forgeToken(run, attacker, run.world.personIds.indexOf(action.person));
      return run.sink.happened?.({ ...told, what: 'token-forged', victim: action.person });
    case 'stopAttack':
      stopAttack(run, attacker);
      return run.sink.happened?.({ ...told, what: 'stopped' });
    default:
      return assertNever(action);
  }
}

function revoke(run: Run, id: string): void {
  const person = run.world.personIds.indexOf(id);
  const sessions = signedInTo(run, run.world.people.account[person]!).length;
  signOutEverywhere(run, person);
  run.sink.happened?.({ kind: 'signed-out-everywhere', atMs: run.world.nowUs / 1000, person: id, sessions });
}

function skewClock(run: Run, { server, skewMs }: Action & { do: 'skewClock' }): void {
  const skewed = run.world.servers[serverRow(run.world, server)]!;
  skewed.skewUs = Math.round(skewMs * 1000);
  skewed.skewedAtUs = run.world.nowUs;
  run.sink.happened?.({ kind: 'clock-skewed', atMs: run.world.nowUs / 1000, server, skewMs });
}

function giveDevice(run: Run, { person, network = 'mobile' }: Action & { do: 'addDevice' }): void {
  const device = run.world.personIds[addDevice(run, run.world.personIds.indexOf(person), network)]!;
  run.sink.happened?.({ kind: 'device-added', atMs: run.world.nowUs / 1000, person, device, network });
}

function takeDevice(run: Run, id: string): void {
  const { personIds, people, nowUs } = run.world;
  const device = deviceOf(run, personIds.indexOf(id));
  if (people.hasTab[device] === 1) closeTab(run, device);
  removeDevice(run, device);
  const person = personIds[people.account[device]!]!;
  run.sink.happened?.({ kind: 'device-removed', atMs: nowUs / 1000, person, device: personIds[device]! });
}

function edit(run: Run, { person, cookie, value }: Action & { do: 'editCookie' }): void {
  editCookie(run, run.world.personIds.indexOf(person), cookie, value);
  run.sink.happened?.({ kind: 'client-changed', atMs: run.world.nowUs / 1000, person, what: 'cookie-edited' });
}

function tell(
  run: Run,
  what: Extract<Happening, { kind: 'action' }>['what'],
  row: number,
  { held, died, inAll }: { held: number; died: number; inAll: number },
): void {
  const { actionsDone, nowUs, servers } = run.world;
  const { id } = servers[row]!;
  const atMs = nowUs / 1000;
  if (actionsDone.length < LIMITS.actions)
    actionsDone.push({ atMs, what, server: id, sessionsThen: inAll, sessionsHeld: held, sessionsDied: died });
  run.sink.happened?.({ kind: 'action', atMs, what, server: id, sessions: died });
}

function refuse(code: Refusal['code'], field: string, value: string): Refusal {
  return { code, field, value };
}
