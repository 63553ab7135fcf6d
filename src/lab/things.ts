/** What an action can concern: each thing of the picture, and those that are no single thing. */
import type { Snapshot } from '../engine/index.ts';
import { words } from '../language/words.ts';
import { inPool } from './present.ts';

interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly id: string;
}

export type Thing =
  | Named<'server'>
  | Named<'person'>
  | Named<'attacker'>
  | Named<'node'>
  /** Ends as actions name them: servers, load balancers, parts of the store; `load-balancer` and `store` for all of them. */
  | { readonly kind: 'link'; readonly a: string; readonly b: string }
  /** One of two; `id` is null where it is the only one, or where all of them are meant. */
  | { readonly kind: 'balancer'; readonly id: string | null }
  /** Two load balancers and the address that one of them has. */
  | { readonly kind: 'pair' }
  | { readonly kind: 'pool' }
  | { readonly kind: 'everybody' };

export type ThingKind = Thing['kind'];
export type ThingOf<Kind extends ThingKind> = Extract<Thing, { kind: Kind }>;

/** `server s3`: as the picture marks what it draws (`data-thing`), and as selections are compared. */
export function thingKey(thing: Thing): string {
  if (thing.kind === 'link') return `link ${thing.a} ${thing.b}`;
  return 'id' in thing && thing.id !== null ? `${thing.kind} ${thing.id}` : thing.kind;
}

/** Null for a text that is no key. */
export function thingOf(key: string): Thing | null {
  const [kind = '', ...rest] = key.split(' ');
  const id = rest.join(' ');
  switch (kind) {
    case 'server':
    case 'person':
    case 'attacker':
    case 'node':
      return { kind, id };
    case 'link':
      return { kind, a: rest[0] ?? '', b: rest[1] ?? '' };
    case 'balancer':
      return { kind, id: id === '' ? null : id };
    case 'pair':
    case 'pool':
    case 'everybody':
      return { kind };
    default:
      return null;
  }
}

/** How people call it: "s3", "Ada", "s3 – store". */
export function thingName(thing: Thing, snapshot: Snapshot | null): string {
  switch (thing.kind) {
    case 'server':
    case 'node':
      return thing.id;
    case 'person':
    case 'attacker':
      return nameOfPerson(thing.id, snapshot);
    case 'link':
      return words.actions.things.link(thing.a, thing.b);
    case 'balancer':
      return thing.id ?? words.actions.things.balancer;
    case 'pair':
    case 'pool':
    case 'everybody':
      return words.actions.things[thing.kind];
  }
}

/** "s3", or "3 servers": whom an action on all of them is done to. */
export function thingsName(things: readonly Thing[], snapshot: Snapshot | null): string {
  const [first] = things;
  if (first === undefined) return '';
  const isCountable = first.kind === 'server' || first.kind === 'person' || first.kind === 'node';
  if (things.length > 1 && isCountable) return words.actions.things.several(things.length, first.kind);
  return thingName(first, snapshot);
}

/** "s3", or "3 servers". */
export const serversName = (ids: readonly string[]): string =>
  thingsName(
    ids.map((id) => ({ kind: 'server', id })),
    null,
  );

/** A person's name in the place of their id; what is no person's id stays as it is. */
export const nameOfPerson = (value: string, snapshot: Snapshot | null): string =>
  snapshot?.people.find(({ id }) => id === value)?.name ?? value;

/** A person of the snapshot as the thing that they are. */
export const personThing = ({ id, isAttacker }: { readonly id: string; readonly isAttacker: boolean }): Thing => ({
  kind: isAttacker ? 'attacker' : 'person',
  id,
});

/** All that there is now and that something could be done to, in the order of the picture. */
export function thingsIn(snapshot: Snapshot): readonly Thing[] {
  const servers = snapshot.servers.filter(inPool);
  return [
    { kind: 'pool' },
    ...balancersIn(snapshot),
    { kind: 'pair' },
    { kind: 'everybody' },
    ...servers.map(({ id }): Thing => ({ kind: 'server', id })),
    ...snapshot.people.filter(({ isActive }) => isActive).map(personThing),
    ...(snapshot.store?.nodes ?? []).map(({ id }): Thing => ({ kind: 'node', id })),
    ...servers.flatMap(({ id }) => linksOf(id, snapshot)),
    ...between([...(snapshot.store?.nodes ?? [])].map(({ id }) => id)),
    ...between(snapshot.balancers.map(({ id }) => id)),
    ...(servers.length > MOST_PAIRED ? [] : between(servers.map(({ id }) => id))),
  ];
}

/** Each of two is a thing of its own. */
const balancersIn = ({ balancers }: Snapshot): readonly Thing[] =>
  (balancers.length > 1 ? balancers.map(({ id }) => id) : [null]).map((id) => ({ kind: 'balancer', id }));

/** Servers that replicate sessions have a link for each two of them. */
const MOST_PAIRED = 16;

/** What may hang on a server; which of these links there are depends on where sessions live. */
function linksOf(server: string, { balancers, store }: Snapshot): readonly Thing[] {
  const ends = [
    'load-balancer',
    ...(balancers.length > 1 ? balancers.map(({ id }) => id) : []),
    ...(store === null ? [] : ['store', ...(store.nodes.length > 1 ? store.nodes.map(({ id }) => id) : [])]),
  ];
  return ends.map((b) => ({ kind: 'link', a: server, b }));
}

const between = (ids: readonly string[]): readonly Thing[] =>
  ids.flatMap((a, index) => ids.slice(index + 1).map((b): Thing => ({ kind: 'link', a, b })));

/** The thing itself, and what hangs on it: of a server also its links, of the load balancer (of all of them) also the pool. */
export function withWhatHangsOn(thing: Thing, snapshot: Snapshot | null): readonly Thing[] {
  switch (thing.kind) {
    case 'server':
      return [thing, ...(snapshot === null ? [] : linksOf(thing.id, snapshot))];
    case 'node': {
      const others = snapshot?.store?.nodes.filter(({ id }) => id !== thing.id) ?? [];
      return [thing, ...others.map(({ id }): Thing => ({ kind: 'link', a: thing.id, b: id }))];
    }
    case 'balancer': {
      const link = between(snapshot?.balancers.map(({ id }) => id) ?? []);
      if (thing.id !== null) return [thing, { kind: 'pair' }, ...link];
      const each = snapshot === null ? [thing] : balancersIn(snapshot);
      return [...each, { kind: 'pair' }, ...link, { kind: 'pool' }, { kind: 'everybody' }];
    }
    default:
      return [thing];
  }
}
