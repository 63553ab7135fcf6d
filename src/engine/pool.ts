/** The servers as balancing sees them: who may take a stranger now, and how busy each is. A view, not a copy. */
import type { ServerState, World } from './world.ts';
import { NONE } from './world.ts';

export interface Pool {
  /** Rows of the servers that take strangers now, in the order of the configuration. */
  readonly usable: readonly number[];
  /** Rows of all servers in the configuration, those that are down or draining included. */
  readonly configured: readonly number[];
  /** All rows ever; a removed server keeps its row. */
  readonly size: number;
  isUsable(server: number): boolean;
  id(server: number): string;
  /** As written in the configuration: `10.0.0.11:8080`. */
  address(server: number): string;
  /** While it starts slowly, the part of it that counts. */
  weight(server: number): number;
  /** Requests in its hands, served and queued. */
  connections(server: number): number;
  /** Order of the last change of `connections`. */
  connectionsChanged(server: number): number;
}

export interface LivePool extends Pool {
  /** The server to leave out while others are usable (HAProxy's `srvtoavoid` when a request is redispatched). */
  avoid: number;
  /** To be called when a server's state has changed. */
  refresh(): void;
}

/** Whether strangers may be sent there, as the load balancer sees it. */
export function takesStrangers(server: ServerState): boolean {
  return server.admin === 'ready' && (server.believedUp || server.mayProbe) && server.weight > 0;
}

/** Whether those pinned to it may be sent there: a drained server keeps them, one in maintenance does not. */
export function takesPinned(server: ServerState): boolean {
  return (server.admin === 'ready' || server.admin === 'drain') && (server.believedUp || server.mayProbe);
}

export function createPool(source: { readonly world: World }): LivePool {
  let all: number[] = [];
  let configured: number[] = [];
  let others: number[] = [];
  let othersOf = NONE;
  return {
    avoid: NONE,
    get usable() {
      if (this.avoid === NONE || all.length < 2) return all;
      if (othersOf !== this.avoid) {
        others = all.filter((server) => server !== this.avoid);
        othersOf = this.avoid;
      }
      return others;
    },
    get configured() {
      return configured;
    },
    get size() {
      return source.world.servers.length;
    },
    isUsable(server) {
      return takesStrangers(source.world.servers[server]!) && (server !== this.avoid || all.length < 2);
    },
    id: (server) => source.world.servers[server]!.id,
    address: (server) => source.world.servers[server]!.address,
    weight: (server) => source.world.servers[server]!.weight * source.world.servers[server]!.warmth,
    connections: (server) => source.world.servers[server]!.connections,
    connectionsChanged: (server) => source.world.servers[server]!.connectionsChanged,
    refresh() {
      all = [];
      configured = [];
      othersOf = NONE;
      source.world.servers.forEach((server, row) => {
        if (server.admin !== 'removed') configured.push(row);
        if (takesStrangers(server)) all.push(row);
      });
    },
  };
}
