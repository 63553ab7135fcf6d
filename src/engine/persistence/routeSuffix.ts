import { flag } from '../options.ts';
import { definePersistence } from './contract.ts';
import { besideSession, markedServer, marksOf } from './mark.ts';
import { NO_TABLE } from './noTable.ts';

const SEPARATOR = '.';

export const routeSuffix = definePersistence({
  id: 'route-suffix',
  about: {
    name: 'Route suffix',
    term: 'jvmRoute',
    says: 'Each server writes its own name behind the session id; the load balancer reads it there.',
    looksAt: 'what stands after the . in the application’s cookie',
    remembers: 'nothing: the session id says it',
    survives: 'a restart of the load balancer, a change of address',
    goesWrong: 'after a failover the old name still stands there, and people go back to it, unless it is rewritten',
    modelledOn: 'Tomcat `jvmRoute` with Apache `stickysession=JSESSIONID`, nginx `sticky route`, HAProxy `use-server`',
  },
  options: {
    rewrites: flag({
      default: false,
      says: 'a server that takes over a session puts its own name in place of the old one',
      source: 'Tomcat `JvmRouteBinderValve`, only in a cluster and off by default',
    }),
  },
  steps: {
    'no-mark': { title: 'The session id has no route', detail: 'a stranger' },
    'unknown-mark': { title: 'The route names no server', detail: 'balanced as a stranger' },
    'names-server': { title: 'The route names {server}', detail: '….{server}' },
    'wrote-route': { title: '{server} wrote its name behind the new session id', detail: '….{server}' },
    rewritten: { title: '{server} took over and wrote its name in place of {before}', detail: '….{server}' },
    unchanged: { title: 'The route stays as it is', detail: 'no new session id' },
  },
  isPerConnection: false,
  needsSessionId: true,
  emptyMemory: () => null,
  recognise: (request, _memory, context) => markedServer(request, context),

  learn(exchange, _memory, { options, pool, note }) {
    const { request, server } = exchange;
    const takesOver = options.rewrites && exchange.knowsSession && request.pin >= 0 && request.pin !== server;
    if (exchange.startedSession !== 0) note?.('wrote-route', { server: pool.id(server) }, server);
    else if (takesOver) note?.('rewritten', { server: pool.id(server), before: pool.id(request.pin) }, server);
    else {
      note?.('unchanged', {});
      return;
    }
    exchange.setPin(server);
  },

  clue(request, context) {
    const text = besideSession(request, context, (name, id) => `${id}${SEPARATOR}${name}`);
    return text === '' ? { kind: 'none', text } : { kind: 'cookie', text };
  },

  carrier: ({ rewrites }) => ({ kind: 'suffix', separator: SEPARATOR, isRewritten: rewrites }),

  picture: (_memory, { pool }) => ({
    looksAt: 'the suffix of the session id',
    remembers: 'nothing: the session id says it',
    ...NO_TABLE,
    marks: marksOf(pool, (server) => `…${SEPARATOR}${server.id}`),
  }),
});
