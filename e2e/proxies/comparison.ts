/** A proxy and a balancing algorithm of the engine side by side: the same requests to both, and the tally. */
import { keyedBits, PURPOSE } from '../../src/engine/random.ts';
import type { RequestView } from '../../src/engine/request.ts';
import { cookieIn } from '../../src/engine/request.ts';
import type { Wanted } from './client.ts';

export interface Tally {
  compared: number;
  readonly differences: string[];
}

export const emptyTally = (): Tally => ({ compared: 0, differences: [] });

export function compare(tally: Tally, what: string, real: number, ours: number): void {
  tally.compared += 1;
  if (real !== ours) tally.differences.push(`${what}: the proxy took s${real}, the engine s${ours}`);
}

export function report(product: string, tally: Tally): void {
  console.log(`${product}: ${tally.compared} requests compared, ${tally.differences.length} differences`);
}

/** The request as the engine's modules see it. */
export function seen({ source = '203.0.113.1', url = '/', headers = {} }: Wanted): Partial<RequestView> {
  const header = (name: string) => headers[name] ?? '';
  return {
    addressText: source,
    ipv4: source.includes(':') ? -1 : source.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0),
    url,
    header,
    cookie: (name) => cookieIn(header('Cookie'), name),
  };
}

/** Whole numbers below a limit, the same in every run. */
export function dice(seed: number): (below: number) => number {
  let n = 0;
  return (below) => {
    n += 1;
    return Math.floor((keyedBits(seed, 1, PURPOSE.balancing, n) / 4_294_967_296) * below);
  };
}

/** Chi-square is above it once in 100,000 times by chance (Wilson and Hilferty's approximation): a proxy has no seed. */
export function chiSquareLimit(degreesOfFreedom: number): number {
  const part = 2 / (9 * degreesOfFreedom);
  return degreesOfFreedom * (1 - part + 4.2649 * Math.sqrt(part)) ** 3;
}

/** Observed counts against expected shares. */
export function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, n) => {
    const expected = total * at(shares, n);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

/** What stands there; a test that looks beside the list ends here. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index);
  if (found === undefined) throw new Error(`nothing at ${index} of ${list.length}`);
  return found;
}
