/**
 * Elementary functions with the same bits everywhere. `Math.log`, `Math.exp` and their kin may differ between JavaScript
 * engines in the last bit; these use only + − × ÷, which IEEE 754 fixes, and so keep a run identical in every browser.
 */

const LN2 = 0.6931471805599453;
const bits = new DataView(new ArrayBuffer(8));

/**
 * The whole number next to x. `Math.round` looks at the half it leaves, which for a random number is a coin toss, and a
 * processor that has guessed wrong has lost more time than all of the rest takes.
 */
export const nearest = (x: number): number => Math.floor(x + 0.5);

/** Natural logarithm of a positive, finite, normal number; relative error below 1e-14. */
export function ln(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = ((high >>> 20) & 0x7ff) - 1023;
  bits.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    exponent += 1;
  }
  // ln m = 2 artanh s, s = (m − 1)/(m + 1), |s| ≤ 0.172
  const s = (mantissa - 1) / (mantissa + 1);
  const s2 = s * s;
  let sum = 1 / 21;
  sum = sum * s2 + 1 / 19;
  sum = sum * s2 + 1 / 17;
  sum = sum * s2 + 1 / 15;
  sum = sum * s2 + 1 / 13;
  sum = sum * s2 + 1 / 11;
  sum = sum * s2 + 1 / 9;
  sum = sum * s2 + 1 / 7;
  sum = sum * s2 + 1 / 5;
  sum = sum * s2 + 1 / 3;
  sum = sum * s2 + 1;
  return exponent * LN2 + 2 * s * sum;
}

/** e to the power x; relative error below 1e-13 for |x| < 700. */
export function exp(x: number): number {
  if (x < -700) return 0;
  // x = (k ÷ 32) ln 2 + r with |r| ≤ ln 2 ÷ 64: a power of two, one of 32 fractions of one, and a short series.
  const k = nearest(x * (FRACTIONS / LN2));
  const r = x - k * (LN2 / FRACTIONS);
  const series = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
  return series * fractionsOfTwo[k & (FRACTIONS - 1)]! * powersOfTwo[LEAST_POWER + (k >> FRACTION_BITS)]!;
}

const FRACTION_BITS = 5;
const FRACTIONS = 1 << FRACTION_BITS;
const LEAST_POWER = 1022;

/** 2^-1022 to 2^1023: all that are normal numbers. Halving and doubling are exact. */
const powersOfTwo = Float64Array.from({ length: 2 * LEAST_POWER + 2 }, (_, index) => {
  let power = 1;
  for (let n = LEAST_POWER; n < index; n += 1) power *= 2;
  for (let n = index; n < LEAST_POWER; n += 1) power /= 2;
  return power;
});

/** 2 to the power j ÷ 32, by the power series of e. */
const fractionsOfTwo = Float64Array.from({ length: FRACTIONS }, (_, j) => {
  const x = (j * LN2) / FRACTIONS;
  let sum = 1;
  for (let n = 20; n > 0; n -= 1) sum = 1 + (x * sum) / n;
  return sum;
});

/** Quantile of the standard normal distribution, 0 < p < 1; relative error below 1.2e-9 (P. J. Acklam's approximation). */
export function normalQuantile(p: number): number {
  if (p < 0.02425) return lowerTail(Math.sqrt(-2 * ln(p)));
  if (p > 1 - 0.02425) return -lowerTail(Math.sqrt(-2 * ln(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r -
      1.328068155288572e1) *
      r +
      1)
  );
}

function lowerTail(q: number): number {
  return (
    (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
      2.938163982698783) /
    ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
  );
}
