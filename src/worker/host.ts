/** The engine's side of the bridge: answers commands. Runs in a worker, or in the page where no worker can start. */
import { createHistory, type Happening, type History } from '../engine/index.ts';
import { createEventLog, type EventLog } from './eventLog.ts';
import type { Command, Update } from './protocol.ts';

export interface Host {
  handle(command: Command): Update;
}

export function createHost(): Host {
  let history: History | null = null;
  /** Made when somebody reads: the fast path never pays for it. */
  let log: EventLog | null = null;
  let happenings: Happening[] = [];
  const sink = { happened: (happening: Happening) => void happenings.push(happening) };

  function frame(id: number, run: History, wantSnapshot: boolean): Update {
    const since = happenings;
    happenings = [];
    return {
      id,
      type: 'frame',
      atMs: run.simulation.nowUs / 1000,
      marks: run.simulation.marks(),
      snapshot: wantSnapshot ? run.simulation.snapshot() : null,
      happenings: since,
    };
  }

  function answer(command: Command): Update {
    const { id } = command;
    if (command.type === 'load') {
      happenings = [];
      log = null;
      history = createHistory(command.scenario);
      history.advance(command.toMs * 1000, sink);
      return frame(id, history, true);
    }
    if (history === null) return { id, type: 'failed', message: `no run is loaded to ${command.type}` };
    const { simulation } = history;
    switch (command.type) {
      case 'advance':
        history.advance(Math.round(command.toMs * 1000), sink);
        return frame(id, history, command.wantSnapshot);
      case 'seek':
        // On the way on all is told again, as when the run plays: who listens has forgotten it on the way back.
        if (command.toMs * 1000 > simulation.nowUs) history.advance(Math.round(command.toMs * 1000), sink);
        else history.seek(Math.round(command.toMs * 1000), sink);
        return frame(id, history, true);
      case 'stepRequest':
        history.advanceToNextFinish(simulation.nowUs + command.limitMs * 1000, sink);
        return frame(id, history, true);
      case 'act': {
        const refusal = history.act(command.action, sink);
        return refusal === null ? frame(id, history, true) : { id, type: 'refused', refusal };
      }
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
