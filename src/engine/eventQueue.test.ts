import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventQueue, type Next, plan, planHop, takeDue } from './eventQueue.ts';

const HOP = 7;

describe('the event queue', () => {
  it('brings events up by time, and at equal times in the order they were planned, hops among the others', () => {
    const events = fc.array(fc.record({ in: fc.integer({ min: 0, max: 20 }), isHop: fc.boolean() }), {
      maxLength: 900,
    });
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 7 }), (planned, everyN) => {
        const queue = createEventQueue(2);
        const waiting: Next[] = [];
        const next: Next = { timeUs: 0, sequence: 0, kind: 0, row: 0 };
        let nowUs = 0;
        const take = () => {
          waiting.sort((a, b) => a.timeUs - b.timeUs || a.sequence - b.sequence);
          const due = waiting.shift()!;
          expect(takeDue(queue, due.timeUs - 1, next)).toBe(false);
          expect(takeDue(queue, due.timeUs, next)).toBe(true);
          expect(next).toEqual(due);
          nowUs = due.timeUs;
        };
        planned.forEach((event, row) => {
          const kind = row % 16;
          const timeUs = nowUs + (event.isHop ? HOP : event.in);
          const sequence = (event.isHop ? planHop : plan)(queue, timeUs, kind, row);
          waiting.push({ timeUs, sequence, kind, row });
          if (row % everyN === 0) take();
        });
        while (waiting.length > 0) take();
        expect(takeDue(queue, Number.POSITIVE_INFINITY, next)).toBe(false);
      }),
    );
  });
});
