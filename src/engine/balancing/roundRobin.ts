/**
 * HAProxy's `balance roundrobin` (its `lb_fwrr.c`): an earliest-position-first tree. After each turn a server's next
 * position is (sum of weights ÷ its weight) further on. Weights 5, 1, 1 give a a a b a a c, not nginx's order.
 */
import type { Pool } from '../pool.ts';
import { defineBalancing, NO_CLUE, NOBODY } from './contract.ts';

/** HAProxy works in sixteenths of a weight. */
const WEIGHT_SCALE = 16;
const MAX_EFFECTIVE_WEIGHT = 256 * WEIGHT_SCALE;

interface Place {
  weight: number;
  position: number;
  /** What integer division left over, carried to the next turn. */
  remainder: number;
  /** `fresh` and `next` change roles at the end of a round; `current` is the round itself. */
  tree: 'fresh' | 'current' | 'next' | 'none';
  key: number;
  /** Order of insertion: among equal keys the first inserted comes first. */
  inserted: number;
}

interface Rotation {
  places: Place[];
  currentWeight: number;
  nextWeight: number;
  position: number;
  insertions: number;
}

export const roundRobin = defineBalancing({
  id: 'round-robin',
  about: {
    name: 'Round robin',
    term: 'round robin',
    says: 'Each server in turn, more often the more weight it has.',
    looksAt: 'nothing in the request',
    remembers: 'whose turn is next',
    survives: 'a server going down: it is left out and comes back into the round. A restart begins a new round',
    goesWrong: 'who comes back is sent to whoever is next',
    modelledOn: 'HAProxy `balance roundrobin`',
  },
  options: {},
  isHashing: false,
  anyServerWillDo: true,
  steps: {
    turn: { title: 'Round robin: it is the turn of {server}', detail: 'of {servers}' },
    empty: { title: 'Round robin: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: (): Rotation => ({ places: [], currentWeight: 0, nextWeight: 0, position: 0, insertions: 0 }),

  poolChanged(memory, { pool }) {
    const isCold = memory.places.length === 0;
    for (let server = 0; server < pool.size; server += 1) {
      let place = memory.places[server];
      if (place === undefined) {
        place = { weight: 0, position: 0, remainder: 0, tree: 'none', key: 0, inserted: 0 };
        memory.places.push(place);
      }
      const weight = pool.isUsable(server) ? pool.weight(server) * WEIGHT_SCALE : 0;
      if (weight !== place.weight) changeWeight(memory, place, weight, isCold);
    }
    if (isCold) memory.position = memory.currentWeight = memory.nextWeight;
  },

  pick(_request, memory, { pool, note }) {
    const server = takeTurn(memory, pool);
    if (server === NOBODY) note?.('empty', {});
    else note?.('turn', { server: pool.id(server), servers: pool.usable.map((row) => pool.id(row)).join(' ') }, server);
    return server;
  },

  clue: () => NO_CLUE,

  picture(memory, { pool }) {
    const trial: Rotation = { ...memory, places: memory.places.map((place) => ({ ...place })) };
    const next = takeTurn(trial, pool);
    return { kind: 'rotation', next: next === NOBODY ? null : pool.id(next) };
  },
});

function changeWeight(memory: Rotation, place: Place, weight: number, isCold: boolean): void {
  memory.nextWeight += weight - place.weight;
  const wasOut = place.weight === 0;
  place.weight = weight;
  if (weight === 0) {
    place.tree = 'none';
  } else if (isCold) {
    queueFresh(memory, place, 'fresh');
  } else if (wasOut) {
    const { position, nextWeight, currentWeight } = memory;
    place.position = position + Math.trunc((nextWeight + currentWeight - position) / weight);
    queue(memory, place);
  }
}

function takeTurn(memory: Rotation, pool: Pool): number {
  if (memory.currentWeight === 0) memory.position = memory.currentWeight = memory.nextWeight;
  const setAside: number[] = [];
  let chosen = NOBODY;
  let hasSwitched = false;
  for (;;) {
    const server = firstDue(memory);
    if (server === NOBODY) {
      if (hasSwitched) break;
      hasSwitched = true;
      switchTrees(memory);
      continue;
    }
    const place = memory.places[server]!;
    advance(memory, place);
    place.tree = 'none';
    memory.position += 1;
    if (pool.isUsable(server)) {
      chosen = server;
      break;
    }
    setAside.push(server);
  }
  if (chosen !== NOBODY) queue(memory, memory.places[chosen]!);
  for (const server of setAside.reverse()) queue(memory, memory.places[server]!);
  return chosen;
}

function firstDue(memory: Rotation): number {
  const current = first(memory, 'current');
  if (current !== NOBODY && memory.places[current]!.position <= memory.position) return current;
  const fresh = first(memory, 'fresh');
  if (fresh === NOBODY) return current;
  memory.places[fresh]!.position = 0;
  memory.places[fresh]!.remainder = 0;
  return fresh;
}

function first(memory: Rotation, tree: Place['tree']): number {
  let best = NOBODY;
  let bestKey = 0;
  let bestInserted = 0;
  for (let server = 0; server < memory.places.length; server += 1) {
    const place = memory.places[server]!;
    if (place.tree !== tree) continue;
    if (best !== NOBODY && (place.key > bestKey || (place.key === bestKey && place.inserted > bestInserted))) continue;
    best = server;
    bestKey = place.key;
    bestInserted = place.inserted;
  }
  return best;
}

function advance(memory: Rotation, place: Place): void {
  if (place.position === 0) place.position = memory.position;
  place.position += Math.trunc(memory.nextWeight / place.weight);
  place.remainder += memory.nextWeight % place.weight;
  if (place.remainder >= place.weight) {
    place.remainder -= place.weight;
    place.position += 1;
  }
}

function queue(memory: Rotation, place: Place): void {
  const { currentWeight, nextWeight } = memory;
  if (place.position >= 2 * currentWeight || place.position >= currentWeight + nextWeight) {
    place.position -= currentWeight;
    queueFresh(memory, place, 'next');
    return;
  }
  place.key = 256 * place.position + Math.trunc((MAX_EFFECTIVE_WEIGHT + place.remainder - place.weight) / WEIGHT_SCALE);
  place.tree = 'current';
  place.inserted = memory.insertions;
  memory.insertions += 1;
}

function queueFresh(memory: Rotation, place: Place, tree: 'fresh' | 'next'): void {
  place.key = MAX_EFFECTIVE_WEIGHT - place.weight;
  place.tree = tree;
  place.inserted = memory.insertions;
  memory.insertions += 1;
}

function switchTrees(memory: Rotation): void {
  for (const place of memory.places) {
    if (place.tree === 'fresh') place.tree = 'next';
    else if (place.tree === 'next') place.tree = 'fresh';
  }
  memory.currentWeight = memory.nextWeight;
  memory.position = memory.currentWeight;
}
