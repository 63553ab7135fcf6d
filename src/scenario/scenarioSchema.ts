/** The fields of a scenario file of the present version, with the values they have when the file does not say. */
import * as v from 'valibot';
import { BEHAVIOURS, type Choice, LIMITS, NETWORKS, SCENARIO_VERSION } from '../engine/index.ts';
import { actionSchema, thinkMs } from './actionSchema.ts';
import { fields, flag, listOf, number, oneOf, text, wholeNumber } from './fields.ts';
import { type DescribedModule, moduleChoice } from './moduleChoice.ts';
import { lengthMs } from './moments.ts';
import { serverSchema } from './servers.ts';

/** What there is on each axis: the engine's registries. */
export interface Axes {
  readonly balancings: readonly DescribedModule[];
  readonly persistences: readonly DescribedModule[];
  readonly sessionStates: readonly DescribedModule[];
}

const HOUR_MS = 3_600_000;
const DEFAULT_BALANCING: Choice = { id: 'round-robin' };
const DEFAULT_PERSISTENCE: Choice = { id: 'none' };
const DEFAULT_SESSION_STATE: Choice = { id: 'server-memory' };

const peopleGroup = fields({
  count: wholeNumber({ min: 0, max: LIMITS.people }),
  behaviour: v.optional(oneOf(BEHAVIOURS, 'a behaviour'), 'shopper'),
  network: v.optional(oneOf(NETWORKS, 'a network'), 'home'),
  cookies: v.optional(oneOf(['allowed', 'blocked'], 'what a client does with cookies'), 'allowed'),
});

/** HAProxy's defaults for `check inter … fall … rise …`. */
const healthCheck = fields({
  intervalMs: v.optional(number({ min: 1, max: HOUR_MS }), 2_000),
  fall: v.optional(wholeNumber({ min: 1, max: 1_000 }), 3),
  rise: v.optional(wholeNumber({ min: 1, max: 1_000 }), 2),
});

const serviceMs = v.pipe(
  fields({
    median: v.optional(number({ min: 0.001, max: HOUR_MS }), 20),
    p99: v.optional(number({ min: 0.001, max: HOUR_MS }), 150),
  }),
  v.check(
    ({ median, p99 }) => p99 >= median,
    ({ input }) => `p99 (${input.p99}) is below median (${input.median})`,
  ),
);

const workload = fields({
  thinkMs: v.optional(thinkMs, 10_000),
  visitRequests: v.optional(number({ min: 2, max: 1_000_000 }), 8),
  serviceMs: v.optional(serviceMs, {}),
  distanceMs: v.optional(number({ min: 0, max: 60_000 }), 0),
  rotatesAtSignIn: v.optional(flag(), true),
});

/** Retries and redispatch as HAProxy has them by default; timeouts as in Debian's haproxy.cfg. */
const loadBalancer = (axes: Axes) =>
  fields({
    balancing: v.optional(moduleChoice(axes.balancings, 'a balancing'), DEFAULT_BALANCING),
    persistence: v.optional(moduleChoice(axes.persistences, 'a persistence'), DEFAULT_PERSISTENCE),
    healthCheck: v.optional(healthCheck, {}),
    retries: v.optional(wholeNumber({ min: 0, max: 100 }), 3),
    redispatch: v.optional(flag(), false),
    connectTimeoutMs: v.optional(number({ min: 1, max: HOUR_MS }), 5_000),
    keepAliveMs: v.optional(number({ min: 0, max: 24 * HOUR_MS }), 50_000),
    peers: v.optional(flag(), false),
  });

export const scenarioSchema = (axes: Axes) =>
  fields({
    version: v.literal(SCENARIO_VERSION),
    title: v.optional(text(/^[^\p{Cc}]{0,200}$/u, 'a line of at most 200 characters'), 'Untitled'),
    seed: v.optional(wholeNumber({ min: 0, max: 2 ** 32 - 1 }), 1),
    durationMs: v.optional(lengthMs, 120_000),
    people: listOf(peopleGroup, { min: 1, max: LIMITS.people }, 'groups'),
    servers: listOf(serverSchema, { min: 1, max: LIMITS.servers }, 'servers'),
    loadBalancer: v.optional(loadBalancer(axes), {}),
    sessionState: v.optional(moduleChoice(axes.sessionStates, 'a session state'), DEFAULT_SESSION_STATE),
    workload: v.optional(workload, {}),
    actions: v.optional(listOf(actionSchema, { min: 0, max: LIMITS.actions }, 'actions'), []),
  });

/** A file that has the right shape; whether its parts fit together is asked next. */
export type GivenScenario = v.InferOutput<ReturnType<typeof scenarioSchema>>;
