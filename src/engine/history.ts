/**
 * A run that remembers: checkpoints as it goes, so that any moment can be gone back to, and any request explained by
 * replaying to just before it with evidence switched on. Checkpoints thin out as they age, so memory stays bounded.
 */
import type { Explanation } from './evidence.ts';
import type { Sink } from './run.ts';
import type { RecordedRequest, Scenario } from './scenario.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import type { World } from './world.ts';

const CHECKPOINTS = 64;
const FIRST_SPACING_US = 2_000_000;
/** A request takes at most this long from sending to its end; with it a replay gives up on one that is still on its way. */
const LONGEST_REQUEST_US = 600_000_000;

interface Checkpoint {
  readonly atUs: number;
  readonly requestsSent: number;
  readonly world: World;
}

export interface History {
  readonly simulation: Simulation;
  advance(toUs: number, sink?: Sink): void;
  advanceToNextFinish(limitUs: number, sink?: Sink): void;
  /** The evidence for a finished request; null for one that does not exist or has not finished. */
  explain(request: number): Explanation | null;
}

export function createHistory(scenario: Scenario, recorded: readonly RecordedRequest[] = []): History {
  const simulation = createSimulation(scenario, recorded);
  let checkpoints: Checkpoint[] = [take(simulation)];
  let spacingUs = FIRST_SPACING_US;
  let replay: Simulation | null = null;

  function remember(): void {
    const last = checkpoints[checkpoints.length - 1]!;
    if (simulation.nowUs - last.atUs < spacingUs) return;
    checkpoints.push(take(simulation));
    if (checkpoints.length <= CHECKPOINTS) return;
    checkpoints = checkpoints.filter((_, index) => index % 2 === 0);
    spacingUs *= 2;
  }

  return {
    simulation,
    advance(toUs, sink) {
      while (simulation.nowUs < toUs) {
        simulation.advance(Math.min(toUs, simulation.nowUs + spacingUs), sink);
        remember();
      }
    },
    advanceToNextFinish(limitUs, sink) {
      simulation.advanceToNextFinish(limitUs, sink);
      remember();
    },
    explain(request) {
      if (request < 1 || request > simulation.requestsSent) return null;
      const before = checkpoints.filter((checkpoint) => checkpoint.requestsSent < request).at(-1);
      if (before === undefined) return null;
      replay ??= createSimulation(scenario, recorded);
      replay.restore(before.world, simulation.actions);
      return replay.explain(request, Math.min(simulation.nowUs, before.atUs + LONGEST_REQUEST_US + 2 * spacingUs));
    },
  };
}

function take(simulation: Simulation): Checkpoint {
  return { atUs: simulation.nowUs, requestsSent: simulation.requestsSent, world: simulation.checkpoint() };
}
