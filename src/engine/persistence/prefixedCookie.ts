import { definePersistence } from './contract.ts';
import { besideSession, markedServer, marksOf } from './mark.ts';
import { NO_TABLE } from './noTable.ts';

const SEPARATOR = '~';

export const prefixedCookie = definePersistence({
  id: 'prefixed-cookie',
  about: {
    name: 'Prefixed cookie',
    term: 'cookie prefix',
    says: 'The load balancer writes the server’s name in front of the application’s own cookie.',
    looksAt: 'what stands before the ~ in the application’s cookie',
    remembers: 'nothing: the cookie says it',
    survives: 'a restart of the load balancer, a change of address; it lives as long as the application’s cookie',
    goesWrong: 'while its server is down every request is balanced anew, until the application sets its cookie again',
    modelledOn: 'HAProxy `cookie JSESSIONID prefix`',
  },
  options: {},
  steps: {
    'no-mark': { title: 'The application’s cookie has no prefix', detail: 'a stranger' },
    'unknown-mark': { title: 'The prefix names no server', detail: 'it is taken off, and the request is balanced' },
    'names-server': { title: 'The prefix names {server}', detail: '{server}~…; taken off before the server sees it' },
    prefixed: { title: 'The application sets its cookie: it gets a prefix', detail: '{server}~…' },
    unchanged: { title: 'The application sets no cookie', detail: 'nothing to write a prefix on' },
  },
  isPerConnection: false,
  needsSessionId: true,
  emptyMemory: () => null,
  recognise: (request, _memory, context) => markedServer(request, context),

  learn(exchange, _memory, { pool, note }) {
    const { server } = exchange;
    if (!exchange.setsSessionCookie) {
      note?.('unchanged', {});
      return;
    }
    exchange.setPin(server);
    note?.('prefixed', { server: pool.id(server) }, server);
  },

  clue(request, context) {
    const text = besideSession(request, context, (name, id) => `${name}${SEPARATOR}${id}`);
    return text === '' ? { kind: 'none', text } : { kind: 'cookie', text };
  },

  carrier: () => ({ kind: 'prefix', separator: SEPARATOR }),

  picture: (_memory, { pool }) => ({
    looksAt: 'the prefix of the application’s cookie',
    remembers: 'nothing: the cookie says it',
    ...NO_TABLE,
    marks: marksOf(pool, (server) => `${server.id}${SEPARATOR}…`),
  }),
});
