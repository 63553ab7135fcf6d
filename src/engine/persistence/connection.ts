import { duration, seconds } from '../options.ts';
import { NONE } from '../world.ts';
import { definePersistence, STRANGER } from './contract.ts';

export const connection = definePersistence({
  id: 'connection',
  about: {
    name: 'Connection',
    term: '5-tuple',
    says: 'The load balancer decides once per connection; all that comes over it goes to the same server.',
    looksAt: 'addresses and ports of both ends: the connection',
    remembers: 'open connection → server, until it is closed or idle for too long',
    survives: 'nothing that ends the connection',
    goesWrong: 'a second connection of the same person may lead elsewhere; a dead server takes its connections along',
    modelledOn: 'HAProxy `mode tcp`; AWS NLB flow hash',
  },
  options: {
    idleMs: duration({
      default: seconds(350),
      min: 1,
      says: 'a connection silent for so long is forgotten',
      source: 'AWS NLB, TCP idle timeout 350 s; HAProxy `timeout client` and `timeout tunnel`',
    }),
  },
  steps: {
    'new-connection': { title: 'A new connection', detail: 'a stranger, whoever it is' },
    'open-connection': { title: 'The connection leads to {server}', detail: 'port {port}' },
    connected: { title: 'The connection is bound to {server}', detail: 'port {port}' },
  },
  isPerConnection: true,
  idleUs: ({ idleUs }) => idleUs,
  emptyMemory: () => null,

  recognise({ connectionServer, port }, _memory, { pool, note }) {
    if (connectionServer === NONE) {
      note?.('new-connection', {});
      return STRANGER;
    }
    note?.('open-connection', { server: pool.id(connectionServer), port }, connectionServer);
    return connectionServer;
  },

  learn({ request, server }, _memory, { pool, note }) {
    if (request.connectionServer === NONE) note?.('connected', { server: pool.id(server), port: request.port }, server);
  },

  clue: ({ addressText, port }) => ({ kind: 'address', text: `${addressText}:${port}` }),
  carrier: () => null,

  picture(_memory, { pool }, nextRequests) {
    const open = [];
    for (const { connectionServer, addressText, port, person } of nextRequests()) {
      if (connectionServer === NONE) continue;
      open.push({
        key: `${addressText}:${port}`,
        server: pool.id(connectionServer),
        lifeLeft: 1,
        leftMs: null,
        people: [person],
      });
    }
    return {
      looksAt: 'the connection',
      remembers: 'open connection → server',
      rowCount: open.length,
      sizeRows: null,
      marks: [],
      rows: open.slice(0, PICTURED_ROWS),
    };
  },
});

const PICTURED_ROWS = 50;
