/** A case of the gallery: one entry of one registry under one incident, as a scenario, made through the door of the files. */
import {
  balancings,
  behaviours,
  persistences,
  profiles,
  type Scenario,
  sessionStates,
  strategies,
} from '../engine/index.ts';
import { words } from '../language/words.ts';
import { readScenario } from '../scenario/readScenario.ts';
import { actionsOf, END_MS, INCIDENTS, type IncidentId } from './incidents.ts';

export interface Entry {
  readonly id: string;
  readonly name: string;
  /** What of a scenario it is. */
  readonly part: {
    readonly loadBalancer?: Readonly<Record<string, unknown>>;
    readonly sessionState?: Readonly<Record<string, unknown>>;
    readonly behaviour?: string;
  };
}

const STICKY = { persistence: { id: 'inserted-cookie' } };

export const REGISTRIES = {
  strategies: strategies.map(
    ({ id, name, balancing, persistence, sessionState }): Entry => ({
      ...{ id, name, part: { loadBalancer: { balancing, persistence }, sessionState } },
    }),
  ),
  balancing: balancings.map(
    ({ id, about }): Entry => ({
      ...{ id, name: about.name, part: { loadBalancer: { balancing: { id } } } },
    }),
  ),
  persistence: persistences.map(
    ({ id, about }): Entry => ({
      ...{ id, name: about.name, part: { loadBalancer: { persistence: { id } } } },
    }),
  ),
  sessionState: sessionStates.map(
    ({ id, about }): Entry => ({
      ...{ id, name: about.name, part: { loadBalancer: STICKY, sessionState: { id } } },
    }),
  ),
  profiles: profiles.map(
    ({ id, about }): Entry => ({
      ...{ id, name: about.name, part: { loadBalancer: { profile: id, ...STICKY } } },
    }),
  ),
  behaviours: behaviours.map(
    ({ id, about }): Entry => ({
      ...{ id, name: about.name, part: { loadBalancer: STICKY, behaviour: id } },
    }),
  ),
} as const satisfies Record<string, readonly Entry[]>;

export type RegistryId = keyof typeof REGISTRIES;
export const REGISTRY_IDS = Object.keys(REGISTRIES) as readonly RegistryId[];

/** `persistence/inserted-cookie/drain`: as it stands in a link. */
export const caseId = (registry: RegistryId, entry: string, incident: IncidentId): string =>
  `${registry}/${entry}/${incident}`;

/** The scenario of a link; null for one that names none. */
export function scenarioOfCase(id: string): Scenario | null {
  const [registryId, entryId, incidentId] = id.split('/');
  const registry = REGISTRY_IDS.find((one) => one === registryId);
  const incident = INCIDENTS.find((one) => one === incidentId);
  const entry = registry && REGISTRIES[registry].find((one) => one.id === entryId);
  return entry === undefined || incident === undefined ? null : scenarioOf(entry, incident);
}

export function scenarioOf({ name, part }: Entry, incident: IncidentId): Scenario {
  const behaviour = part.behaviour ?? 'shopper';
  const file = {
    version: 1,
    title: words.gallery.caseTitle(name, words.gallery.incidents[incident]),
    seed: 5,
    durationMs: END_MS,
    people: [
      { count: 16, behaviour, network: 'home' },
      { count: 8, behaviour, network: 'office-nat' },
    ],
    servers: ['s1', 's2', 's3', 's4'].map((id) => ({ id })),
    loadBalancer: part.loadBalancer ?? {},
    sessionState: part.sessionState ?? { id: 'server-memory' },
    workload: { thinkMs: 2000, distanceMs: 40 },
    actions: actionsOf(incident),
  };
  const read = readScenario(JSON.stringify(file));
  if (!read.ok) throw new Error(read.problem);
  return read.scenario;
}
