/** The engine's side of the bridge: answers commands. Runs in a worker, or in the page where no worker can start. */
import { type Course, createHistory, type Happening, type History, type Position } from '../engine/index.ts';
import { compareBranches } from './compareBranches.ts';
import { createEventLog, type EventLog } from './eventLog.ts';
import { createLookout } from './lookout.ts';
import type { Ahead, Command, Stepped, Update } from './protocol.ts';

type Frame = Extract<Update, { type: 'frame' }>;

export interface Host {
  handle(command: Command): Update;
}

/** Virtual time between two looks at the clock. */
const SLICE_US = 500_000;

/** `budgetMs`: how long one command may take; what takes longer is answered from on the way, and asked for again. */
export function createHost(budgetMs = Number.POSITIVE_INFINITY): Host {
  let history: History | null = null;
  /** Made when somebody reads: the fast path never pays for it. */
  let log: EventLog | null = null;
  let happenings: Happening[] = [];
  let happenedAt: number[] = [];
  const lookout = createLookout();
  let toldCourse: Course | null = null;
  let toldParting: Position | null = null;
  const sink = {
    happened: (happening: Happening) => {
      happenings.push(happening);
      happenedAt.push(history?.simulation.events ?? 0);
    },
  };

  function frame(id: number, run: History, wantSnapshot: boolean, stepped: Stepped | null = null): Frame {
    const { simulation, course, parted, reached } = run;
    const since = { happenings, happenedAt };
    happenings = [];
    happenedAt = [];
    const isNewWay = parted !== toldParting;
    const isNewCourse = course !== toldCourse;
    toldParting = parted;
    toldCourse = course;
    return {
      id,
      type: 'frame',
      atMs: simulation.nowUs / 1000,
      marks: simulation.marks(),
      snapshot: wantSnapshot ? simulation.snapshot() : null,
      ...since,
      events: simulation.events,
      reached,
      holdsTo: isNewWay ? parted.events : null,
      course: isNewCourse ? course : null,
      stepped,
      ahead: null,
    };
  }

  const lookAhead = (run: History, wish: Extract<Command, { type: 'advance' }>['lookFor']): Ahead | null =>
    wish === undefined ? null : lookout.look(run, wish, timer(budgetMs));

  /** On to a moment, in slices. */
  function go(run: History, toUs: number): void {
    const outOfTime = timer(budgetMs);
    do run.advance(Math.min(toUs, run.simulation.nowUs + SLICE_US), sink);
    while (run.simulation.nowUs < toUs && !outOfTime());
  }

  function answer(command: Command): Update {
    const { id } = command;
    if (command.type === 'load') {
      happenings = [];
      happenedAt = [];
      log = null;
      history = createHistory(command.scenario, [], command.course);
      history.advance(command.toMs * 1000, sink);
      return frame(id, history, true);
    }
    if (history === null) return { id, type: 'failed', message: `no run is loaded to ${command.type}` };
    const { simulation } = history;
    switch (command.type) {
      case 'advance':
        go(history, Math.round(command.toMs * 1000));
        return { ...frame(id, history, command.wantSnapshot), ahead: lookAhead(history, command.lookFor) };
      case 'seek': {
        const toUs = Math.round(command.toMs * 1000);
        history.seek(Math.min(toUs, Math.max(history.reached.us, simulation.nowUs)), sink);
        go(history, toUs);
        return frame(id, history, true);
      }
      case 'stepRequest':
        history.advanceToNextFinish(simulation.nowUs + command.limitMs * 1000, sink);
        return frame(id, history, true);
      case 'stepEvent': {
        const event = history.stepEvent(simulation.nowUs + command.limitMs * 1000, sink);
        return frame(id, history, true, { by: 'event', isBack: false, event });
      }
      case 'stepBack': {
        const stepped: Stepped =
          command.by === 'event'
            ? { by: 'event', isBack: true, event: history.stepEventBack() }
            : { by: 'request', isBack: true, request: history.stepFinishBack() };
        return frame(id, history, true, stepped);
      }
      case 'act': {
        const refusal = history.act(command.action, sink, command.joins);
        return refusal === null ? frame(id, history, true) : { id, type: 'refused', refusal };
      }
      case 'undo':
        history.undo(sink);
        return frame(id, history, true);
      case 'redo':
        history.redo(sink);
        return frame(id, history, true);
      case 'takeBranch':
        history.takeBranch(command.branch, sink);
        return frame(id, history, true);
      case 'nameBranch':
        history.nameBranch(command.branch, command.name);
        return frame(id, history, false);
      case 'compare':
        return { id, type: 'compared', ...compareBranches(history, timer(budgetMs)) };
      case 'check':
        return { id, type: 'checked', refusals: command.actions.map((action) => simulation.refusal(action)) };
      case 'explain':
        return { id, type: 'explained', explanation: history.explain(command.request) };
      case 'measure':
        return {
          ...{ id, type: 'measured', measures: simulation.measures() },
          ...{ windows: simulation.windows(), actions: simulation.actions },
        };
      case 'events':
        log ??= createEventLog(history);
        return { id, type: 'events', page: log.read(command.filter, command.page) };
    }
  }

  return {
    handle(command) {
      try {
        return answer(command);
      } catch (error) {
        return { id: command.id, type: 'failed', message: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function timer(budgetMs: number): () => boolean {
  const until = performance.now() + budgetMs;
  return () => performance.now() > until;
}
