/** A strategy is a named preset over the three axes: what textbooks name. The first one is what the lab opens with. */
import type { Choice } from '../scenario.ts';

export interface Strategy {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly balancing: Choice;
  readonly persistence: Choice;
  readonly sessionState: Choice;
}

const roundRobin: Choice = { id: 'round-robin' };
const none: Choice = { id: 'none' };

export const strategies: readonly Strategy[] = [
  {
    id: 'no-persistence',
    name: 'No persistence',
    says: 'Every request may go anywhere; sessions live in one server.',
    balancing: roundRobin,
    persistence: none,
    sessionState: { id: 'server-memory' },
  },
  {
    id: 'source-ip',
    name: 'Source IP',
    says: 'The load balancer remembers a server for each address.',
    balancing: roundRobin,
    persistence: { id: 'source-ip-stick-table' },
    sessionState: { id: 'server-memory' },
  },
  {
    id: 'sticky-cookie',
    name: 'Sticky cookie',
    says: 'The client carries the name of its server in a cookie.',
    balancing: roundRobin,
    persistence: { id: 'inserted-cookie' },
    sessionState: { id: 'server-memory' },
  },
  {
    id: 'jwt',
    name: 'JWT',
    says: 'The client carries the session itself, signed.',
    balancing: roundRobin,
    persistence: none,
    sessionState: { id: 'signed-token' },
  },
  {
    id: 'redis',
    name: 'Redis',
    says: 'All servers share one cache that holds the sessions.',
    balancing: roundRobin,
    persistence: none,
    sessionState: { id: 'distributed-cache' },
  },
];
