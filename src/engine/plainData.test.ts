import { describe, expect, it } from 'vitest';
import { copyPlain, madeOnce } from './plainData.ts';

describe('a copy of plain data', () => {
  it('shares nothing with the original', () => {
    const original = { counts: new Int32Array([1, 2]), rows: new Map([['a', { n: [1] }]]) };
    const copy = copyPlain(original);
    original.counts[0] = 9;
    original.rows.get('a')?.n.push(2);
    expect(copy).toEqual({ counts: new Int32Array([1, 2]), rows: new Map([['a', { n: [1] }]]) });
  });

  it('but what is made once and never written again', () => {
    const place = madeOnce(new Uint32Array([1, 2, 3]));
    expect(copyPlain({ place }).place).toBe(place);
    expect(copyPlain({ place: structuredClone(place) }).place).toEqual(place);
  });

  it('refuses what is not plain', () => {
    expect(() => copyPlain({ at: new Date(0) })).toThrow(TypeError);
    expect(() => copyPlain({ now: () => 0 })).toThrow(TypeError);
  });
});
