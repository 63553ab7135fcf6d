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
  {
    id: 'source-ip-hash',
    name: 'Source IP, hashed',
    says: 'The address itself says which server, by its place on a ring.',
    balancing: { id: 'consistent-hash' },
    persistence: none,
    sessionState: { id: 'server-memory' },
  },
  {
    id: 'application-cookie',
    name: 'Application cookie',
    says: 'The load balancer learns which server gave out which session id.',
    balancing: roundRobin,
    persistence: { id: 'learned-cookie' },
    sessionState: { id: 'server-memory' },
  },
  {
    id: 'ssl-session-id',
    name: 'SSL session ID',
    says: 'The load balancer remembers the id of the TLS session: history since TLS 1.3.',
    balancing: roundRobin,
    persistence: { id: 'tls-session-id' },
    sessionState: { id: 'server-memory' },
  },
  {
    id: 'url-rewriting',
    name: 'URL rewriting',
    says: 'Every link carries the session and its server: no cookies needed.',
    balancing: roundRobin,
    persistence: { id: 'url-parameter' },
    sessionState: { id: 'server-memory' },
  },
  {
    id: 'stateless',
    name: 'Stateless',
    says: 'Servers know nobody: each request brings all it needs.',
    balancing: roundRobin,
    persistence: none,
    sessionState: { id: 'stateless' },
  },
  {
    id: 'encrypted-cookie',
    name: 'Encrypted cookie',
    says: 'The client carries the session, sealed.',
    balancing: roundRobin,
    persistence: none,
    sessionState: { id: 'encrypted-cookie' },
  },
  {
    id: 'database',
    name: 'Database',
    says: 'All servers keep the sessions in one database table.',
    balancing: roundRobin,
    persistence: none,
    sessionState: { id: 'database' },
  },
  {
    id: 'tomcat-cluster',
    name: 'Tomcat cluster',
    says: 'Servers copy the sessions to each other; a route in the cookie leads back.',
    balancing: roundRobin,
    persistence: { id: 'route-suffix' },
    sessionState: { id: 'replication' },
  },
];
