/** The state of a run at one moment, as the picture and the text view need it. Plain data: it crosses to the page. */
import type { WishName } from './behaviours/wishes.ts';
import type { Outcome } from './outcomes.ts';
import type { Behaviour, Network } from './scenario.ts';
import type { StoreNode } from './session-state/contract.ts';

export interface PersonSnapshot {
  /** `ada`: stable within a run, as actions name it. */
  readonly id: string;
  readonly name: string;
  /** False for those who left when the load was lowered; they keep their row. */
  readonly isActive: boolean;
  /** Whose account it is: the person's own id, or of whom they are a second device. */
  readonly account: string;
  /** Not a person at all, but somebody who attacks the site or others on it. */
  readonly isAttacker: boolean;
  /** Requests of attackers that were answered as if they were this person's. */
  readonly hijacks: number;
  /** They work in two tabs at once. */
  readonly hasTab: boolean;
  readonly behaviour: Behaviour;
  readonly network: Network;
  readonly address: string;
  /** What the person believes. */
  readonly believesSignedIn: boolean;
  readonly believesItems: number;
  /** The truth: false when their session was destroyed and they do not know it yet. */
  readonly sessionAlive: boolean;
  /** The server that holds their session or served it last; null where there is none. */
  readonly homeServer: string | null;
  /** Since when they have the session that they believe in; null where they have none. */
  readonly sessionSinceMs: number | null;
  /**
   * The server that persistence would send their next request to, whatever its state; null for a stranger. Where it looks
   * at the path, as if they asked for the same again.
   */
  readonly pinnedTo: string | null;
  /** What their last finished request was to them; null before the first. */
  readonly lastOutcome: Outcome | null;
  readonly lastRequest: number | null;
  /** Harm of the last request: how many items were gone. */
  readonly lastItemsLost: number;
  /** What they last asked for, whatever came of it. */
  readonly lastWish: WishName | null;
  /** Items gone in all sessions they have lost. */
  readonly itemsLost: number;
  /** What their next request carries for the load balancer to look at. */
  readonly clue: Clue;
  /** Whether the session itself travels with them (a signed token). */
  readonly carriesSession: boolean;
  readonly sessionsLost: number;
}

export interface Clue {
  readonly kind: 'address' | 'cookie' | 'request' | 'none';
  /** As it stands on the wire: `SRV=s3`, `203.0.113.7`, or empty. */
  readonly text: string;
}

export type Belief = 'up' | 'down' | 'going-down' | 'going-up';

/** What is wrong with a server so that checks can find it out: first of all that it is dead. */
export type Trouble = 'dead' | 'cut' | 'hung';

export interface ServerSnapshot {
  readonly id: string;
  readonly address: string;
  readonly weight: number;
  /** How much of its weight counts, 0–1: below 1 while it starts slowly. */
  readonly warmth: number;
  /** The process as it is. */
  readonly process: 'running' | 'dead' | 'starting';
  /** It accepts connections and never answers. */
  readonly isHung: boolean;
  /** Its work takes so many times as long; 1 is as it should be. */
  readonly slowness: number;
  /** How far its clock is ahead of the true time; behind, if negative. */
  readonly clockSkewMs: number;
  /** Its links that let nothing through. */
  readonly cutFrom: readonly ('load-balancer' | 'store')[];
  /** The process as the load balancer's health checks believe it; between two checks it can be wrong. */
  readonly belief: Belief;
  /** Checks in a row (without checks: attempts) that said otherwise, and how many it takes. */
  readonly checks: { readonly against: number; readonly needed: number };
  /** Since when the belief is as it is. */
  readonly beliefSinceMs: number;
  readonly admin: 'ready' | 'drain' | 'maintenance' | 'removed';
  readonly workers: number;
  readonly working: readonly number[];
  readonly queued: number;
  readonly connections: number;
  /** People (index into `people`) whose session is in this server's memory. */
  readonly sessions: readonly number[];
  /** Copies of sessions on their way to it from other servers. */
  readonly copiesUnderWay: number;
  /** Sessions in its memory that nobody will come back for: their people were sent elsewhere and have new ones. */
  readonly orphans: number;
  /** People whose session died here with the process and who do not know it yet. */
  readonly graves: readonly number[];
  /** How many sessions died here when the process last ended. */
  readonly sessionsDied: number;
  readonly deadAtMs: number | null;
  /** Since when it has been dead, hung or cut off from the load balancer; null while it is well. */
  readonly unwellSinceMs: number | null;
  readonly requests: number;
}

/** What one load balancer knows and does, where there are two; with one it says the same as the rest. */
export interface BalancerSnapshot {
  readonly id: string;
  readonly process: 'running' | 'dead';
  /** Holds the virtual address, or has a route to it. */
  readonly hasAddress: boolean;
  /** Whether packets to the site's address come to it: only one of two that hold a virtual address gets them. */
  readonly isReached: boolean;
  /** When the address is to move to it (or the route from it); null where no move is due. */
  readonly movesAtMs: number | null;
  readonly restarts: number;
  /** In the order of `Snapshot.servers`. */
  readonly views: readonly {
    readonly server: string;
    readonly belief: Belief;
    readonly checks: { readonly against: number; readonly needed: number };
    readonly beliefSinceMs: number;
    readonly warmth: number;
    readonly connections: number;
    readonly isCut: boolean;
  }[];
  readonly balancing: BalancingPicture;
  readonly persistence: PersistencePicture;
  /** `none`: it has no peer, or none that it teaches. */
  readonly peer: 'none' | 'heard' | 'not-heard';
}

export interface StoreSnapshot {
  readonly name: string;
  readonly sessions: readonly number[];
  /** Median of one round trip. */
  readonly roundTripMs: number;
  readonly roundTrips: number;
  readonly nodes: readonly StoreNode[];
  /** Of servers that hold a bounded number of connections to it: how many are in use, of how many. */
  readonly pools: readonly { readonly server: string; readonly inUse: number; readonly size: number }[];
}

/** How balancing stands: which mechanism, and where its hand is. */
export type BalancingPicture =
  | {
      readonly kind: 'rotation';
      readonly next: string | null;
      /** Whose turn it is and will be, if nothing changes; empty where each turn is drawn by chance. */
      readonly upcoming: readonly string[];
      /** nginx's smooth order: what each server has earned and not been paid for yet; empty elsewhere. */
      readonly credits: readonly { readonly server: string; readonly credit: number; readonly weight: number }[];
    }
  | {
      readonly kind: 'connections';
      readonly next: string | null;
      /** Those that the next one is chosen among, drawn by chance; empty where all are compared. */
      readonly drawn: readonly string[];
      readonly counts: readonly { readonly server: string; readonly count: number }[];
    }
  | {
      readonly kind: 'ring';
      /** Positions on the ring, 0–1, sorted; of a ring of very many every n-th. */
      readonly points: readonly { readonly at: number; readonly server: string }[];
      /** Where the keys of people land, and the server they find. */
      readonly keys: readonly { readonly at: number; readonly server: string; readonly people: readonly number[] }[];
      /** With a bound: requests in each server's hands, and for how many it has room; empty without. */
      readonly room: readonly { readonly server: string; readonly taken: number; readonly slots: number }[];
    }
  | {
      readonly kind: 'table';
      /** Entries of the table that a key's hash is looked up in; null where each server is asked instead (rendezvous). */
      readonly slots: number | null;
      /** Each server's part of the table, 0–1; servers that are down keep theirs where the product keeps it for them. */
      readonly shares: readonly { readonly server: string; readonly share: number }[];
      /** Where the keys of people are looked up (null without a table), and the server they find. */
      readonly keys: readonly {
        readonly slot: number | null;
        readonly server: string;
        readonly people: readonly number[];
        /** The entries of the table about that slot, whole; empty without a table. */
        readonly around: readonly { readonly slot: number; readonly server: string }[];
        /** What each server scores for this key, the highest first (rendezvous); empty with a table. */
        readonly scores: readonly { readonly server: string; readonly score: number }[];
      }[];
    };

/** What persistence remembers, for the picture. `rows` holds at most 50, the latest used first. */
export interface PersistencePicture {
  /** "the cookie SRV", "nothing" */
  readonly looksAt: string;
  /** "address → server, in a table", "nothing: the cookie says it" */
  readonly remembers: string;
  readonly rowCount: number;
  /** For how many rows there is room; null where nothing bounds them. */
  readonly sizeRows: number | null;
  /** What the mark that people carry means: its text for each server; empty where there is no such mark. */
  readonly marks: readonly { readonly text: string; readonly server: string }[];
  readonly rows: readonly {
    readonly key: string;
    readonly server: string;
    /** Share of its life that is left, 0–1. */
    readonly lifeLeft: number;
    /** Until it is forgotten if it is not used again; null where that does not happen. */
    readonly leftMs: number | null;
    readonly people: readonly number[];
  }[];
}

export interface Harm {
  readonly requests: number;
  readonly sessionsLost: number;
  readonly itemsLost: number;
  readonly requestsFailed: number;
  /** People whose session is gone and who have not noticed yet. */
  readonly unnoticed: number;
  /** Requests that reached the server of their session ÷ requests with a session (0–1); null while there are none. */
  readonly affinityRatio: number | null;
}

export interface Snapshot {
  readonly atMs: number;
  readonly people: readonly PersonSnapshot[];
  readonly servers: readonly ServerSnapshot[];
  /** The fields of servers, balancing and persistence outside are those of the one that is reached, else of the first. */
  readonly balancers: readonly BalancerSnapshot[];
  /** All links that are cut, each end by its id. */
  readonly cutLinks: readonly { readonly a: string; readonly b: string }[];
  readonly balancing: BalancingPicture;
  readonly persistence: PersistencePicture;
  /** Whether those pinned to a server that drains stay with it, as the product has it. */
  readonly keepsInDrain: boolean;
  readonly store: StoreSnapshot | null;
  /** The last finished request that nothing had bound to a server; null before the first. */
  readonly lastStranger: number | null;
  readonly harm: Harm;
  readonly thinkMs: number;
}

/**
 * Where a request in flight is. Each phase has a beginning and, where the engine knows it already, an end, so that the
 * picture can draw any moment between two updates.
 */
export const PHASES = [
  'connecting',
  'to-balancer',
  /** At the load balancer: waiting to try again. */
  'at-balancer',
  'to-server',
  'queued',
  'working',
  'from-server',
  'to-client',
] as const;
export type Phase = (typeof PHASES)[number];

/** Requests in flight, one row each, as columns that can be transferred. */
export interface Marks {
  readonly count: number;
  readonly request: Float64Array;
  readonly person: Int32Array;
  /** Index into `servers`, or -1 while none is chosen. */
  readonly server: Int32Array;
  /** Index into `PHASES`. */
  readonly phase: Uint8Array;
  readonly fromMs: Float64Array;
  /** Infinity where the end is not known yet (a queue). */
  readonly untilMs: Float64Array;
}

/** What is worth a word: for the timeline, the narration and the live region. */
export type Happening = { readonly atMs: number } & (
  | {
      readonly kind: 'action';
      readonly what:
        | 'killed'
        | 'restarted'
        | 'drained'
        | 'maintained'
        | 'ready'
        | 'added'
        | 'removed'
        | 'hung'
        | 'unhung';
      readonly server: string;
      readonly sessions: number;
    }
  | { readonly kind: 'started'; readonly server: string }
  /** Its work takes so many times as long from now on; 1 is as before. */
  | { readonly kind: 'pace-set'; readonly server: string; readonly factor: number }
  | { readonly kind: 'weight-set'; readonly server: string; readonly weight: number }
  /** Ids of servers, load balancers and parts of the store, or `load-balancer` and `store` for all of them. */
  | { readonly kind: 'link'; readonly what: 'cut' | 'mended'; readonly a: string; readonly b: string }
  /** The process of a server that was removed has finished its last request and ended. */
  | { readonly kind: 'ended'; readonly server: string; readonly sessions: number }
  /** `afterMs`: since it was as it is believed now. `trouble` is what is wrong in truth; null where nothing is. */
  | {
      readonly kind: 'believed-down' | 'believed-up';
      readonly server: string;
      readonly afterMs: number;
      readonly trouble: Trouble | null;
    }
  | {
      readonly kind: 'node';
      readonly what: 'killed' | 'started';
      readonly node: string;
      readonly sessions: number;
    }
  | { readonly kind: 'load-set'; readonly people: number; readonly thinkMs: number }
  | { readonly kind: 'network-changed'; readonly person: string; readonly network: Network; readonly address: string }
  | {
      readonly kind: 'client-changed';
      readonly person: string;
      readonly what:
        | 'cookies-blocked'
        | 'cookies-allowed'
        | 'cookies-cleared'
        | 'cookie-edited'
        | 'reconnected'
        | 'tab-opened'
        | 'tab-closed';
    }
  /** `device` is the id of the new one, `person` whose it is. */
  | { readonly kind: 'device-added'; readonly person: string; readonly device: string; readonly network: Network }
  | { readonly kind: 'device-removed'; readonly person: string; readonly device: string }
  /** What an attacker begins: against `victim`, or aimed at `server`. */
  | {
      readonly kind: 'attack';
      readonly what: 'cookie-stolen' | 'cookie-forged' | 'session-fixed' | 'token-forged' | 'stopped';
      readonly by: string;
      readonly victim: string | null;
      readonly server: string | null;
    }
  /** An attacker was answered as if they were `person`. */
  | {
      readonly kind: 'hijacked';
      readonly person: string;
      readonly by: string;
      readonly request: number;
      readonly server: string;
    }
  /** All sessions of that person's account are to end; so many there were. */
  | { readonly kind: 'signed-out-everywhere'; readonly person: string; readonly sessions: number }
  | { readonly kind: 'key-rotated' }
  | { readonly kind: 'clock-skewed'; readonly server: string; readonly skewMs: number }
  /** `peers`: whether its tables were taught back to it. */
  | {
      readonly kind: 'balancer-restarted';
      readonly balancer: string;
      readonly isAlone: boolean;
      readonly peers: boolean;
    }
  /** What becomes of one of the load balancers; so many requests lost their connection by it. */
  | {
      readonly kind: 'balancer';
      readonly what:
        | 'killed'
        | 'started'
        | 'took-address'
        /** Both hold the virtual address: they do not hear each other. */
        | 'took-address-too'
        /** The router sends no more connections to it, or does again. */
        | 'route-lost'
        | 'route-back';
      readonly balancer: string;
      readonly requests: number;
    }
  | {
      readonly kind: 'session-lost';
      readonly person: string;
      readonly request: number;
      readonly items: number;
      readonly server: string;
      readonly home: string | null;
    }
  | {
      readonly kind: 'unavailable';
      readonly person: string;
      readonly request: number;
      readonly status: number;
      readonly server: string | null;
    }
);
