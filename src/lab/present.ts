/** Who and what is still there. Rows never go: marks and tokens name people and servers by their place in the list. */
import type { ServerSnapshot, Snapshot } from '../engine/index.ts';

/** A server that was removed stays until it has finished what it had in its hands. */
export const isPresent = ({ admin, process, connections }: ServerSnapshot): boolean =>
  admin !== 'removed' || (process === 'running' && connections > 0);

export const presentServers = (servers: readonly ServerSnapshot[]): readonly ServerSnapshot[] =>
  servers.every(isPresent) ? servers : servers.filter(isPresent);

/** Servers that the load balancer has in its configuration. */
export const inPool = ({ admin }: Pick<ServerSnapshot, 'admin'>): boolean => admin !== 'removed';

/** Attackers are not of those whose number the load sets. */
export const countPeople = (snapshot: Snapshot | null): number =>
  snapshot?.people.reduce((sum, { isActive, isAttacker }) => sum + Number(isActive && !isAttacker), 0) ?? 0;

/** Those who left when the load was lowered leave the picture: their sessions and rows are nobody's any more. */
export function withoutThoseWhoLeft(snapshot: Snapshot): Snapshot {
  const { people, servers, store, persistence } = snapshot;
  if (people.every(({ isActive }) => isActive)) return snapshot;
  const present = (rows: readonly number[]): readonly number[] => rows.filter((row) => people[row]?.isActive);
  return {
    ...snapshot,
    servers: servers.map((server) => ({
      ...server,
      sessions: present(server.sessions),
      graves: present(server.graves),
    })),
    store: store && { ...store, sessions: present(store.sessions) },
    persistence: { ...persistence, rows: persistence.rows.map((row) => ({ ...row, people: present(row.people) })) },
  };
}
