/** Many people as a few crowds: who belongs to which, and how those in it stand. Pure. */
import { NETWORKS, type PersonSnapshot } from '../engine/index.ts';
import { NETWORK_NAMES, type Standing, standingOf } from '../lab/wording.ts';
import { words } from '../language/words.ts';

/** Up to so many people are drawn one by one; from here on they stand in crowds. */
export const MOST_SINGLE_PEOPLE = 40;

/** What makes people a crowd. */
export const GROUPINGS = ['network', 'server'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Crowd {
  readonly id: string;
  /** "at home", "of s1 – s20" */
  readonly name: string;
  /** Rows of the snapshot, in their order. */
  readonly people: readonly number[];
}

/** More would be lines of words: neighbours are taken together. */
const MOST_CROWDS = 10;

export function crowdsOf(
  people: readonly PersonSnapshot[],
  present: readonly number[],
  grouping: Grouping,
  servers: readonly string[],
): readonly Crowd[] {
  return grouping === 'network' ? byNetwork(people, present) : byServer(people, present, servers);
}

function byNetwork(people: readonly PersonSnapshot[], present: readonly number[]): readonly Crowd[] {
  const attackers = present.filter((row) => people[row]?.isAttacker);
  const crowds = NETWORKS.map((network) => ({
    id: network,
    name: NETWORK_NAMES[network],
    people: present.filter((row) => people[row]?.network === network && !people[row].isAttacker),
  }));
  const all = [...crowds, { id: 'attackers', name: words.stage.crowd.attackers, people: attackers }];
  return all.filter((crowd) => crowd.people.length > 0);
}

function byServer(
  people: readonly PersonSnapshot[],
  present: readonly number[],
  servers: readonly string[],
): readonly Crowd[] {
  const perCrowd = Math.ceil(servers.length / MOST_CROWDS);
  const crowdOf = new Map(servers.map((server, place) => [server, Math.floor(place / perCrowd)]));
  const members: number[][] = Array.from({ length: Math.ceil(servers.length / perCrowd) }, () => []);
  const nobodys: number[] = [];
  for (const row of present) (members[crowdOf.get(people[row]?.homeServer ?? '') ?? -1] ?? nobodys).push(row);
  // Empty ones stay: a crowd that came and went would shift all others.
  const crowds = members.map((rows, index) => {
    const first = servers[index * perCrowd] ?? '';
    const last = servers[Math.min(servers.length, (index + 1) * perCrowd) - 1] ?? first;
    return { id: first, name: words.stage.crowd.ofServers(first, last), people: rows };
  });
  return [...crowds, { id: 'nobody', name: words.stage.crowd.ofNobody, people: nobodys }];
}

/** The gravest first: in this order they are told, and drawn in the bar. */
export const STANDINGS = [
  'signed-out',
  'failed',
  'misled',
  'expired',
  'unaware',
  'fine',
  'visitor',
] as const satisfies readonly Standing[];

export type StandingCounts = Readonly<Record<Standing, number>>;

export function countStandings(people: readonly PersonSnapshot[], rows: readonly number[]): StandingCounts {
  const counts: Record<Standing, number> = {
    'signed-out': 0,
    failed: 0,
    misled: 0,
    expired: 0,
    unaware: 0,
    fine: 0,
    visitor: 0,
  };
  for (const row of rows) {
    const person = people[row];
    if (person !== undefined) counts[standingOf(person)] += 1;
  }
  return counts;
}

/** "3 signed out, 12 unaware, 180 fine": those there are. */
export const standingsText = (counts: StandingCounts): string =>
  STANDINGS.filter((standing) => counts[standing] > 0)
    .map((standing) => words.stage.crowd.standing[standing](counts[standing]))
    .join(', ');
