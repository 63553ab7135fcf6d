/** A scenario with other people, servers or work: what the page's form gives, as a scenario that makes sense. Pure. */
import {
  type Behaviour,
  type LoadBalancerSpec,
  nextServers,
  type PeopleGroup,
  type Scenario,
  type ServerSpec,
} from '../engine/index.ts';
import { MOST_PEOPLE } from './pictureLimits.ts';

export interface ScenarioEdits {
  readonly people: readonly PeopleGroup[];
  readonly serverCount: number;
  readonly workers: number;
  readonly thinkMs: number;
  readonly visitRequests: number;
  readonly serviceMedianMs: number;
  readonly serviceP99Ms: number;
  readonly distanceMs: number;
  readonly rotatesAtSignIn: boolean;
  readonly seed: number;
  readonly balancers: LoadBalancerSpec['balancers'];
  readonly arrangement: LoadBalancerSpec['arrangement'];
  readonly peers: boolean;
}

export type EditProblem = { readonly kind: 'too-many-people'; readonly count: number } | { readonly kind: 'p99-below' };

export function editsOf({ people, servers, workload, seed, loadBalancer }: Scenario): ScenarioEdits {
  return {
    people,
    serverCount: servers.length,
    workers: servers[0]?.workers ?? 4,
    thinkMs: workload.thinkMs,
    visitRequests: workload.visitRequests,
    serviceMedianMs: workload.serviceMs.median,
    serviceP99Ms: workload.serviceMs.p99,
    distanceMs: workload.distanceMs,
    rotatesAtSignIn: workload.rotatesAtSignIn ?? true,
    seed,
    balancers: loadBalancer.balancers,
    arrangement: loadBalancer.arrangement,
    peers: loadBalancer.peers,
  };
}

/** What no single field can tell; null where nothing is wrong. */
export function problemOf({ people, serviceMedianMs, serviceP99Ms }: ScenarioEdits): EditProblem | null {
  const count = people.reduce((sum, group) => sum + group.count, 0);
  if (count > MOST_PEOPLE) return { kind: 'too-many-people', count };
  return serviceP99Ms < serviceMedianMs ? { kind: 'p99-below' } : null;
}

export function withEdits(scenario: Scenario, edits: ScenarioEdits): Scenario {
  return {
    ...scenario,
    seed: edits.seed,
    people: edits.people,
    servers: serversOf(scenario.servers, edits),
    loadBalancer: {
      ...scenario.loadBalancer,
      balancers: edits.balancers,
      arrangement: edits.arrangement,
      peers: edits.peers,
    },
    workload: {
      ...scenario.workload,
      thinkMs: edits.thinkMs,
      visitRequests: edits.visitRequests,
      serviceMs: { median: edits.serviceMedianMs, p99: edits.serviceP99Ms },
      distanceMs: edits.distanceMs,
      rotatesAtSignIn: edits.rotatesAtSignIn,
    },
  };
}

/** The first so many of those there are; further ones like the last. */
function serversOf(servers: readonly ServerSpec[], { serverCount, workers }: ScenarioEdits): readonly ServerSpec[] {
  const { weight, queueSlots } = servers.at(-1) ?? { weight: 100, queueSlots: 64 };
  const added = nextServers(servers, Math.max(0, serverCount - servers.length));
  const all = [...servers, ...added.map((named) => ({ ...named, weight, workers, queueSlots }))];
  return all.slice(0, serverCount).map((server) => ({ ...server, workers }));
}

/** A group that is added: a few more of another kind than the last, so that it is seen. */
export function nextGroup(people: readonly PeopleGroup[], behaviours: readonly Behaviour[]): PeopleGroup {
  const used = new Set(people.map(({ behaviour }) => behaviour));
  const behaviour = behaviours.find((one) => !used.has(one)) ?? behaviours[0] ?? 'shopper';
  return { count: 10, behaviour, network: 'home' };
}
