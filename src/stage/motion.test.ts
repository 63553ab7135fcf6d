import { expect, it } from 'vitest';
import type { Phase } from '../engine/index.ts';
import { emptyPlace, INNER, OUTER, placeAt, standStill, WORKER } from './motion.ts';

const place = (phase: Phase, fromMs: number, untilMs: number, nowMs: number, wasQueued = false) =>
  placeAt(emptyPlace(), phase, fromMs, untilMs, wasQueued, nowMs);

it('shows a request sent, received and answered exactly when it was', () => {
  expect(place('to-balancer', 0, 80, 0)).toMatchObject({ leg: OUTER, share: 0 });
  expect(place('to-balancer', 0, 80, 40)).toMatchObject({ leg: OUTER, share: 0.5 });
  expect(place('to-balancer', 0, 80, 80)).toMatchObject({ leg: OUTER, share: 1 });
  expect(place('to-client', 0, 80, 80)).toMatchObject({ leg: OUTER, share: 0, isBack: true });
});

it('lends the way to the server from the time that it works', () => {
  expect(place('working', 100, 200, 100)).toMatchObject({ leg: INNER, share: 0 });
  expect(place('working', 100, 200, 150)).toMatchObject({ leg: WORKER });
  expect(place('working', 100, 200, 200)).toMatchObject({ leg: INNER, share: 0, isBack: true });
});

it('does not walk in again who already stood in the queue', () => {
  expect(place('working', 100, 200, 101, true)).toMatchObject({ leg: WORKER });
});

it('stands at places only where no travel is wanted', () => {
  for (const [nowMs, share] of [
    [24, 0],
    [56, 1],
  ] as const) {
    const still = place('to-balancer', 0, 80, nowMs);
    standStill(still);
    expect(still.share).toBe(share);
  }
});
