/**
 * How a run stands at one moment, as one row of numbers: what was spent so far and what each server has. Windows keep
 * it at their ends; what happened in a window is the difference of two, so a request pays nothing for it.
 */
import { sessionsPerServer } from './measure.ts';
import { madeOnce } from './plainData.ts';
import type { Run } from './run.ts';
import { PER_SERVER, SPENT, type Standing } from './spent.ts';

export function standingOf(run: Run): Standing {
  const { servers, sessionStateMemory } = run.world;
  const costs = run.sessionState.costs(sessionStateMemory);
  const sessions = sessionsPerServer(run);
  const row = madeOnce(new Float64Array(SPENT + servers.length * PER_SERVER));
  row.set([costs.roundTrips, costs.messages, costs.bytes]);
  servers.forEach(({ requests, weight, admin }, server) => {
    const isInPool = weight > 0 && admin !== 'removed';
    row.set([requests, sessions[server]!, Number(isInPool)], SPENT + server * PER_SERVER);
  });
  return row;
}
