/** The servers as balancing sees them: who may take a stranger now, and how busy each is. A view, not a copy. */
import type { BalancerState, ServerState, ServerView, World } from './world.ts';
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

/** Whether strangers may be sent there, as the load balancer sees it. */
export function takesStrangers(server: ServerState, view: ServerView): boolean {
  return server.admin === 'ready' && (view.believedUp || view.mayProbe) && server.weight > 0;
}

/** Whether those pinned to it may be sent there: one in maintenance never keeps them, one that drains by the product. */
export function takesPinned(server: ServerState, view: ServerView, keepsInDrain: boolean): boolean {
  const isOpen = server.admin === 'ready' || (keepsInDrain && server.admin === 'drain');
  return isOpen && (view.believedUp || view.mayProbe);
}

interface Listed {
  readonly configured: readonly number[];
  readonly all: readonly number[];
}

const NOTHING_LISTED: Listed = { configured: [], all: [] };

/** The world, and the load balancer whose servers these are. */
export interface PoolSource {
  readonly world: World;
  readonly balancer: BalancerState;
}

/** A class: see `contexts.ts`. */
export class LivePool implements Pool {
  /** The server to leave out while others are usable (HAProxy's `srvtoavoid` when a request is redispatched). */
  avoid = NONE;
  /** Servers to leave out besides, which have been tried in vain (nginx's `tried`). */
  private tried: readonly number[] = [];
  configured: readonly number[] = [];
  private all: readonly number[] = [];
  private others: readonly number[] = [];
  private othersOf = NONE;
  /** The lists of each load balancer. */
  private readonly listed: Listed[] = [];
  private readonly source: PoolSource;

  constructor(source: PoolSource) {
    this.source = source;
  }

  get usable(): readonly number[] {
    if (this.avoid === NONE || this.all.length < 2) return this.all;
    if (this.othersOf !== this.avoid) {
      this.others = this.all.filter((server) => server !== this.avoid && !this.tried.includes(server));
      this.othersOf = this.avoid;
    }
    return this.others;
  }

  get size(): number {
    return this.source.world.servers.length;
  }

  isUsable(server: number): boolean {
    if (!takesStrangers(this.at(server), this.seen(server))) return false;
    return (server !== this.avoid && !this.tried.includes(server)) || this.all.length < 2;
  }

  id(server: number): string {
    return this.at(server).id;
  }

  address(server: number): string {
    return this.at(server).address;
  }

  weight(server: number): number {
    return this.at(server).weight * this.seen(server).warmth;
  }

  connections(server: number): number {
    return this.seen(server).connections;
  }

  connectionsChanged(server: number): number {
    return this.seen(server).connectionsChanged;
  }

  /** While it looks for another server than those; an empty list ends that. */
  leaveOut(tried: readonly number[]): void {
    this.tried = tried;
    this.avoid = tried[0] ?? NONE;
    this.othersOf = NONE;
  }

  /** To be called when a server's state has changed. */
  refresh(): void {
    const rows = [...this.source.world.servers.keys()];
    this.configured = rows.filter((row) => this.at(row).admin !== 'removed');
    this.all = rows.filter((row) => takesStrangers(this.at(row), this.seen(row)));
    this.othersOf = NONE;
    this.listed[this.source.balancer.row] = { configured: this.configured, all: this.all };
  }

  /** The source has turned to that load balancer. */
  attend(balancer: number): void {
    const { configured, all } = this.listed[balancer] ?? NOTHING_LISTED;
    this.configured = configured;
    this.all = all;
    this.othersOf = NONE;
  }

  private seen(server: number): ServerView {
    return this.source.balancer.views[server]!;
  }

  private at(server: number): ServerState {
    return this.source.world.servers[server]!;
  }
}
