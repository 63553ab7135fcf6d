import { describe, expect, it } from 'vitest';
import { exp, ln, normalQuantile } from './elementary.ts';

const points = Array.from({ length: 2000 }, (_, n) => (n + 1) / 17);

describe('elementary functions', () => {
  it('ln agrees with the platform’s to 14 digits', () => {
    for (const x of [...points, 1e-300, 1e300, 1 + 1e-12]) {
      expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
    }
  });

  it('exp agrees with the platform’s to 13 digits', () => {
    for (const x of [...points, ...points.map((p) => -p)]) {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-13);
    }
    expect(exp(-1000)).toBe(0);
  });

  it('normalQuantile has the known quantiles', () => {
    const known: readonly [number, number][] = [
      [0.5, 0],
      [0.975, 1.959963984540054],
      [0.99, 2.3263478740408408],
      [0.001, -3.090232306167813],
    ];
    for (const [p, z] of known) expect(normalQuantile(p)).toBeCloseTo(z, 7);
  });
});
