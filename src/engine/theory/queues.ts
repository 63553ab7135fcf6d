/** Queueing theory in closed form. Rates per second, times in seconds, utilisation 0–1. */
import { exp, ln } from '../elementary.ts';

/** One server, Poisson arrivals, exponential service: M/M/1. Infinity where it can't keep up. */
export function mm1(arrivalRate: number, serviceRate: number) {
  const utilisation = arrivalRate / serviceRate;
  const spare = serviceRate - arrivalRate;
  const isStable = utilisation < 1;
  return {
    utilisation,
    /** Mean time from arrival to departure. */
    time: isStable ? 1 / spare : Number.POSITIVE_INFINITY,
    wait: isStable ? utilisation / spare : Number.POSITIVE_INFINITY,
    inSystem: isStable ? utilisation / (1 - utilisation) : Number.POSITIVE_INFINITY,
    /** The time that a share of requests (0–1) stays below. */
    timeQuantile: (share: number) => (isStable ? -ln(1 - share) / spare : Number.POSITIVE_INFINITY),
  };
}

/** Probability that all of `workers` are busy and an arrival must wait (Erlang C), by the recursion of Erlang B. */
export function erlangC(workers: number, arrivalRate: number, serviceRate: number): number {
  const load = arrivalRate / serviceRate;
  const utilisation = load / workers;
  if (utilisation >= 1) return 1;
  let blocked = 1;
  for (let k = 1; k <= workers; k += 1) blocked = (load * blocked) / (k + load * blocked);
  return blocked / (1 - utilisation * (1 - blocked));
}

/** Several workers behind one queue: M/M/c. The lower bound for any way of dispatching to the same workers. */
export function mmc(workers: number, arrivalRate: number, serviceRate: number) {
  const waits = erlangC(workers, arrivalRate, serviceRate);
  const spare = workers * serviceRate - arrivalRate;
  const wait = spare > 0 ? waits / spare : Number.POSITIVE_INFINITY;
  return {
    waits,
    wait,
    time: wait + 1 / serviceRate,
    /** The waiting time that a share of requests stays below. */
    waitQuantile: (share: number) => (share <= 1 - waits ? 0 : ln(waits / (1 - share)) / spare),
  };
}

/** Mean wait before one server with any distribution of service (Pollaczek–Khinchine), first come first served. */
export function mg1Wait(arrivalRate: number, service: { readonly mean: number; readonly variance: number }): number {
  const utilisation = arrivalRate * service.mean;
  if (utilisation >= 1) return Number.POSITIVE_INFINITY;
  return (arrivalRate * (service.mean * service.mean + service.variance)) / (2 * (1 - utilisation));
}

/** Utilisation of the survivors when `dead` of `servers` are gone. At 1 or more they collapse. */
export function utilisationAfterDeaths(utilisation: number, servers: number, dead: number): number {
  return dead >= servers ? Number.POSITIVE_INFINITY : (utilisation * servers) / (servers - dead);
}

/**
 * Mean time in the system, in units of the mean service, when each arrival goes to the least busy of `choices` servers out
 * of very many (Mitzenmacher 1996). One choice is M/M/1.
 */
export function powerOfChoices(utilisation: number, choices: number): number {
  if (choices === 1) return 1 / (1 - utilisation);
  let sum = 0;
  let exponent = 0;
  let step = 1;
  // Σ over i ≥ 1 of ρ^((dⁱ − d)/(d − 1)): exponents 0, d, d + d², …
  for (let term = 1; term > 1e-12; ) {
    sum += term;
    step *= choices;
    exponent += step;
    term = power(utilisation, exponent);
  }
  return sum;
}

function power(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** Mean and variance of a lognormal distribution, in ms and ms², from its median and 99th percentile. */
export function lognormalMoments({ median, p99 }: { readonly median: number; readonly p99: number }) {
  const sigma = ln(p99 / median) / Z99;
  const mean = median * exp((sigma * sigma) / 2);
  return { mean, variance: mean * mean * (exp(sigma * sigma) - 1) };
}

/** The 99 % quantile of the standard normal distribution. */
const Z99 = 2.326_347_874_040_841;
