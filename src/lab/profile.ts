/** The load balancer as another product has it by default, and what that changes. */
import { type LoadBalancerSpec, profiles, type Scenario } from '../engine/index.ts';
import { withProfile } from '../scenario/profileDefaults.ts';

/** The same answers to the three questions; all else, their options included, as that product has it by default. */
export function withProfileOf(scenario: Scenario, profile: string): Scenario {
  const { balancing, persistence, peers, slowStartMs, balancers, arrangement } = scenario.loadBalancer;
  return {
    ...scenario,
    loadBalancer: withProfile({
      profile,
      balancing: { id: balancing.id },
      persistence: { id: persistence.id },
      ...{ peers, slowStartMs, balancers, arrangement },
    }),
  };
}

export interface ProfileChange {
  /** `retryOn`, `persistence.setOn`: as in a scenario file. */
  readonly field: string;
  /** Null where nothing is said. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Every field that is not as it was, but the profile's own name. */
export function profileChanges(before: LoadBalancerSpec, after: LoadBalancerSpec): readonly ProfileChange[] {
  const [was, is] = [flat(before), flat(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])].filter((field) => field !== 'profile');
  return fields.flatMap((field) => {
    const [from, to] = [was.get(field) ?? null, is.get(field) ?? null];
    return from === to ? [] : [{ field, before: from, after: to }];
  });
}

function flat(value: object, path = ''): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null)
      for (const [field, text] of flat(inner, `${path}${name}.`)) fields.set(field, text);
    else fields.set(`${path}${name}`, String(inner));
  }
  return fields;
}

export const profileOf = ({ loadBalancer }: Scenario) => profiles.find(({ id }) => id === loadBalancer.profile);
