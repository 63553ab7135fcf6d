import { describe, expect, it } from 'vitest';
import { createHistory } from '../engine/index.ts';
import { readScenario } from '../scenario/readScenario.ts';
import { createEventLog } from './eventLog.ts';
import type { EventFilter, RunEvent } from './protocol.ts';

const all: EventFilter = { person: null, server: null, kind: null, isHarm: false, storyOf: null };
const everything = { from: 0, limit: 1_000_000 } as const;

function historyOf(people = 40, actions = '[]') {
  const read = readScenario(
    `{ "version": 1, "people": [{ "count": ${people} }], "servers": [{ "id": "s1" }, { "id": "s2" }, { "id": "s3" }],
       "loadBalancer": { "persistence": { "id": "inserted-cookie" } }, "workload": { "thinkMs": 3000 }, "actions": ${actions} }`,
  );
  if (!read.ok) throw new Error(read.problem);
  return createHistory(read.scenario);
}

/** What is the same however it was told. */
const told = (events: readonly RunEvent[]): string[] =>
  events.map((event) => (event.kind === 'request' ? `${event.request.request}` : JSON.stringify(event.happening)));

describe('the log of events', () => {
  it('tells each finished request once, in the order of their ends, whenever it is asked', () => {
    const history = historyOf();
    const log = createEventLog(history);
    for (const toMs of [5_000, 5_000, 12_345, 60_000]) {
      history.advance(toMs * 1000);
      const { events, total } = log.read(all, everything);
      expect(events.filter(({ kind }) => kind === 'request')).toHaveLength(history.simulation.measures().requests);
      expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index));
      expect(total).toBe(events.length);
      expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).sort((a, b) => a - b));
    }
  });

  it('counts harm as the engine does', () => {
    const history = historyOf(40, '[{ "atMs": 20000, "do": "kill", "server": "s2" }]');
    history.advance(60_000_000);
    const { outcomes } = history.simulation.measures();
    const log = createEventLog(history);
    const { count, events } = log.read({ ...all, isHarm: true }, everything);
    expect(count).toBe(Object.values(outcomes).reduce((sum, one) => sum + one, 0) - outcomes.served);
    expect(count).toBeGreaterThan(0);
    expect(log.read({ ...all, kind: 'session-lost' }, everything).count).toBe(outcomes['session-lost']);
    expect(events.some((event) => event.kind === 'request' && event.home === 's2')).toBe(true);
  });

  it('tells the past up to the playhead, and another future once somebody acts in it', () => {
    const history = historyOf();
    const log = createEventLog(history);
    history.advance(60_000_000);
    const before = log.read(all, everything);
    history.seek(30_000_000);
    const past = log.read(all, everything);
    expect(told(past.events)).toEqual(told(before.events.filter(({ atMs }) => atMs <= 30_000)));
    history.act({ do: 'kill', server: 's1' });
    history.advance(60_000_000);
    const other = log.read(all, everything);
    const fresh = createEventLog(history).read(all, everything);
    expect(told(other.events)).toEqual(told(fresh.events));
    expect(told(other.events)).not.toEqual(told(before.events));
    expect(
      other.events.filter((event) => event.kind === 'happening' && event.happening.kind === 'action'),
    ).toHaveLength(1);
  });

  it('gives a page at a time, of one person, one server or one kind', () => {
    const history = historyOf();
    history.advance(60_000_000);
    const log = createEventLog(history);
    const { count } = log.read({ ...all, person: 'ada' }, everything);
    const last = log.read({ ...all, person: 'ada' }, { from: 'last', limit: 5 });
    expect(last).toMatchObject({ from: count - 5, count });
    expect(last.events.every((event) => event.kind === 'request' && event.request.person === 'ada')).toBe(true);
    const onS1 = log.read({ ...all, server: 's1', kind: 'request' }, { from: 3, limit: 4 });
    expect(onS1.events).toHaveLength(4);
    expect(onS1.events.every((event) => event.kind === 'request' && event.request.server === 's1')).toBe(true);
    expect(log.read({ ...all, storyOf: 'ada', isHarm: false }, everything).count).toBe(count);
  });

  it('keeps the last events of a run that is too long for all of them', () => {
    const history = historyOf();
    history.advance(120_000_000);
    const log = createEventLog(history, 300);
    const first = log.read(all, everything);
    expect(first.events.length).toBeLessThanOrEqual(300);
    expect(first.keptFromMs).toBeGreaterThan(60_000);
    expect(first.events.at(-1)?.atMs).toBeGreaterThan(118_000);
  });
});
