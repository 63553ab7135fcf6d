import { expect, it } from 'vitest';
import type { Happening, Snapshot } from '../engine/index.ts';
import { addToRecord, countDied, emptyRecord } from './record.ts';

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
  const noticed: Happening = { atMs: 35_400, kind: 'believed-down', server: 's3', afterMs: 5400 };
  const record = addToRecord(addToRecord(emptyRecord, [killed]), [noticed]);
  expect(record.outages).toEqual([{ server: 's3', killedAtMs: 30_000, sessions: 9, died: null, detectedAtMs: 35_400 }]);
});

it('counts what died with a server, not what its memory held', () => {
  const killed: Happening = { atMs: 30_000, kind: 'action', what: 'killed', server: 's3', sessions: 33 };
  const record = addToRecord(emptyRecord, [killed, loss(30_500)]);
  const snapshotWith = (graves: readonly number[]) => ({ servers: [{ id: 's3', graves }] }) as unknown as Snapshot;
  expect(countDied(record, snapshotWith([4, 5])).outages[0]?.died).toBe(3);
  const replicated = addToRecord(emptyRecord, [killed]);
  expect(countDied(replicated, snapshotWith([])).outages[0]?.died).toBe(0);
  const counted = countDied(record, snapshotWith([4, 5]));
  expect(countDied(counted, snapshotWith([]))).toBe(counted);
});
