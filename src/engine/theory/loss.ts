/** What is lost when servers die or nothing is sticky. Shares and probabilities are 0–1, times in seconds. */
import { exp, ln } from '../elementary.ts';

/** Probability that a request comes back to the server that knows the session, without stickiness. */
export const unstickyHit = (servers: number): number => 1 / servers;

/** Probability that a session of so many requests survives without stickiness. */
export function unstickySurvival(servers: number, requests: number): number {
  let survival = 1;
  for (let request = 1; request < requests; request += 1) survival /= servers;
  return survival;
}

/** Sessions lost with one of `servers`, spread at random: mean and standard deviation. */
export function lostWithServer(sessions: number, servers: number) {
  const share = 1 / servers;
  return { mean: sessions * share, deviation: Math.sqrt(sessions * share * (1 - share)) };
}

/** Sessions lost when two servers die at once and each session has one backup elsewhere. */
export function lostWithTwo(sessions: number, servers: number): number {
  return (sessions * 2) / (servers * (servers - 1));
}

/** Times a session dies on average while all servers are restarted one after the other without draining. */
export function deathsInRollingRestart(servers: number): number {
  let ratio = 1;
  for (let n = 0; n < servers; n += 1) ratio *= servers / (servers - 1);
  return ((servers - 1) / servers) * (ratio - 1);
}

/** Requests that meet a dead server before it is detected, unless they are retried elsewhere. */
export const hitBeforeDetection = (requestRate: number, share: number, detection: number): number =>
  requestRate * share * detection;

/** How long a drain must last until only a share of the sessions is left, with exponential lives of that mean. */
export const drainTime = (meanLife: number, shareLeft: number): number => meanLife * ln(1 / shareLeft);

/** Share of the load on a server added `elapsed` ago, when only new sessions reach it. */
export const shareOfNewServer = (servers: number, elapsed: number, meanLife: number): number =>
  (1 - exp(-elapsed / meanLife)) / (servers + 1);

/** Acknowledged writes that are lost with a primary whose replica lags. */
export const lostToLag = (writeRate: number, lag: number): number => writeRate * lag;

/** Probability that a read after an exponential gap of that mean comes before the write has reached the replica. */
export const staleRead = (lag: number, meanGap: number): number => 1 - exp(-lag / meanGap);

/** Messages per second between servers that replicate to all others, and to one backup. */
export function replicationMessages(servers: number, writeRate: number) {
  return { allToAll: writeRate * (servers - 1), primaryBackup: writeRate };
}

/** By how much the load of the store behind a cache grows when the cache is gone. */
export const herdFactor = (hitRatio: number): number => 1 / (1 - hitRatio);
