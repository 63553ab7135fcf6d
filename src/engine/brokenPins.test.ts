/** What the evidence says of a pin that can't be followed: who says so, and since when. */
import { expect, it } from 'vitest';
import type { Action } from './actions.ts';
import type { LoadBalancerSpec } from './scenario.ts';
import { play } from './testing/play.ts';

const stepAfter = (action: Action, loadBalancer: Partial<LoadBalancerSpec> = {}) => {
  const { history } = play({ persistence: { id: 'inserted-cookie' }, loadBalancer }, [
    { atMs: 30_000, person: 'p1' },
    { ...action, atMs: 31_000 },
    { atMs: 33_000, person: 'p1' },
  ]);
  return history.explain(2)!.steps.find(({ code }) => code.startsWith('pinned-'));
};

it.each([
  ['pinned-removed', { do: 'removeServer', server: 's1' }, {}],
  ['pinned-maintenance', { do: 'maintenance', server: 's1' }, {}],
  ['pinned-down', { do: 'kill', server: 's1', detected: true }, {}],
  // Without health checks nothing but requests can have said so.
  ['pinned-failed', { do: 'kill', server: 's1', detected: true }, { detection: 'passive' }],
] as const)('%s counts from the moment at which it was done', (code, action, loadBalancer) => {
  expect(stepAfter(action, loadBalancer)).toMatchObject({ code, values: { server: 's1' } });
  expect(Number(stepAfter(action, loadBalancer)!.values['sinceS'])).toBeCloseTo(2.1, 0);
});
