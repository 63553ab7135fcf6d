/** Every step that a product's configuration decides names the directive, for every product. */
import { describe, expect, it } from 'vitest';
import { balancings } from '../balancing/registry.ts';
import { COMMON_STEPS, type StepSource } from '../evidence.ts';
import { createHistory } from '../history.ts';
import { persistences } from '../persistence/registry.ts';
import { profiles } from '../profiles/registry.ts';
import type { LoadBalancerSpec } from '../scenario.ts';
import { sessionStates } from '../session-state/registry.ts';
import { scenarioOf } from '../testing/scenarioOf.ts';
import { DECISIONS, KEY_KINDS } from './contract.ts';
import { directiveOf } from './directiveOf.ts';
import { directives } from './registry.ts';
import { SESSION_DIRECTIVES } from './sessionKeeping.ts';

/** Nobody has configured these: they befall the request. */
const BEFALLS: readonly string[] = [
  ...['nobody-answers', 'client-gave-up', 'refused', 'queue-full', 'cut-off', 'reset', 'hangs', 'stalls'],
];

const common = Object.entries(COMMON_STEPS).map(([code, { speaker }]) => ({ code, speaker }));
const ofProduct = (profile: string, change: Partial<LoadBalancerSpec> = {}) =>
  scenarioOf({ loadBalancer: { profile, ...change } });

it('a common step is a decision, befalls the request, or is the application’s', () => {
  const unsorted = common.filter(({ code, speaker }) => {
    const isDecision = DECISIONS.some((one) => one === code);
    return (
      [isDecision, BEFALLS.includes(code), speaker === 'application' && !BEFALLS.includes(code)].filter(Boolean)
        .length !== 1
    );
  });
  expect(unsorted).toEqual([]);
});

describe.each(profiles)('$id', ({ id, about }) => {
  const said = (source: StepSource, code: string, change: Partial<LoadBalancerSpec> = {}) =>
    directiveOf({ source, code }, ofProduct(id, change));
  const isGood = (text: string | null): boolean =>
    text?.startsWith(about.name) === true && !/[{}](?![^`]*`)|undefined/.test(text);

  it('has a cell for every decision of the common rules', () => {
    expect(DECISIONS.filter((code) => !isGood(said('load-balancer', code)))).toEqual([]);
  });

  it('has a cell for every step of every balancing, with every kind of key', () => {
    const missing = balancings.flatMap((module) => {
      const keys =
        'key' in module.options
          ? KEY_KINDS.map((kind) => (/^(url-|header|cookie)/.test(kind) ? `${kind}:X-Id` : kind))
          : [''];
      return keys.flatMap((key) =>
        Object.keys(module.steps).filter((code) => {
          const balancing = key === '' ? { id: module.id } : { id: module.id, key };
          return !isGood(said('balancing', code, { balancing }));
        }),
      );
    });
    expect(missing).toEqual([]);
  });

  it('has a cell for every step of every type of persistence', () => {
    const missing = persistences.flatMap((module) =>
      Object.keys(module.steps)
        .filter((code) => !isGood(said('persistence', code, { persistence: { id: module.id } })))
        .map((code) => `${module.id}/${code}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no step and no module that there is not', () => {
    const { steps, balancing, persistence } = directives[id]!;
    const known = [...balancings, ...persistences].flatMap((one) =>
      Object.keys(one.steps).map((code) => `${one.id}/${code}`),
    );
    expect(Object.keys(steps).filter((step) => !known.includes(step))).toEqual([]);
    expect(Object.keys(balancing).sort()).toEqual(balancings.map((one) => one.id).sort());
    expect(Object.keys(persistence).sort()).toEqual(persistences.map((one) => one.id).sort());
  });
});

it('has a cell for every step of the application and of every place for sessions', () => {
  const ofApplication = common.filter(({ speaker, code }) => speaker === 'application' && !BEFALLS.includes(code));
  const missing = [
    ...ofApplication.map(({ code }) => code),
    ...sessionStates.flatMap(({ id, steps }) => Object.keys(steps).map((code) => `${id}/${code}`)),
  ].filter((step) => SESSION_DIRECTIVES[step] === undefined && SESSION_DIRECTIVES[step.split('/')[1]!] === undefined);
  expect(missing).toEqual([]);
});

describe('in the evidence of a run', () => {
  const stepsUnder = (profile: string, change: Partial<LoadBalancerSpec> = {}) => {
    const history = createHistory(
      scenarioOf({
        loadBalancer: { profile, persistence: { id: 'inserted-cookie', name: 'SRV' }, ...change },
        actions: [{ atMs: 5000, do: 'kill', server: 's1' }],
        workload: { thinkMs: 2000 },
      }),
    );
    history.advance(30_000_000);
    const said = new Map<string, string | undefined>();
    for (let request = 1; request < history.simulation.requestsSent; request += 1) {
      for (const { code, directive } of history.explain(request)?.steps ?? []) said.set(code, directive);
    }
    return said;
  };

  it('values are those of the scenario', () => {
    const said = stepsUnder('haproxy');
    expect(said.get('names-server')).toBe('HAProxy: `cookie SRV insert` with `server … cookie`');
    expect(said.get('turn')).toBe('HAProxy: `balance roundrobin`');
    expect(said.get('connect')).toBe('HAProxy: `retries 3`');
    expect(said.get('pinned-usable')).toBe('HAProxy: `server … check inter 2s fall 3 rise 2`');
    expect(said.get('refused')).toBeUndefined();
    expect(said.get('session-found')).toBe('Tomcat `HttpSession`');
    const hashed = stepsUnder('nginx', { balancing: { id: 'consistent-hash', key: 'header:X-Id' } });
    expect(hashed.get('no-key')).toBe('nginx: `hash $http_x_id consistent`');
  });

  it('what a product has not is said', () => {
    const said = stepsUnder('kubernetes');
    expect(said.get('names-server')).toBe(
      'Kubernetes Service has nothing of the kind: a Service passes packets on and sees no HTTP',
    );
  });
});
