/** The standard incidents: what is done to every module alike, in the field's order of how often it happens. */
import type { words } from '../language/words.ts';

export const INCIDENT_AT_MS = 20_000;
/** The picture is taken here: late enough for a death to be noticed, soon enough for its traces to be there. */
export const END_MS = 40_000;

const HALF_MS = 30_000;
/** Every fourth of the people, spread over all groups. */
const A_QUARTER = ['ada', 'emi', 'ines', 'mei', 'quinn', 'uma'];

export type IncidentId = keyof typeof words.gallery.incidents;

/** As in a scenario file. */
type FileAction = Readonly<Record<string, unknown>> & { readonly do: string };

const ACTIONS: Readonly<Record<IncidentId, readonly FileAction[]>> = {
  calm: [],
  'kill-restart': [
    { do: 'kill', server: 's2' },
    { do: 'restart', server: 's2', atMs: HALF_MS },
  ],
  drain: [{ do: 'drain', server: 's2' }],
  remove: [{ do: 'removeServer', server: 's2' }],
  add: [{ do: 'addServer', server: { id: 's5' } }],
  slow: [{ do: 'slowDown', server: 's2', factor: 20 }],
  deploy: [{ do: 'rollingDeploy', drainMs: 2000, pauseMs: 1000 }],
  'restart-balancer': [{ do: 'restartBalancer' }],
  network: A_QUARTER.map((person) => ({ do: 'changeNetwork', person, network: 'mobile' })),
  cookies: A_QUARTER.map((person) => ({ do: 'blockCookies', person })),
  surge: [{ do: 'setLoad', people: 48 }],
  // The first part of a cache and of a database; of which there is none, that is not killed.
  'kill-store': ['cache-1', 'primary'].map((node) => ({ do: 'killNode', node })),
};

export const INCIDENTS = Object.keys(ACTIONS) as readonly IncidentId[];

export const actionsOf = (incident: IncidentId): readonly FileAction[] =>
  ACTIONS[incident].map((action) => ({ atMs: INCIDENT_AT_MS, ...action }));
