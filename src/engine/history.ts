/**
 * A run that remembers: checkpoints as it goes, so that any moment can be gone back to, and any request explained by
 * replaying to just before it with evidence switched on. Checkpoints thin out as they grow many, so memory stays bounded
 * however long the run: their spacing doubles each time there are too many.
 */
import type { Action, Refusal, TimedAction } from './actions.ts';
import {
  branchOf,
  type Course,
  currentBranch,
  emptyCourse,
  inOrder,
  partingMs,
  withDone,
  withName,
  withParting,
  withRedone,
  withUndone,
} from './course.ts';
import type { EngineEvent } from './engineEvent.ts';
import type { Explanation, FinishedRequest } from './evidence.ts';
import type { Sink } from './run.ts';
import type { RecordedRequest, Scenario } from './scenario.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { usOf } from './units.ts';
import type { World } from './world.ts';

const CHECKPOINTS = 128;
const FIRST_SPACING_US = 2_000_000;
/** A request takes at most this long from sending to its end; with it a replay gives up on one that is still on its way. */
const LONGEST_REQUEST_US = 600_000_000;

interface Checkpoint {
  readonly atUs: number;
  readonly events: number;
  readonly requestsSent: number;
  readonly requestsFinished: number;
  readonly world: World;
}

/** A place in a run. Several events can have the same time, so the time alone would not do. */
export interface Position {
  readonly us: number;
  readonly events: number;
}

export interface History {
  readonly simulation: Simulation;
  /** The furthest the present future has been computed to. */
  readonly reached: Position;
  /** Where the run last went another way: what was told of anything beyond it held until then. New object, new way. */
  readonly parted: Position;
  readonly course: Course;
  advance(toUs: number, sink?: Sink): void;
  advanceToNextFinish(limitUs: number, sink?: Sink): void;
  /** One event further; null if none is due by `limitUs`. */
  stepEvent(limitUs: number, sink?: Sink): EngineEvent | null;
  /** Takes the last event back, and says which it was; null at the beginning. */
  stepEventBack(): EngineEvent | null;
  /** Back to the moment when all but the last of the requests finished so far had; null if none has. */
  stepFinishBack(): FinishedRequest | null;
  /** Goes to any moment, back or on. The past replays exactly. */
  seek(toUs: number, sink?: Sink): void;
  /**
   * Acts at this moment. In the past that makes a new future, while the scenario's own actions still come; the one that
   * is left stays as a branch. `joins`: it was done together with the action before, and is undone with it.
   */
  act(action: Action, sink?: Sink, joins?: boolean): Refusal | null;
  /** The run as if the last deed of a user had not been done, at the same moment. False where there is none. */
  undo(sink?: Sink): boolean;
  redo(sink?: Sink): boolean;
  /** Goes over to another future, at the same moment. */
  takeBranch(id: number, sink?: Sink): void;
  nameBranch(id: number, name: string | null): void;
  /** Another future, in a simulation of its own that stands at this moment or before it. Advance it, but do not act. */
  beside(id: number): Simulation | null;
  /** This future, in a simulation of its own that stands at this moment. */
  ahead(): Simulation;
  /** Tells again what happened after `fromUs` and up to `toUs`, from the nearest checkpoint; the run stays where it is. */
  replay(fromUs: number, toUs: number, sink: Sink): void;
  /** The evidence for a finished request; null for one that does not exist or has not finished. */
  explain(request: number): Explanation | null;
}

/** `course`: the futures of a run that is to be brought back; it begins in the one that is current. */
export function createHistory(
  scenario: Scenario,
  recorded: readonly RecordedRequest[] = [],
  course: Course = emptyCourse,
): History {
  const simulation = createSimulation(scenario, recorded);
  const own = new Set(simulation.actions);
  let checkpoints: Checkpoint[] = [take(simulation)];
  let spacingUs = FIRST_SPACING_US;
  let reached: Position = { us: 0, events: 0 };
  let parted = reached;
  let replay: Simulation | null = null;
  let scout: Simulation | null = null;
  const sides = new Map<number, { readonly actions: readonly TimedAction[]; readonly simulation: Simulation }>();
  const allOf = (actions: readonly TimedAction[]): TimedAction[] => inOrder([...own, ...actions]);
  simulation.restore(checkpoints[0]!.world, allOf(currentBranch(course).actions));

  function remember(): void {
    if (simulation.events >= reached.events) {
      reached = { us: Math.max(reached.us, simulation.nowUs), events: simulation.events };
    }
    const last = checkpoints[checkpoints.length - 1]!;
    if (simulation.nowUs - last.atUs < spacingUs) return;
    checkpoints.push(take(simulation));
    if (checkpoints.length <= CHECKPOINTS) return;
    checkpoints = checkpoints.filter((_, index) => index % 2 === 0);
    spacingUs *= 2;
  }

  function advance(toUs: number, sink?: Sink): void {
    const news = onlyNews(sink);
    while (simulation.nowUs < toUs) {
      simulation.advance(Math.min(toUs, simulation.nowUs + spacingUs), news);
      remember();
    }
  }

  /** On the way to a moment that was there before nothing is news. */
  function onlyNews(sink: Sink = {}): Sink {
    const isNews = (): boolean => simulation.events > reached.events;
    return {
      finished: (request) => isNews() && sink.finished?.(request),
      happened: (happening) => isNews() && sink.happened?.(happening),
    };
  }

  function seek(toUs: number, sink?: Sink): void {
    const before = checkpoints.findLast(({ atUs }) => atUs <= toUs);
    // Forwards, too, a checkpoint on the way saves computing again what lies before it.
    if (toUs < simulation.nowUs || (before !== undefined && before.events > simulation.events)) restore(before);
    advance(toUs, sink);
    // The moment as a whole, also where the run stood between two events of it.
    simulation.advance(toUs, onlyNews(sink));
    remember();
  }

  function restore(checkpoint: Checkpoint = checkpoints[0]!): void {
    simulation.restore(checkpoint.world, simulation.actions);
  }

  /** Back to a place that is counted, not timed: by events or by finished requests. */
  function goBackTo(count: number, by: 'events' | 'requestsFinished'): void {
    restore(checkpoints.findLast((checkpoint) => checkpoint[by] < count));
    if (by === 'events') simulation.advanceToEvent(count, reached.us);
    else simulation.advanceToFinish(count, reached.us);
  }

  /** What comes next, without going there. */
  function peek(look: () => void): void {
    const here = simulation.checkpoint();
    look();
    simulation.restore(here, simulation.actions);
  }

  /** What was told of the future beyond this place no longer holds. */
  function part(): void {
    reached = { us: simulation.nowUs, events: simulation.events };
    parted = reached;
  }

  /** The run goes another way from `fromUs` on, and is brought to this moment again. */
  function goOtherWay(next: Course, sink?: Sink): void {
    const nowUs = simulation.nowUs;
    const [before, after] = [currentBranch(course).actions, currentBranch(next).actions];
    course = next;
    const fromUs = usOf(partingMs(before, after));
    if (fromUs === Number.POSITIVE_INFINITY) return;
    // From before that moment: what is done at it in the other future must not have happened.
    checkpoints = checkpoints.filter(({ atUs }, position) => position === 0 || atUs < fromUs);
    simulation.restore(checkpoints.at(-1)!.world, allOf(after));
    simulation.advance(Math.min(reached.us, fromUs - 1));
    part();
    seek(nowUs, sink);
  }

  /** What has been done by now in the present future, and not what is still to come in it. */
  const doneByNow = (): TimedAction[] =>
    simulation.actions.slice(0, simulation.actionsDone).filter((action) => !own.has(action));

  return {
    simulation,
    get reached() {
      return reached;
    },
    get parted() {
      return parted;
    },
    get course() {
      return course;
    },
    advance,
    advanceToNextFinish(limitUs, sink) {
      simulation.advanceToNextFinish(limitUs, onlyNews(sink));
      remember();
    },
    stepEvent(limitUs, sink) {
      const event = simulation.stepEvent(limitUs, onlyNews(sink));
      remember();
      return event;
    },
    stepEventBack() {
      if (simulation.events === 0) return null;
      goBackTo(simulation.events - 1, 'events');
      let taken: EngineEvent | null = null;
      peek(() => {
        taken = simulation.stepEvent(reached.us);
      });
      return taken;
    },
    stepFinishBack() {
      if (simulation.requestsFinished === 0) return null;
      goBackTo(simulation.requestsFinished - 1, 'requestsFinished');
      let taken: FinishedRequest | null = null;
      peek(() =>
        simulation.advanceToNextFinish(reached.us, {
          finished: (request) => {
            taken ??= request;
          },
        }),
      );
      return taken;
    },
    seek,
    act(action, sink, joins = false) {
      const isPast = simulation.events < reached.events || simulation.nowUs < reached.us;
      const shared = doneByNow();
      if (isPast) {
        // What is done later in the future that is left must not stand in the way.
        const left = [...simulation.actions];
        simulation.restore(simulation.checkpoint(), allOf(shared));
        const refusal = simulation.refusal(action);
        if (refusal !== null) {
          simulation.restore(simulation.checkpoint(), left);
          return refusal;
        }
        checkpoints = checkpoints.filter(({ events }) => events <= simulation.events);
        part();
      }
      const refusal = simulation.act(action, sink);
      if (refusal !== null) return refusal;
      const done = simulation.actions.findLast((one) => !own.has(one) && !shared.includes(one))!;
      course = isPast ? withParting(course, shared, done) : withDone(course, done, joins);
      reached = { us: simulation.nowUs, events: simulation.events };
      return null;
    },
    undo(sink) {
      const next = withUndone(course);
      if (next !== null) goOtherWay(next, sink);
      return next !== null;
    },
    redo(sink) {
      const next = withRedone(course);
      if (next !== null) goOtherWay(next, sink);
      return next !== null;
    },
    takeBranch(id, sink) {
      if (branchOf(course, id) !== undefined) goOtherWay({ ...course, current: id }, sink);
    },
    nameBranch(id, name) {
      course = withName(course, id, name);
    },
    beside(id) {
      const branch = branchOf(course, id);
      if (branch === undefined) return null;
      const { actions } = branch;
      const kept = sides.get(id);
      if (kept?.actions === actions && kept.simulation.nowUs <= simulation.nowUs) return kept.simulation;
      const side = kept?.simulation ?? createSimulation(scenario, recorded);
      const sharedUs = usOf(partingMs(actions, currentBranch(course).actions));
      const before = checkpoints.findLast(({ atUs }) => atUs < sharedUs && atUs <= simulation.nowUs);
      side.restore((before ?? checkpoints[0]!).world, allOf(actions));
      sides.set(id, { actions, simulation: side });
      return side;
    },
    ahead() {
      scout ??= createSimulation(scenario, recorded);
      scout.restore(simulation.checkpoint(), simulation.actions);
      return scout;
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

function take(simulation: Simulation): Checkpoint {
  const { nowUs, events, requestsSent, requestsFinished } = simulation;
  return { atUs: nowUs, events, requestsSent, requestsFinished, world: simulation.checkpoint() };
}
