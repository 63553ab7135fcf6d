import { expect, it } from 'vitest';
import type { Happening, Snapshot } from '../engine/index.ts';
import { initialState, type LabState } from './labState.ts';
import { beatOf, summaryOf } from './narration.ts';
import { openingScenario } from './openingScenario.ts';
import { addToRecord, emptyRecord } from './record.ts';

const ada = {
  ...{ id: 'ada', name: 'Ada', believesSignedIn: true, believesItems: 3, sessionAlive: true, carriesSession: false },
  ...{ lastOutcome: 'served', lastWish: 'add', sessionsLost: 0, itemsLost: 0 },
};
const server = (id: string, more: object = {}) => ({
  ...{ id, process: 'running', belief: 'up', sessions: [], graves: [] },
  ...more,
});

function stateAt(atMs: number, happenings: readonly Happening[], more: object): LabState {
  const snapshot = {
    ...{ atMs, people: [ada], servers: [server('s1'), server('s3', { sessions: [0] })], store: null },
    ...{ harm: { unnoticed: 0 }, persistence: { looksAt: 'the cookie SRV' } },
    ...more,
  } as unknown as Snapshot;
  return { ...initialState(openingScenario), snapshot, record: addToRecord(emptyRecord, happenings) };
}

it('tells a kill from the calm before it to the one who is signed out', () => {
  const killed: Happening = { atMs: 21_000, kind: 'action', what: 'killed', server: 's3', sessions: 8 };
  const lost: Happening = {
    ...{ atMs: 27_000, kind: 'session-lost', person: 'ada', request: 9, items: 3 },
    ...{ server: 's1', home: 's3' },
  };
  const dead = {
    servers: [server('s1'), server('s3', { process: 'dead', checks: { against: 1, needed: 3 } })],
    harm: { unnoticed: 8 },
  };
  expect(beatOf(stateAt(20_000, [], {}))).toBe('Ada’s cart is only on s3.');
  expect(beatOf(stateAt(23_100, [killed], dead))).toBe(
    's3 was killed 2.1 s ago; the load balancer does not know yet. Slow motion 0.25×: 1 of 3 health checks failed, one each 2.0 s; 8 people will come back.',
  );
  expect(beatOf(stateAt(27_500, [killed, lost], dead))).toBe(
    'Ada was sent to s1, which does not know Ada: signed out, 3 items lost.',
  );
});

it('tells a kill first, also where sessions are lost all the time', () => {
  const killed: Happening = { atMs: 21_000, kind: 'action', what: 'killed', server: 's3', sessions: 8 };
  const lost: Happening = {
    ...{ atMs: 21_100, kind: 'session-lost', person: 'ada', request: 9, items: 0 },
    ...{ server: 's1', home: 's2' },
  };
  const dead = { servers: [server('s3', { process: 'dead', checks: { against: 0, needed: 3 } })] };
  expect(beatOf(stateAt(21_200, [killed, lost], dead))).toMatch(/^s3 was killed 0.2 s ago/);
});

it('says a beat to those who listen: causes one by one, harm summed up, and never more than can be heard', () => {
  const telling = { nameOf: (id: string) => id, bindsPeople: true, keepsInDrain: true };
  const lost = (person: string): Happening => ({
    ...{ atMs: 27_000, kind: 'session-lost', person, request: 9, items: 3 },
    ...{ server: 's1', home: 's3' },
  });
  const killed: Happening = { atMs: 21_000, kind: 'action', what: 'killed', server: 's3', sessions: 8 };
  expect(summaryOf([lost('Ada'), killed, lost('Ben')], telling)).toBe(
    's3 is killed: 8 sessions die with it. 2 people are signed out: Ada, Ben.',
  );
  const many = Array.from({ length: 20 }, () => killed);
  expect(summaryOf(many, telling).match(/is killed/g)).toHaveLength(4);
  expect(summaryOf(many, telling)).toContain('And 16 more things happened.');
  expect(
    summaryOf(
      Array.from({ length: 500 }, (_, index) => lost(`p${index}`)),
      telling,
    ),
  ).toBe('500 people are signed out: p0, p1, p2 and 497 more.');
});
