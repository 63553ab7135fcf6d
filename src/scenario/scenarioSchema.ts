/** The fields of a scenario file of the present version, with the values they have when the file does not say. */
import * as v from 'valibot';
import {
  ARRANGEMENTS,
  BEHAVIOURS,
  type Choice,
  DETECTIONS,
  LIMITS,
  NETWORKS,
  RETRIES_ON,
  SCENARIO_VERSION,
} from '../engine/index.ts';
import { actionSchema, thinkMs } from './actionSchema.ts';
import { fields, flag, listOf, number, oneOf, text, wholeNumber } from './fields.ts';
import { type DescribedModule, moduleChoice } from './moduleChoice.ts';
import { lengthMs } from './moments.ts';
import { PROFILE_IDS, withProfile } from './profileDefaults.ts';
import { serverSchema } from './servers.ts';

/** What there is on each axis: the engine's registries. */
export interface Axes {
  readonly balancings: readonly DescribedModule[];
  readonly persistences: readonly DescribedModule[];
  readonly sessionStates: readonly DescribedModule[];
}

const HOUR_MS = 3_600_000;
const DEFAULT_PROFILE = 'haproxy';
const DEFAULT_PERSISTENCE: Choice = { id: 'none' };
const DEFAULT_SESSION_STATE: Choice = { id: 'server-memory' };

const peopleGroup = fields({
  count: wholeNumber({ min: 0, max: LIMITS.people }),
  behaviour: v.optional(oneOf(BEHAVIOURS, 'a behaviour'), 'shopper'),
  network: v.optional(oneOf(NETWORKS, 'a network'), 'home'),
  cookies: v.optional(oneOf(['allowed', 'blocked'], 'what a client does with cookies'), 'allowed'),
});

/** HAProxy's `check inter … fall … rise …`. */
const healthCheck = fields({
  intervalMs: v.exactOptional(number({ min: 1, max: HOUR_MS })),
  timeoutMs: v.exactOptional(number({ min: 1, max: HOUR_MS })),
  fall: v.exactOptional(wholeNumber({ min: 1, max: 1_000 })),
  rise: v.exactOptional(wholeNumber({ min: 1, max: 1_000 })),
});

/** nginx's `server … max_fails … fail_timeout …`. */
const passive = fields({
  maxFails: v.exactOptional(wholeNumber({ min: 1, max: 1_000 })),
  failTimeoutMs: v.exactOptional(number({ min: 1, max: HOUR_MS })),
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

const balancerCount = v.pipe(
  wholeNumber({ min: 1, max: 2 }),
  v.transform((count): 1 | 2 => (count === 2 ? 2 : 1)),
);

/** What is not said here is as the profile has it. */
const loadBalancer = (axes: Axes) =>
  v.pipe(
    fields({
      profile: v.optional(oneOf(PROFILE_IDS, 'a profile'), DEFAULT_PROFILE),
      balancing: v.exactOptional(moduleChoice(axes.balancings, 'a balancing')),
      persistence: v.optional(moduleChoice(axes.persistences, 'a persistence'), DEFAULT_PERSISTENCE),
      healthCheck: v.exactOptional(healthCheck),
      detection: v.exactOptional(oneOf(DETECTIONS, 'a way to detect failures')),
      passive: v.exactOptional(passive),
      retries: v.exactOptional(wholeNumber({ min: 0, max: 100 })),
      retryOn: v.exactOptional(oneOf(RETRIES_ON, 'where another attempt goes')),
      redispatch: v.exactOptional(flag()),
      connectTimeoutMs: v.exactOptional(number({ min: 1, max: HOUR_MS })),
      serverTimeoutMs: v.exactOptional(number({ min: 1, max: HOUR_MS })),
      keepAliveMs: v.exactOptional(number({ min: 0, max: 24 * HOUR_MS })),
      slowStartMs: v.optional(number({ min: 0, max: HOUR_MS }), 0),
      balancers: v.optional(balancerCount, 1),
      arrangement: v.optional(oneOf(ARRANGEMENTS, 'an arrangement of two load balancers'), 'active-standby'),
      peers: v.optional(flag(), false),
    }),
    v.transform(withProfile),
  );

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
