/** How much each part holds now: rows of the load balancer's table, sessions in servers and in the store. */
import { type Run, sessionContext } from './run.ts';
import { SESSION_BYTES } from './session-state/laggingReplica.ts';

export interface MemoryMeasures {
  /** The tables of all load balancers together; 0 where there are none. */
  readonly balancer: { readonly rows: number; readonly bytes: number };
  readonly servers: readonly { readonly id: string; readonly sessions: number; readonly bytes: number }[];
  readonly store: readonly { readonly id: string; readonly sessions: number; readonly bytes: number }[];
}

export function memoryOf(run: Run): MemoryMeasures {
  const { world, sessionState, persistence, persistenceContext } = run;
  const sessionBytes = Number(run.sessionStateContext.options['sessionBytes'] ?? SESSION_BYTES);
  const tables = world.balancers.map(({ persistenceMemory }) => persistence.rowCount?.(persistenceMemory) ?? 0);
  const rows = tables.reduce((sum, count) => sum + count, 0);
  const rowBytes = persistence.rowBytes?.(persistenceContext.options) ?? 0;
  const nodes = sessionState.store(world.sessionStateMemory, sessionContext(run))?.nodes ?? [];
  return {
    balancer: { rows, bytes: rows * rowBytes },
    servers: world.servers.map(({ id }, row) => {
      const sessions = sessionState.countOn(row, world.sessionStateMemory);
      return { id, sessions, bytes: sessions * sessionBytes };
    }),
    store: nodes.map(({ id, sessions }) => ({ id, sessions, bytes: sessions * sessionBytes })),
  };
}
