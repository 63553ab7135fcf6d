import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventQueue, drop, nextKind, nextRow, nextSequence, nextTimeUs, plan } from './eventQueue.ts';

describe('the event queue', () => {
  it('brings events up by time, and at equal times in the order they were planned', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 600 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 7 }), (planned, everyN) => {
        const queue = createEventQueue(2);
        const waiting: { time: number; sequence: number; row: number }[] = [];
        const up: number[] = [];
        let floor = 0;
        planned.forEach((time, row) => {
          const at = floor + time;
          waiting.push({ time: at, sequence: plan(queue, at, row % 15, row), row });
          if (row % everyN !== 0) return;
          waiting.sort((a, b) => a.time - b.time || a.sequence - b.sequence);
          const due = waiting.shift()!;
          expect([nextTimeUs(queue), nextSequence(queue), nextRow(queue)]).toEqual([due.time, due.sequence, due.row]);
          expect(nextKind(queue)).toBe(due.row % 15);
          floor = due.time;
          up.push(due.row);
          drop(queue);
        });
        waiting.sort((a, b) => a.time - b.time || a.sequence - b.sequence);
        for (const due of waiting) {
          expect(nextRow(queue)).toBe(due.row);
          drop(queue);
        }
        expect(nextTimeUs(queue)).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });
});
