import { awsAlb } from './awsAlb.ts';
import type { Default, Profile } from './contract.ts';
import { envoy } from './envoy.ts';
import { haproxy } from './haproxy.ts';
import { kubernetes } from './kubernetes.ts';
import { nginx } from './nginx.ts';
import { traefik } from './traefik.ts';

/** The first one is what a scenario has that names none. */
export const profiles: readonly Profile[] = [haproxy, nginx, envoy, traefik, awsAlb, kubernetes];

/** All that a profile fills in, by the name of the field; of an option `module, option`. */
export function defaultsOf({
  loadBalancer,
  options,
  answers,
  drain,
  clock,
}: Profile): readonly (readonly [string, Default<unknown>])[] {
  const ofModules = Object.entries(options).flatMap(([module, defaults]) =>
    Object.entries(defaults).map(([name, value]) => [`${module}, ${name}`, value] as const),
  );
  return [...Object.entries({ ...loadBalancer, answers, drain, clock }), ...ofModules];
}

/** What nobody could look up: to be shown as what it is. */
export const assumptionsOf = (profile: Profile): readonly { readonly field: string; readonly source: string }[] =>
  defaultsOf(profile).flatMap(([field, { known, source }]) => (known === 'assumed' ? [{ field, source }] : []));
