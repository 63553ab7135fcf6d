/** What a load balancer does that its file does not say: as the product it stands for does by default. */
import { type Choice, type LoadBalancerSpec, type Profile, profiles } from '../engine/index.ts';

type Field = keyof Profile['loadBalancer'];
type Unprofiled = 'persistence' | 'peers' | 'slowStartMs' | 'balancers' | 'arrangement';

/** As a file gives it: only what it says. */
export type GivenLoadBalancer = {
  readonly [Name in Exclude<Field, 'healthCheck' | 'passive'>]?: LoadBalancerSpec[Name];
} & {
  readonly [Name in Unprofiled]: LoadBalancerSpec[Name];
} & {
  readonly profile: string;
  readonly healthCheck?: Partial<LoadBalancerSpec['healthCheck']>;
  readonly passive?: Partial<LoadBalancerSpec['passive']>;
};

export const PROFILE_IDS: readonly string[] = profiles.map(({ id }) => id);

/** What the file says wins. The profile is one of those there are. */
export function withProfile(given: GivenLoadBalancer): LoadBalancerSpec {
  const profile = profiles.find(({ id }) => id === given.profile) as Profile;
  const defaults = Object.fromEntries(
    Object.entries(profile.loadBalancer).map(([field, { value }]) => [field, value]),
  ) as Pick<LoadBalancerSpec, Field>;
  const filled: LoadBalancerSpec = {
    ...{ ...defaults, ...given },
    healthCheck: { ...defaults.healthCheck, ...given.healthCheck },
    passive: { ...defaults.passive, ...given.passive },
  };
  return {
    ...filled,
    balancing: withOptions(profile, filled.balancing),
    persistence: withOptions(profile, filled.persistence),
  };
}

/** The product's options of the module that was chosen, where it has them otherwise than the module. */
function withOptions(profile: Profile, choice: Choice): Choice {
  const options = Object.entries(profile.options[choice.id] ?? {}).map(([name, { value }]) => [name, value]);
  return { ...Object.fromEntries(options), ...choice };
}
