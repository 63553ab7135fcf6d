import { choice } from '../options.ts';
import type { RequestView } from '../request.ts';
import { LIMITS } from '../scenario.ts';
import { NONE } from '../world.ts';
import { definePersistence, STRANGER } from './contract.ts';
import {
  emptyTable,
  find,
  type Key,
  peopleByKey,
  pictureOf,
  refresh,
  remember,
  rowCount,
  tableOptions,
  tableSteps,
  textRowBytes,
} from './stickTable.ts';

export const tlsSessionId = definePersistence({
  id: 'tls-session-id',
  about: {
    name: 'TLS session id',
    term: 'TLS session resumption',
    says: 'The load balancer does not open the encryption; it reads the session id at the beginning of the handshake.',
    looksAt: 'the session id in ClientHello',
    remembers: 'session id → server, dropped when unused for long; the oldest rows make room',
    survives: 'a change of address, blocked cookies. Not a restart of the load balancer, unless peers teach it',
    goesWrong:
      'TLS 1.3 sends a fresh random id each time, and tickets have one that no server gave out: the table fills',
    modelledOn: 'HAProxy `mode tcp` with `stick on req.payload_lv(43,1)`',
  },
  options: {
    version: choice({
      values: ['tls1.2-session-id', 'tls1.2-ticket', 'tls1.3'],
      default: 'tls1.2-session-id',
      says: 'how client and server resume: by an id, by a ticket, or as TLS 1.3 does',
      source: 'the case that the HAProxy manual’s example is made for; RFC 5246, RFC 5077, RFC 8446',
    }),
    ...tableOptions({
      sizeRows: 30_720,
      expireSource: 'HAProxy manual, example of `stick on … payload_lv(43,1)`: expire 30m',
      sizeSource: 'HAProxy manual, the same example: size 30k; k is 1024',
    }),
  },
  steps: {
    ...tableSteps('session id'),
    'open-connection': { title: 'The connection leads to {server}', detail: 'decided with its first bytes' },
    'no-id': { title: 'ClientHello has no session id', detail: 'a stranger' },
    resumed: { title: '{server} resumes the TLS session', detail: 'no new id' },
    'new-ticket': { title: '{server} gives out a ticket', detail: 'ServerHello has no session id: nothing to learn' },
    'new-id': { title: '{server} gives out a new TLS session', detail: '{id}' },
  },
  isPerConnection: true,
  emptyMemory: emptyTable,
  rowCount,
  rowBytes: textRowBytes,

  recognise(request, memory, context) {
    const { pool, note, options } = context;
    const { connectionServer } = request;
    if (connectionServer !== NONE) {
      note?.('open-connection', { server: pool.id(connectionServer) }, connectionServer);
      return connectionServer;
    }
    const id = offeredId(request, options.version);
    if (id !== null) return find(memory, id, context, textOf);
    note?.('no-id', {});
    return STRANGER;
  },

  matched(request, memory, context) {
    if (request.connectionServer === NONE) refresh(memory, offeredId(request, context.options.version)!, context);
  },

  table: (memory) => memory,

  /** Only handshakes are learned from. Both ids are stored: the one offered, and the one given out, where there is one. */
  learn(exchange, memory, context) {
    const { request, server } = exchange;
    const { options, pool, note } = context;
    if (request.connectionServer !== NONE) return;
    const offered = offeredId(request, options.version);
    if (offered !== null) remember(memory, offered, server, context, textOf);
    if (options.version === 'tls1.3') return;
    if (offered !== null && issuerOf(offered) === server) {
      note?.('resumed', { server: pool.id(server) }, server);
      exchange.setTlsSession(Number(offered));
      return;
    }
    const issued = issuedBy(server, request.connection);
    exchange.setTlsSession(issued);
    if (options.version === 'tls1.2-ticket') {
      note?.('new-ticket', { server: pool.id(server) }, server);
      return;
    }
    note?.('new-id', { server: pool.id(server), id: textOf(issued) }, server);
    remember(memory, issued, server, context, textOf);
  },

  clue(request, { options }) {
    const id = offeredId(request, options.version);
    return id === null ? { kind: 'none', text: '' } : { kind: 'request', text: `TLS ${textOf(id)}` };
  },

  carrier: () => null,

  picture: (memory, context, nextRequests) => ({
    looksAt: 'the TLS session id',
    remembers: 'session id → server',
    ...pictureOf(
      memory,
      context,
      textOf,
      peopleByKey(nextRequests(), (request) => offeredId(request, context.options.version)),
    ),
  }),
});

/**
 * What stands in ClientHello, null for an empty one. In TLS 1.3 it is random: as good as the connection's own number. With
 * a ticket OpenSSL writes a hash of it there (measured): the ticket's own number here.
 */
function offeredId(request: RequestView, version: 'tls1.2-session-id' | 'tls1.2-ticket' | 'tls1.3'): Key | null {
  if (version === 'tls1.3') return request.connection;
  return request.tlsSession === 0 ? null : request.tlsSession;
}

/** Ids and tickets are numbers that hold who gave them out, since only that server can resume them. */
const issuedBy = (server: number, connection: number): number => connection * LIMITS.servers + server;
const issuerOf = (id: Key): number => Number(id) % LIMITS.servers;

/** The first of the 32 bytes, as `show table` writes them. */
const textOf = (key: Key): string => Number(key).toString(16).toUpperCase().padStart(8, '0');
