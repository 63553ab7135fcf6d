/** The directive that a step of a run corresponds to, in the words and with the values of the scenario's product. */
import { balancings } from '../balancing/registry.ts';
import type { Step } from '../evidence.ts';
import type { OptionDescriptions } from '../options.ts';
import { persistences } from '../persistence/registry.ts';
import { profiles } from '../profiles/registry.ts';
import type { Choice, LoadBalancerSpec, Scenario } from '../scenario.ts';
import type { Decision, Directive, Directives, KeyKind } from './contract.ts';
import { directives } from './registry.ts';
import { SESSION_DIRECTIVES } from './sessionKeeping.ts';

type Values = Readonly<Record<string, unknown>>;

/** "HAProxy: `retries 3`", or why there is none; null for what nobody has configured. */
export function directiveOf(
  { source, code }: Pick<Step, 'source' | 'code'>,
  { loadBalancer, sessionState }: Scenario,
): string | null {
  const product = profiles.find(({ id }) => id === loadBalancer.profile)!.about.name;
  const of = directives[loadBalancer.profile]!;
  switch (source) {
    case 'balancing': {
      const { balancing } = loadBalancer;
      const found = of.steps[`${balancing.id}/${code}`] ?? of.balancing[balancing.id];
      return said(product, found, withKey(of, optionsOf(balancing, balancings)));
    }
    case 'persistence': {
      const { persistence } = loadBalancer;
      const found = of.steps[`${persistence.id}/${code}`] ?? of.persistence[persistence.id];
      return said(product, found, optionsOf(persistence, persistences));
    }
    case 'load-balancer':
      return said(product, of.common[code as Decision], valuesOf(loadBalancer));
    case 'session-state':
    case 'application': {
      const found = SESSION_DIRECTIVES[`${sessionState.id}/${code}`] ?? SESSION_DIRECTIVES[code];
      return typeof found === 'string' ? found : null;
    }
  }
}

function said(product: string, directive: Directive | undefined, values: Values): string | null {
  if (directive === undefined) return null;
  const key = values['key'];
  const isKeyed = typeof directive === 'string' && directive.includes('{key}');
  const missing = typeof directive !== 'string' ? directive : isKeyed && isNone(key) ? key : null;
  if (missing !== null) return `${product} has nothing of the kind: ${missing.none}`;
  return `${product}: ${fill(directive as string, values)}`;
}

const isNone = (value: unknown): value is { readonly none: string } => typeof value === 'object' && value !== null;

/** The key of a hash as the product writes it, in place of the scenario's way. */
function withKey({ key: keys }: Directives, options: Values): Values {
  const { key } = options;
  if (typeof key !== 'string') return options;
  const [kind = '', name = ''] = key.split(/:(.*)/);
  const written = keys[kind as KeyKind];
  const inVariable = name.toLowerCase().replaceAll('-', '_');
  return { ...options, key: typeof written === 'string' ? fill(written, { name, inVariable }) : written };
}

/** As given, else as by default. */
function optionsOf(
  choice: Choice,
  modules: readonly { readonly id: string; readonly options: OptionDescriptions }[],
): Values {
  const described = modules.find(({ id }) => id === choice.id)!.options;
  const defaults = Object.entries(described).map(([name, option]) => [
    name,
    option.kind === 'duration' ? option.defaultMs : option.default,
  ]);
  return { ...Object.fromEntries(defaults), ...choice };
}

function valuesOf(spec: LoadBalancerSpec): Values {
  const { healthCheck, passive, retries, connectTimeoutMs, serverTimeoutMs } = spec;
  return {
    ...{ interval: span(healthCheck.intervalMs), fall: healthCheck.fall, rise: healthCheck.rise },
    ...{ maxFails: passive.maxFails, failTimeout: span(passive.failTimeoutMs) },
    ...{ retries, attempts: retries + 1 },
    ...{ connectTimeout: span(connectTimeoutMs), serverTimeout: span(serverTimeoutMs) },
  };
}

/** "2s", "500ms": as configurations write it. */
const span = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
