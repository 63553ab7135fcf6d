import { expect, it } from 'vitest';
import type { Happening } from '../engine/index.ts';
import { lastIncident } from './lastIncident.ts';
import { addToRecord, emptyRecord } from './record.ts';

const killed = (server: string, atMs = 20_000): Happening => ({
  ...{ atMs, kind: 'action', what: 'killed', server, sessions: 8 },
});
const down = (server: string, atMs: number): Happening => ({
  ...{ atMs, kind: 'believed-down', server, afterMs: 4000, trouble: null },
});
const incidentOf = (...happenings: Happening[]) => lastIncident(addToRecord(emptyRecord, happenings));

it('takes servers that are killed at one moment for one incident, noticed when the last of them is', () => {
  expect(incidentOf(killed('s1', 9000), killed('s2'), killed('s3'), down('s2', 24_000))).toEqual({
    ...{ said: 'kill 2 servers', fromMs: 20_000, untilMs: null, noticed: 'not detected yet' },
  });
  expect(incidentOf(killed('s2'), killed('s3'), down('s2', 24_000), down('s3', 24_500))).toMatchObject({
    ...{ untilMs: 24_500, noticed: 'detected 4.5 s later' },
  });
});

it('tells the death of a load balancer, until the other has its address', () => {
  const dead: Happening = { atMs: 30_000, kind: 'balancer', what: 'killed', balancer: 'lb1', requests: 3 };
  const taken: Happening = { atMs: 33_600, kind: 'balancer', what: 'took-address', balancer: 'lb2', requests: 0 };
  expect(incidentOf(killed('s1'), dead)).toMatchObject({ said: 'kill lb1', noticed: 'not taken over yet' });
  expect(incidentOf(killed('s1'), dead, taken)).toMatchObject({ untilMs: 33_600, noticed: 'taken over 3.6 s later' });
});
