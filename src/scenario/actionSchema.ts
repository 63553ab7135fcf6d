/** Timed actions as a file gives them. One entry per member of the engine's `Action`; the compiler says if one lacks. */
import * as v from 'valibot';
import { type Action, LIMITS, NETWORKS } from '../engine/index.ts';
import { fields, flag, number, oneOf, text, wholeNumber } from './fields.ts';
import { momentMs } from './moments.ts';
import { pickSchema } from './pickSchema.ts';
import { type GivenServer, serverName, serverSchema } from './servers.ts';

/** As the engine's, but a server that is added may still lack its address. */
export type GivenAction =
  | (Exclude<Action, { do: 'addServer' }> & { readonly atMs: number })
  | { readonly do: 'addServer'; readonly server: GivenServer; readonly atMs: number };

const person = text(/^\S[^\p{Cc}]{0,199}$/u, 'the id of a person');
const nodeName = text(/^[a-z][a-z0-9-]{0,62}$/, 'the name of a part of the store, such as cache-1');
const attackerName = text(/^[a-z][a-z0-9-]{0,62}$/, 'the name of an attacker, such as mallory');
/** RFC 6265 § 4.1.1: a token, and cookie-octets; browsers keep 4096 bytes of both. */
const cookieName = text(/^[!#$%&'*+.^`|~\w-]{1,200}$/, 'the name of a cookie');
const cookieValue = text(
  /^(?:[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,4000}|"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,4000}")$/,
  'what can stand in a cookie',
);
const attacker = v.exactOptional(attackerName);
const people = wholeNumber({ min: 0, max: LIMITS.people });
export const thinkMs = wholeNumber({ min: 1, max: 86_400_000 });

const onServer = <const Do extends Action['do']>(name: Do) =>
  fields({ atMs: momentMs, do: v.literal(name), server: serverName });

const onServerThatMayTell = <const Do extends 'kill' | 'restart'>(name: Do) =>
  fields({ atMs: momentMs, do: v.literal(name), server: serverName, detected: v.exactOptional(flag()) });

const pauseMs = number({ min: 0, max: 86_400_000 });
const scale = <const Do extends 'scaleOut' | 'scaleIn'>(name: Do) =>
  fields({ atMs: momentMs, do: v.literal(name), count: wholeNumber({ min: 1, max: LIMITS.servers }) });

const onBalancer = <const Do extends 'restartBalancer' | 'killBalancer' | 'startBalancer'>(name: Do) =>
  fields({
    atMs: momentMs,
    do: v.literal(name),
    balancer: v.exactOptional(oneOf(['lb1', 'lb2'], 'a load balancer')),
  });

const linkEnd = text(/^[\w.:-]{1,64}$/, 'a server, a load balancer, the store or a part of it');
const onLink = <const Do extends 'cutLink' | 'mendLink'>(name: Do) =>
  fields({ atMs: momentMs, do: v.literal(name), a: linkEnd, b: linkEnd });

const onPerson = <const Do extends Action['do']>(name: Do) => fields({ atMs: momentMs, do: v.literal(name), person });

const schemas = {
  kill: onServerThatMayTell('kill'),
  restart: onServerThatMayTell('restart'),
  drain: onServer('drain'),
  ready: onServer('ready'),
  removeServer: onServer('removeServer'),
  maintenance: onServer('maintenance'),
  setWeight: fields({
    atMs: momentMs,
    do: v.literal('setWeight'),
    server: serverName,
    weight: wholeNumber({ min: 0, max: 256 }),
  }),
  flap: fields({
    atMs: momentMs,
    do: v.literal('flap'),
    server: serverName,
    periodMs: number({ min: 10, max: 86_400_000 }),
    times: wholeNumber({ min: 1, max: 1_000 }),
  }),
  rollingDeploy: fields({ atMs: momentMs, do: v.literal('rollingDeploy'), drainMs: pauseMs, pauseMs }),
  surge: fields({ atMs: momentMs, do: v.literal('surge'), people, forMs: number({ min: 1, max: 86_400_000 }) }),
  scaleOut: scale('scaleOut'),
  scaleIn: scale('scaleIn'),
  slowDown: fields({
    atMs: momentMs,
    do: v.literal('slowDown'),
    server: serverName,
    factor: number({ min: 0.01, max: 10_000 }),
  }),
  speedUp: onServer('speedUp'),
  hang: onServer('hang'),
  unhang: onServer('unhang'),
  cutLink: onLink('cutLink'),
  mendLink: onLink('mendLink'),
  addServer: fields({ atMs: momentMs, do: v.literal('addServer'), server: serverSchema }),
  setLoad: v.pipe(
    fields({
      atMs: momentMs,
      do: v.literal('setLoad'),
      people: v.exactOptional(people),
      thinkMs: v.exactOptional(thinkMs),
    }),
    v.check((load) => load.people !== undefined || load.thinkMs !== undefined, 'sets neither people nor thinkMs'),
  ),
  killNode: fields({ atMs: momentMs, do: v.literal('killNode'), node: nodeName }),
  startNode: fields({ atMs: momentMs, do: v.literal('startNode'), node: nodeName }),
  changeNetwork: fields({
    atMs: momentMs,
    do: v.literal('changeNetwork'),
    person,
    network: oneOf(NETWORKS, 'a network'),
  }),
  blockCookies: onPerson('blockCookies'),
  allowCookies: onPerson('allowCookies'),
  clearCookies: onPerson('clearCookies'),
  reconnect: onPerson('reconnect'),
  openTab: onPerson('openTab'),
  closeTab: onPerson('closeTab'),
  addDevice: fields({
    atMs: momentMs,
    do: v.literal('addDevice'),
    person,
    network: v.exactOptional(oneOf(NETWORKS, 'a network')),
  }),
  removeDevice: onPerson('removeDevice'),
  editCookie: fields({ atMs: momentMs, do: v.literal('editCookie'), person, cookie: cookieName, value: cookieValue }),
  stealCookie: fields({ atMs: momentMs, do: v.literal('stealCookie'), from: person, by: attacker }),
  forgeCookie: fields({
    atMs: momentMs,
    do: v.literal('forgeCookie'),
    server: serverName,
    perSecond: v.exactOptional(number({ min: 0.01, max: 1000 })),
    by: attacker,
  }),
  fixSession: fields({ atMs: momentMs, do: v.literal('fixSession'), person, by: attacker }),
  forgeToken: fields({ atMs: momentMs, do: v.literal('forgeToken'), person, by: attacker }),
  signOutEverywhere: onPerson('signOutEverywhere'),
  rotateKey: fields({ atMs: momentMs, do: v.literal('rotateKey') }),
  skewClock: fields({
    atMs: momentMs,
    do: v.literal('skewClock'),
    server: serverName,
    skewMs: number({ min: -86_400_000, max: 86_400_000 }),
  }),
  stopAttack: fields({ atMs: momentMs, do: v.literal('stopAttack'), by: attackerName }),
  restartBalancer: onBalancer('restartBalancer'),
  killBalancer: onBalancer('killBalancer'),
  startBalancer: onBalancer('startBalancer'),
  failOver: fields({ atMs: momentMs, do: v.literal('failOver') }),
} satisfies { readonly [Do in Action['do']]: v.GenericSchema<unknown, Extract<GivenAction, { do: Do }>> };

export const actionSchema = pickSchema<GivenAction>('do', new Map(Object.entries(schemas)), 'an action');
