import { expect, it } from 'vitest';
import { cuesOf } from './useSoundCues.ts';

it('has one sound for each kind of news, however often it came', () => {
  const lost = {
    atMs: 1,
    kind: 'session-lost',
    person: 'ada',
    request: 1,
    items: 2,
    server: 's2',
    home: 's1',
  } as const;
  const killed = { atMs: 0, kind: 'action', what: 'killed', server: 's1', sessions: 3 } as const;
  const drained = { ...killed, what: 'drained' } as const;
  const detected = { atMs: 2, kind: 'believed-down', server: 's1', afterMs: 5000, trouble: 'dead' } as const;
  expect([...cuesOf([killed, lost, lost, detected])]).toEqual(['serverKilled', 'sessionLost', 'detected']);
  expect(cuesOf([drained]).size).toBe(0);
});
