import { expect, it } from 'vitest';
import { poseAt, stillPose } from './motion.ts';

const working = { phase: 'working', fromMs: 100, untilMs: 200, wasQueued: false } as const;

it('shows a request sent, received and answered exactly when it was', () => {
  const going = { phase: 'to-balancer', fromMs: 0, untilMs: 80, wasQueued: false } as const;
  expect(poseAt(going, 0)).toMatchObject({ leg: 'outer', share: 0 });
  expect(poseAt(going, 40)).toMatchObject({ leg: 'outer', share: 0.5 });
  expect(poseAt(going, 80)).toMatchObject({ leg: 'outer', share: 1 });
  expect(poseAt({ ...going, phase: 'to-client' }, 80)).toMatchObject({ leg: 'outer', share: 0, isBack: true });
});

it('lends the way to the server from the time that it works', () => {
  expect(poseAt(working, 100)).toMatchObject({ leg: 'inner', share: 0 });
  expect(poseAt(working, 150)).toEqual({ leg: 'worker' });
  expect(poseAt(working, 200)).toMatchObject({ leg: 'inner', share: 0, isBack: true });
});

it('does not walk in again who already stood in the queue', () => {
  expect(poseAt({ ...working, wasQueued: true }, 101)).toEqual({ leg: 'worker' });
});

it('stands at places only where no travel is wanted', () => {
  expect(stillPose({ leg: 'outer', share: 0.3, isBack: false, isWaiting: false })).toMatchObject({ share: 0 });
  expect(stillPose({ leg: 'outer', share: 0.7, isBack: false, isWaiting: false })).toMatchObject({ share: 1 });
});
