/** How evenly keys and sessions spread over servers, and how many move when the pool changes. Shares are 0–1. */

/** Coefficient of variation of the sessions per server when `sessions` equal ones are assigned at random. */
export function randomAssignmentCv(servers: number, sessions: number, rateCv = 0): number {
  return Math.sqrt(((servers - 1) * (1 + rateCv * rateCv)) / sessions);
}

/** Jain's index of a spread with that coefficient of variation. */
export const jainOf = (cv: number): number => 1 / (1 + cv * cv);

/** Share of uniform keys that change their server when hash mod n becomes hash mod m. */
export function moduloRemap(before: number, after: number): number {
  return 1 - Math.min(before, after) / leastCommonMultiple(before, after);
}

/** Share of keys that move when one of `servers` goes, under consistent or rendezvous hashing: its own, and no others. */
export const consistentRemapOnDeath = (servers: number): number => 1 / servers;

/** Share of keys that a server added to `servers` takes over. */
export const consistentRemapOnAdd = (servers: number): number => 1 / (servers + 1);

/** Standard deviation of a share found among `keys` keys. */
export const shareDeviation = (share: number, keys: number): number => Math.sqrt((share * (1 - share)) / keys);

/**
 * Coefficient of variation of the shares of `servers` with `points` points each on a ring. A rule that takes the nearest
 * of the two neighbouring points (HAProxy) averages two gaps, which divides it by √2.
 */
export function ringShareCv(servers: number, points: number, rule: 'next' | 'nearest' = 'next'): number {
  const cv = Math.sqrt((servers - 1) / (servers * points + 1));
  return rule === 'next' ? cv : cv / Math.sqrt(2);
}

/** Most requests one server may have in flight under a bounded load of `factor` (1.25 is 125 %), equal weights. */
export function boundedLoadLimit(inFlight: number, servers: number, factor: number): number {
  return Math.ceil((factor * (inFlight + 1)) / servers);
}

/** Expected share of the one server that a source-address affinity gives everybody behind one NAT. */
export function natShare(behindNat: number, servers: number): number {
  return behindNat + (1 - behindNat) / servers;
}

function leastCommonMultiple(a: number, b: number): number {
  let [greater, lesser] = [a, b];
  while (lesser !== 0) [greater, lesser] = [lesser, greater % lesser];
  return (a * b) / greater;
}
