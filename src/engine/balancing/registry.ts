/** All balancing algorithms. A new one is a file beside these and a line here. */
import { consistentHash } from './consistentHash.ts';
import type { Balancing } from './contract.ts';
import { leastConnections } from './leastConnections.ts';
import { roundRobin } from './roundRobin.ts';

export const balancings: readonly Balancing[] = [roundRobin, leastConnections, consistentHash];
