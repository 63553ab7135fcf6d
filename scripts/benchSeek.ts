/**
 * `npm run bench:seek`: how long it takes to go to any moment of a one-hour run with some 100,000 requests, beside what
 * computing the run took. Figures are of this machine, in this moment; no test reads them.
 */
import { createHistory } from '../src/engine/index.ts';
import { readScenario } from '../src/scenario/readScenario.ts';

const HOUR_US = 3_600_000_000;
const SEEKS = 60;

const read = readScenario(
  JSON.stringify({
    version: 1,
    seed: 7,
    durationMs: HOUR_US / 1000,
    people: [{ count: 400 }],
    servers: [{ id: 's1' }, { id: 's2' }, { id: 's3' }, { id: 's4' }],
    loadBalancer: { persistence: { id: 'inserted-cookie' } },
    actions: [{ do: 'kill', server: 's3', atMs: 600_000 }],
  }),
);
if (!read.ok) throw new Error(read.problem);

const history = createHistory(read.scenario);
const computingMs = timed(() => history.advance(HOUR_US));
const { requests } = history.simulation.measures();

/** Moments all over the hour, none near the one before it: a fixed stride that has no common factor with their number. */
const moments = Array.from({ length: SEEKS }, (_, index) => (((index * 23) % SEEKS) / SEEKS) * HOUR_US);
const seekingMs = moments.map((us) => timed(() => history.seek(Math.round(us)))).sort((a, b) => a - b);
const at = (share: number): number => seekingMs[Math.floor(share * (SEEKS - 1))] ?? 0;

console.log(`one hour, ${requests} requests, computed in ${computingMs.toFixed(0)} ms`);
console.log(`to any moment: median ${at(0.5).toFixed(1)} ms (${((at(0.5) / computingMs) * 100).toFixed(1)} %)`);
console.log(`  p95 ${at(0.95).toFixed(1)} ms, longest ${at(1).toFixed(1)} ms`);

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
