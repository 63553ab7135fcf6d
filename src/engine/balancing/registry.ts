/** All balancing algorithms. A new one is a file beside these and a line here. */
import { boundedLoad } from './boundedLoad.ts';
import { consistentHash } from './consistentHash.ts';
import type { Balancing } from './contract.ts';
import { hashModulo } from './hashModulo.ts';
import { ipHash } from './ipHash.ts';
import { leastConnections } from './leastConnections.ts';
import { maglev } from './maglev.ts';
import { random } from './random.ts';
import { rendezvous } from './rendezvous.ts';
import { roundRobin } from './roundRobin.ts';
import { twoChoices } from './twoChoices.ts';
import { weightedRoundRobin } from './weightedRoundRobin.ts';

export const balancings: readonly Balancing[] = [
  roundRobin,
  weightedRoundRobin,
  leastConnections,
  random,
  twoChoices,
  hashModulo,
  ipHash,
  consistentHash,
  boundedLoad,
  maglev,
  rendezvous,
];
