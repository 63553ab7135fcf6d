/**
 * Every action of the engine, once: what it concerns, what it asks for, what undoes it, its key. Menus, the toolbar, the
 * command palette and the keys are made from this table, so that a new action is one entry here and its words in
 * `language/en/actions.ts`; the compiler says if one lacks.
 */
import { type Action, NETWORKS, nextServers, type OptionDescriptions, sessionStates } from '../engine/index.ts';
import { words } from '../language/words.ts';
import type { LabState } from './labState.ts';
import { attacker, cookieName, cookieValue, count, network, span } from './parameters.ts';
import { MOST_PEOPLE, MOST_SERVERS } from './pictureLimits.ts';
import { countPeople } from './present.ts';
import type { ThingKind, ThingOf } from './things.ts';

export type ActionName = Action['do'];
export type Values = Readonly<Record<string, string | number | boolean>>;

/** Where an action stands in a menu: those of one group together, in this order. */
export const GROUPS = ['process', 'pool', 'fault', 'client', 'account', 'attack', 'removal'] as const;

interface EntryOn<Do extends ActionName, Kind extends ThingKind> {
  readonly on: Kind;
  readonly group: (typeof GROUPS)[number];
  /** What it asks for, each with what it is when nothing is said; nothing where it can be done at once. */
  readonly asks?: (state: LabState, thing: ThingOf<Kind>) => OptionDescriptions;
  /** What ends it or takes it back. It is offered only while it can be done. */
  readonly inverse?: ActionName;
  /** The same under another name, with values that are asked for nowhere. */
  readonly also?: { readonly variant: keyof typeof words.actions.variants; readonly values: Values };
  /** A single key that does it to what is selected, as `KeyboardEvent.key` has it, in lower case. */
  readonly key?: string;
  readonly make: (thing: ThingOf<Kind>, values: Values, state: LabState) => Extract<Action, { do: Do }>;
}

type EntryOf<Do extends ActionName> = { readonly [Kind in ThingKind]: EntryOn<Do, Kind> }[ThingKind];

const DAY_MS = 86_400_000;

/** In the order in which menus offer them. */
export const actionList = {
  kill: {
    on: 'server',
    group: 'process',
    inverse: 'restart',
    key: 'k',
    also: { variant: 'killNoticed', values: { detected: true } },
    make: ({ id }, { detected }) => ({ do: 'kill', server: id, ...ifNoticed(detected) }),
  },
  restart: {
    on: 'server',
    group: 'process',
    key: 'r',
    also: { variant: 'restartNoticed', values: { detected: true } },
    make: ({ id }, { detected }) => ({ do: 'restart', server: id, ...ifNoticed(detected) }),
  },
  drain: { on: 'server', group: 'pool', inverse: 'ready', key: 'd', make: ({ id }) => ({ do: 'drain', server: id }) },
  maintenance: {
    on: 'server',
    group: 'pool',
    inverse: 'ready',
    key: 'm',
    make: ({ id }) => ({ do: 'maintenance', server: id }),
  },
  ready: { on: 'server', group: 'pool', key: 'd', make: ({ id }) => ({ do: 'ready', server: id }) },
  setWeight: {
    on: 'server',
    group: 'pool',
    asks: ({ snapshot }, { id }) => {
      const weight = snapshot?.servers.find((server) => server.id === id)?.weight ?? 100;
      return { weight: count('weight', weight, 0, 256) };
    },
    make: ({ id }, { weight }) => ({ do: 'setWeight', server: id, weight: Number(weight) }),
  },
  slowDown: {
    on: 'server',
    group: 'fault',
    inverse: 'speedUp',
    asks: () => ({ factor: count('factor', 10, 2, 10_000) }),
    make: ({ id }, { factor }) => ({ do: 'slowDown', server: id, factor: Number(factor) }),
  },
  speedUp: { on: 'server', group: 'fault', make: ({ id }) => ({ do: 'speedUp', server: id }) },
  hang: { on: 'server', group: 'fault', inverse: 'unhang', key: 'h', make: ({ id }) => ({ do: 'hang', server: id }) },
  unhang: { on: 'server', group: 'fault', key: 'h', make: ({ id }) => ({ do: 'unhang', server: id }) },
  flap: {
    on: 'server',
    group: 'fault',
    asks: () => ({
      periodMs: span('flapPeriod', 10_000, 10, DAY_MS),
      times: count('flapTimes', 3, 1, 1000),
    }),
    make: ({ id }, { periodMs, times }) => ({
      do: 'flap',
      server: id,
      periodMs: Number(periodMs),
      times: Number(times),
    }),
  },
  skewClock: {
    on: 'server',
    group: 'fault',
    asks: () => ({ skewMs: span('skew', 600_000, -DAY_MS, DAY_MS) }),
    make: ({ id }, { skewMs }) => ({ do: 'skewClock', server: id, skewMs: Number(skewMs) }),
  },
  cutLink: { on: 'link', group: 'fault', inverse: 'mendLink', make: ({ a, b }) => ({ do: 'cutLink', a, b }) },
  mendLink: { on: 'link', group: 'fault', make: ({ a, b }) => ({ do: 'mendLink', a, b }) },
  forgeCookie: {
    on: 'server',
    group: 'attack',
    inverse: 'stopAttack',
    asks: (state) => ({ perSecond: count('perSecond', 10, 1, 1000), ...byWhom(state) }),
    make: ({ id }, { perSecond, by }) => ({
      do: 'forgeCookie',
      server: id,
      perSecond: Number(perSecond),
      ...named(by),
    }),
  },
  removeServer: {
    on: 'server',
    group: 'removal',
    key: 'delete',
    make: ({ id }) => ({ do: 'removeServer', server: id }),
  },

  restartBalancer: {
    on: 'balancer',
    group: 'process',
    make: ({ id }) => ({ do: 'restartBalancer', ...ofBalancer(id) }),
  },
  killBalancer: {
    on: 'balancer',
    group: 'process',
    inverse: 'startBalancer',
    make: ({ id }) => ({ do: 'killBalancer', ...ofBalancer(id) }),
  },
  startBalancer: {
    on: 'balancer',
    group: 'process',
    make: ({ id }) => ({ do: 'startBalancer', ...ofBalancer(id) }),
  },
  failOver: { on: 'pair', group: 'process', make: () => ({ do: 'failOver' }) },
  addServer: {
    on: 'pool',
    group: 'pool',
    key: 'a',
    make: (_pool, _values, { snapshot, scenario }) => {
      const { weight, workers, queueSlots } = scenario.servers[0] ?? { weight: 100, workers: 4, queueSlots: 64 };
      const [named = { id: 's1', address: '10.0.0.11:8080' }] = nextServers(snapshot?.servers ?? scenario.servers, 1);
      return { do: 'addServer', server: { ...named, weight, workers, queueSlots } };
    },
  },
  scaleOut: {
    on: 'pool',
    group: 'pool',
    inverse: 'scaleIn',
    asks: () => ({ count: count('scaleOut', 2, 1, MOST_SERVERS) }),
    make: (_pool, values) => ({ do: 'scaleOut', count: Number(values['count']) }),
  },
  scaleIn: {
    on: 'pool',
    group: 'pool',
    inverse: 'scaleOut',
    asks: () => ({ count: count('scaleIn', 1, 1, MOST_SERVERS) }),
    make: (_pool, values) => ({ do: 'scaleIn', count: Number(values['count']) }),
  },
  rollingDeploy: {
    on: 'pool',
    group: 'pool',
    asks: () => ({ drainMs: span('drain', 10_000, 0, DAY_MS), pauseMs: span('pause', 2000, 0, DAY_MS) }),
    make: (_pool, { drainMs, pauseMs }) => ({
      do: 'rollingDeploy',
      drainMs: Number(drainMs),
      pauseMs: Number(pauseMs),
    }),
  },
  setLoad: {
    on: 'everybody',
    group: 'client',
    asks: ({ snapshot }) => ({
      people: count('people', countPeople(snapshot), 0, MOST_PEOPLE),
      thinkMs: span('think', snapshot?.thinkMs ?? 3000, 1, DAY_MS),
    }),
    make: (_everybody, { people, thinkMs }) => ({
      do: 'setLoad',
      people: Number(people),
      thinkMs: Number(thinkMs),
    }),
  },
  surge: {
    on: 'everybody',
    group: 'client',
    asks: ({ snapshot }) => ({
      people: count('people', Math.max(1, 3 * countPeople(snapshot)), 0, MOST_PEOPLE),
      forMs: span('surgeFor', 30_000, 1, DAY_MS),
    }),
    make: (_everybody, { people, forMs }) => ({ do: 'surge', people: Number(people), forMs: Number(forMs) }),
  },
  rotateKey: { on: 'everybody', group: 'account', make: () => ({ do: 'rotateKey' }) },

  changeNetwork: {
    on: 'person',
    group: 'client',
    asks: ({ snapshot }, { id }) => {
      const now = snapshot?.people.find((person) => person.id === id)?.network;
      return { network: network(now === 'mobile' ? 'home' : 'mobile') };
    },
    make: ({ id }, values) => ({ do: 'changeNetwork', person: id, network: networkOf(values['network']) }),
  },
  blockCookies: {
    on: 'person',
    group: 'client',
    inverse: 'allowCookies',
    make: ({ id }) => ({ do: 'blockCookies', person: id }),
  },
  allowCookies: { on: 'person', group: 'client', make: ({ id }) => ({ do: 'allowCookies', person: id }) },
  clearCookies: { on: 'person', group: 'client', make: ({ id }) => ({ do: 'clearCookies', person: id }) },
  editCookie: {
    on: 'person',
    group: 'client',
    asks: cookieOf,
    make: ({ id }, { cookie, value }) => ({
      do: 'editCookie',
      person: id,
      cookie: String(cookie),
      value: String(value),
    }),
  },
  reconnect: { on: 'person', group: 'client', make: ({ id }) => ({ do: 'reconnect', person: id }) },
  openTab: { on: 'person', group: 'client', inverse: 'closeTab', make: ({ id }) => ({ do: 'openTab', person: id }) },
  closeTab: { on: 'person', group: 'client', make: ({ id }) => ({ do: 'closeTab', person: id }) },
  addDevice: {
    on: 'person',
    group: 'account',
    inverse: 'removeDevice',
    asks: () => ({ network: network('mobile') }),
    make: ({ id }, values) => ({ do: 'addDevice', person: id, network: networkOf(values['network']) }),
  },
  removeDevice: { on: 'person', group: 'account', make: ({ id }) => ({ do: 'removeDevice', person: id }) },
  signOutEverywhere: { on: 'person', group: 'account', make: ({ id }) => ({ do: 'signOutEverywhere', person: id }) },
  stealCookie: {
    on: 'person',
    group: 'attack',
    inverse: 'stopAttack',
    asks: byWhom,
    make: ({ id }, { by }) => ({ do: 'stealCookie', from: id, ...named(by) }),
  },
  fixSession: {
    on: 'person',
    group: 'attack',
    inverse: 'stopAttack',
    asks: byWhom,
    make: ({ id }, { by }) => ({ do: 'fixSession', person: id, ...named(by) }),
  },
  forgeToken: {
    on: 'person',
    group: 'attack',
    inverse: 'stopAttack',
    asks: byWhom,
    make: ({ id }, { by }) => ({ do: 'forgeToken', person: id, ...named(by) }),
  },
  stopAttack: { on: 'attacker', group: 'attack', make: ({ id }) => ({ do: 'stopAttack', by: id }) },

  killNode: {
    on: 'node',
    group: 'process',
    inverse: 'startNode',
    key: 'k',
    make: ({ id }) => ({ do: 'killNode', node: id }),
  },
  startNode: { on: 'node', group: 'process', key: 'r', make: ({ id }) => ({ do: 'startNode', node: id }) },
} satisfies { readonly [Do in ActionName]: EntryOf<Do> };

/** The cookie that the load balancer looks at, where it looks at one; else the application's. */
function cookieOf({ snapshot, scenario }: LabState, { id }: ThingOf<'person'>): OptionDescriptions {
  const clue = snapshot?.people.find((person) => person.id === id)?.clue;
  const text = clue?.kind === 'cookie' ? clue.text : '';
  const at = text.indexOf('=');
  const [name, value] = at < 0 ? ['', undefined] : [text.slice(0, at), text.slice(at + 1)];
  const own = sessionStates.find((state) => state.id === scenario.sessionState.id)?.cookieName ?? '';
  return value === undefined
    ? { cookie: cookieName(own), value: cookieValue('x') }
    : // One that is too long to be shown is nothing to begin with.
      { cookie: cookieName(name), value: cookieValue(value.endsWith('…') ? 'x' : value) };
}

const ifNoticed = (detected: Values[string] | undefined): { detected?: true } =>
  detected === true ? { detected: true } : {};

const ofBalancer = (id: string | null): { balancer?: string } => (id === null ? {} : { balancer: id });

/** Which attacker: asked only where there is one already. */
function byWhom({ snapshot }: LabState): OptionDescriptions {
  const known = snapshot?.people.filter(({ isAttacker, isActive }) => isAttacker && isActive).map(({ id }) => id) ?? [];
  return known.length === 0 ? {} : { by: attacker(known) };
}

const named = (by: Values[string] | undefined): { by?: string } =>
  by === undefined || by === words.actions.someoneNew ? {} : { by: String(by) };

const networkOf = (value: Values[string] | undefined) => NETWORKS.find((one) => one === value) ?? 'mobile';
