import { expect, it } from 'vitest';
import type { Happening, Snapshot } from '../engine/index.ts';
import { addToRecord, emptyRecord, nameVictims } from './record.ts';

const loss = (atMs: number): Happening => ({
  atMs,
  kind: 'session-lost',
  person: 'ada',
  request: atMs,
  items: 1,
  server: 's1',
  home: 's3',
});

it('stays small and true however long the run', () => {
  let record = emptyRecord;
  for (let batch = 0; batch < 50; batch += 1) {
    record = addToRecord(
      record,
      Array.from({ length: 100 }, (_, index) => loss(batch * 100 + index)),
    );
  }
  expect(record.happeningCount).toBe(5000);
  expect(record.happenings.length).toBeLessThanOrEqual(400);
  expect(record.harm.length).toBeLessThanOrEqual(900);
  expect(record.harm.at(-1)).toEqual({ atMs: 4999, sessionsLost: 5000 });
});

it('tells when a kill was noticed', () => {
  const killed: Happening = { atMs: 30_000, kind: 'action', what: 'killed', server: 's3', sessions: 9 };
  const noticed: Happening = { atMs: 35_400, kind: 'believed-down', server: 's3', afterMs: 5400, trouble: 'dead' };
  const record = addToRecord(addToRecord(emptyRecord, [killed]), [noticed]);
  expect(record.outages).toEqual([
    { server: 's3', cause: 'killed', killedAtMs: 30_000, died: 9, victims: null, detectedAtMs: 35_400 },
  ]);
});

it('knows every way in which a process ends, and what is none', () => {
  const action = (what: 'restarted' | 'removed', sessions: number): Happening => ({
    ...{ atMs: 1, kind: 'action', server: 's3', what },
    sessions,
  });
  const ended: Happening = { atMs: 2, kind: 'ended', server: 's3', sessions: 4 };
  const { outages } = addToRecord(emptyRecord, [
    action('restarted', 3),
    action('restarted', 0),
    action('removed', 0),
    ended,
  ]);
  expect(outages.map(({ cause, died }) => [cause, died])).toEqual([
    ['restarted', 3],
    ['removed', 4],
  ]);
});

it('remembers whose sessions died, when they know it and when the engine has forgotten', () => {
  const killed: Happening = { atMs: 30_000, kind: 'action', what: 'killed', server: 's3', sessions: 3 };
  const people = ['finn', 'ben', 'cy', 'ada', 'dev', 'emi'].map((id) => ({ id }));
  const snapshotWith = (graves: readonly number[]) =>
    ({ people, servers: [{ id: 's3', graves }] }) as unknown as Snapshot;
  const record = nameVictims(addToRecord(emptyRecord, [killed, loss(30_500)]), snapshotWith([4, 5]));
  expect(record.outages[0]?.victims).toEqual([4, 5, 3]);
  expect(nameVictims(record, snapshotWith([]))).toBe(record);
});
