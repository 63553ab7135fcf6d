/**
 * A run that remembers: checkpoints as it goes, so that any moment can be gone back to, and any request explained by
 * replaying to just before it with evidence switched on. Checkpoints thin out as they grow many, so memory stays bounded
 * however long the run: their spacing doubles each time there are too many.
 */
import type { Action, Refusal, TimedAction } from './actions.ts';
import type { Explanation } from './evidence.ts';
import type { Sink } from './run.ts';
import type { RecordedRequest, Scenario } from './scenario.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import type { World } from './world.ts';

const CHECKPOINTS = 128;
const FIRST_SPACING_US = 2_000_000;
/** A request takes at most this long from sending to its end; with it a replay gives up on one that is still on its way. */
const LONGEST_REQUEST_US = 600_000_000;

interface Checkpoint {
  readonly atUs: number;
  readonly requestsSent: number;
  readonly world: World;
}

/** A future that was left by acting in its past. */
export interface Branch {
  /** When it was left. */
  readonly atMs: number;
  /** What had been done up to then, in both futures. */
  readonly shared: readonly TimedAction[];
  /** What had been done after that moment. */
  readonly actions: readonly TimedAction[];
}

export interface History {
  readonly simulation: Simulation;
  /** The furthest moment the present future has been computed to, in µs. */
  readonly reachedUs: number;
  readonly branches: readonly Branch[];
  advance(toUs: number, sink?: Sink): void;
  advanceToNextFinish(limitUs: number, sink?: Sink): void;
  /** Goes to any moment, back or on. The past replays exactly. */
  seek(toUs: number, sink?: Sink): void;
  /**
   * Acts at this moment. In the past that makes a new future: what a user had done after it is set aside as a branch,
   * while the scenario's own actions still come.
   */
  act(action: Action, sink?: Sink): Refusal | null;
  /** Leaves this future for the branch with that index, which is swapped for it, and goes to the moment it was left. */
  takeBranch(index: number, sink?: Sink): void;
  /** Tells again what happened after `fromUs` and up to `toUs`, from the nearest checkpoint; the run stays where it is. */
  replay(fromUs: number, toUs: number, sink: Sink): void;
  /** The evidence for a finished request; null for one that does not exist or has not finished. */
  explain(request: number): Explanation | null;
}

export function createHistory(scenario: Scenario, recorded: readonly RecordedRequest[] = []): History {
  const simulation = createSimulation(scenario, recorded);
  const own = new Set(simulation.actions);
  let checkpoints: Checkpoint[] = [take(simulation)];
  let spacingUs = FIRST_SPACING_US;
  let reachedUs = 0;
  let branches: Branch[] = [];
  let replay: Simulation | null = null;

  function remember(): void {
    reachedUs = Math.max(reachedUs, simulation.nowUs);
    const last = checkpoints[checkpoints.length - 1]!;
    if (simulation.nowUs - last.atUs < spacingUs) return;
    checkpoints.push(take(simulation));
    if (checkpoints.length <= CHECKPOINTS) return;
    checkpoints = checkpoints.filter((_, index) => index % 2 === 0);
    spacingUs *= 2;
  }

  function advance(toUs: number, sink?: Sink): void {
    while (simulation.nowUs < toUs) {
      simulation.advance(Math.min(toUs, simulation.nowUs + spacingUs), sink);
      remember();
    }
  }

  function seek(toUs: number, sink?: Sink): void {
    if (toUs < simulation.nowUs) {
      const before = checkpoints.findLast((checkpoint) => checkpoint.atUs <= toUs) ?? checkpoints[0]!;
      simulation.restore(before.world, simulation.actions);
    }
    // On the way to a moment that was there before nothing is news.
    simulation.advance(Math.min(toUs, reachedUs));
    advance(toUs, sink);
  }

  /** From now on the run goes another way: what was done and computed beyond this moment no longer holds. */
  function leaveFuture(): Branch {
    const atMs = simulation.nowUs / 1000;
    const live = simulation.actions.filter((action) => !own.has(action));
    const shared = live.filter((action) => action.atMs <= atMs);
    const actions = live.filter((action) => action.atMs > atMs);
    checkpoints = checkpoints.filter(({ atUs }) => atUs <= simulation.nowUs);
    simulation.restore(simulation.checkpoint(), inOrder([...own, ...shared]));
    reachedUs = simulation.nowUs;
    return { atMs, shared, actions };
  }

  return {
    simulation,
    get reachedUs() {
      return reachedUs;
    },
    get branches() {
      return branches;
    },
    advance,
    advanceToNextFinish(limitUs, sink) {
      simulation.advanceToNextFinish(limitUs, sink);
      remember();
    },
    seek,
    act(action, sink) {
      const refusal = simulation.refusal(action);
      if (refusal !== null) return refusal;
      if (simulation.nowUs < reachedUs) {
        const left = leaveFuture();
        if (left.actions.length > 0) branches = [...branches, left];
      }
      return simulation.act(action, sink);
    },
    takeBranch(index, sink) {
      const branch = branches[index];
      if (branch === undefined) return;
      const { atMs, shared } = branch;
      const actions = simulation.actions.filter((action) => !own.has(action) && !shared.includes(action));
      branches = branches.with(index, { atMs, shared, actions });
      // From before the moment: what was done at it in the future that is left must not have happened.
      checkpoints = checkpoints.filter(({ atUs }, position) => position === 0 || atUs < atMs * 1000);
      simulation.restore(checkpoints.at(-1)!.world, inOrder([...own, ...shared, ...branch.actions]));
      reachedUs = simulation.nowUs;
      advance(atMs * 1000, sink);
    },
    replay(fromUs, toUs, sink) {
      const before = checkpoints.findLast(({ atUs }) => atUs <= fromUs) ?? checkpoints[0]!;
      replay ??= createSimulation(scenario, recorded);
      replay.restore(before.world, simulation.actions);
      replay.advance(fromUs);
      replay.advance(toUs, sink);
    },
    explain(request) {
      if (request < 1 || request > simulation.requestsSent) return null;
      const before = checkpoints.findLast((checkpoint) => checkpoint.requestsSent < request);
      if (before === undefined) return null;
      replay ??= createSimulation(scenario, recorded);
      replay.restore(before.world, simulation.actions);
      return replay.explain(request, Math.min(simulation.nowUs, before.atUs + LONGEST_REQUEST_US + 2 * spacingUs));
    },
  };
}

const inOrder = (actions: readonly TimedAction[]): TimedAction[] => [...actions].sort((a, b) => a.atMs - b.atMs);

function take(simulation: Simulation): Checkpoint {
  return { atUs: simulation.nowUs, requestsSent: simulation.requestsSent, world: simulation.checkpoint() };
}
