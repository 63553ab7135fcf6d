import { expect, it } from 'vitest';
import type { PersonSnapshot, Snapshot } from '../engine/index.ts';
import { createHost } from '../worker/host.ts';
import { openingMs, openingScenario } from './openingScenario.ts';

function adaIn(snapshot: Snapshot | null): PersonSnapshot | undefined {
  return snapshot?.people.find(({ id }) => id === 'ada');
}

it('opens at a moment when Ada has a cart, and comes back soon', () => {
  const host = createHost();
  const opened = host.handle({ id: 1, type: 'load', scenario: openingScenario, toMs: openingMs(openingScenario) });
  const ada = opened.type === 'frame' ? adaIn(opened.snapshot) : undefined;
  expect(ada?.believesItems).toBeGreaterThanOrEqual(2);
  expect(ada?.sessionAlive).toBe(true);

  const soon = host.handle({ id: 2, type: 'advance', toMs: openingMs(openingScenario) + 2000, wantSnapshot: true });
  const later = soon.type === 'frame' ? adaIn(soon.snapshot) : undefined;
  expect(later?.lastRequest).not.toBe(ada?.lastRequest);
});
