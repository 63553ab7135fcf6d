/** The same counts of every future at the present moment, each computed by the engine in a run of its own. */
import type { History, Simulation } from '../engine/index.ts';
import type { BranchCounts } from './protocol.ts';

/** Virtual time between two looks at the clock. */
const SLICE_US = 500_000;

/** Goes on with each future until it is there or time is up; asked again it goes on from where it was. */
export function compareBranches(
  { simulation, course, beside }: History,
  isOutOfTime: () => boolean,
): { readonly atMs: number; readonly branches: readonly BranchCounts[] } {
  const branches = course.branches.flatMap(({ id }) => {
    if (id === course.current) return [countsOf(id, simulation)];
    const side = beside(id);
    if (side === null) return [];
    while (side.nowUs < simulation.nowUs && !isOutOfTime())
      side.advance(Math.min(simulation.nowUs, side.nowUs + SLICE_US));
    return [countsOf(id, side)];
  });
  return { atMs: simulation.nowUs / 1000, branches };
}

function countsOf(branch: number, simulation: Simulation): BranchCounts {
  const { atMs, sessionsLost, itemsLost, outcomes, affinityRatio } = simulation.measures();
  return { branch, atMs, sessionsLost, itemsLost, requestsFailed: outcomes.unavailable, affinityRatio };
}
