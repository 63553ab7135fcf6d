/**
 * Quantiles of the standard normal distribution from a table: a draw costs a look-up and a parabola instead of a logarithm
 * and two polynomials. The distribution is steep towards its ends, so the table is finer there: 64 parts to each halving of
 * the distance from the end. The parabolas are off by less than 1e-7.
 */
import { normalQuantile } from './elementary.ts';

const PART_BITS = 6;
const PARTS = 1 << PART_BITS;
const DRAWS = 4294967296;

/** a, b and c of a + b d + c d² for each part of the lower half; the upper half is its mirror. */
const COEFFICIENTS = 3;
const parabolas = makeParabolas();

/** The quantile of (draw + ½) ÷ 2³², for 32 random bits as a signed integer: those above the median are negative. */
export function normalOf(draw: number): number {
  // Half of all draws are negative, in no order that a processor could guess: so there is no branch here.
  const sign = draw >> 31;
  const fromEnd = draw ^ sign;
  const distance = fromEnd + 0.5;
  const at = COEFFICIENTS * partOf(fromEnd);
  const z = parabolas[at]! + distance * (parabolas[at + 1]! + distance * parabolas[at + 2]!);
  return z * (sign | 1);
}

/** The leading bit says which halving, the next six which part of it; the 128 draws nearest to the end have one each. */
function partOf(fromEnd: number): number {
  const shift = shiftOf(31 - Math.clz32(fromEnd));
  return shift * PARTS + (fromEnd >>> shift);
}

function shiftOf(leadingBit: number): number {
  return leadingBit > PART_BITS ? leadingBit - PART_BITS : 0;
}

/** Through the quantiles at both ends of a part and in its middle (Newton's form, multiplied out). */
function makeParabolas(): Float64Array {
  const parts = partOf(0x7fffffff) + 1;
  const table = new Float64Array(COEFFICIENTS * parts);
  for (let part = 0; part < parts; part += 1) {
    const shift = part < PARTS ? 0 : (part >> PART_BITS) - 1;
    const left = Math.max(0.5, (part - shift * PARTS) * (1 << shift));
    const right = (part - shift * PARTS + 1) * (1 << shift);
    const middle = (left + right) / 2;
    const [z0, z1, z2] = [left, middle, right].map((distance) => normalQuantile(distance / DRAWS)) as Three;
    const slope = (z1 - z0) / (middle - left);
    const bend = ((z2 - z1) / (right - middle) - slope) / (right - left);
    table.set([z0 - left * (slope - middle * bend), slope - (left + middle) * bend, bend], COEFFICIENTS * part);
  }
  return table;
}

type Three = [number, number, number];
