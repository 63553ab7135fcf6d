import { definePersistence } from './contract.ts';
import { cookieNameOption, markedServer, marksOf } from './mark.ts';
import { NO_TABLE } from './noTable.ts';

export const rewrittenCookie = definePersistence({
  id: 'rewritten-cookie',
  about: {
    name: 'Rewritten cookie',
    term: 'cookie rewriting',
    says: 'The application sends a cookie for this purpose; the load balancer writes the server’s name into it.',
    looksAt: 'that cookie',
    remembers: 'nothing: the cookie says it',
    survives: 'a restart of the load balancer, a change of address',
    goesWrong: 'while its server is down every request is balanced anew, until the application sets the cookie again',
    modelledOn: 'HAProxy `cookie SRV rewrite`',
  },
  options: {
    name: cookieNameOption('the name of the cookie that the application sends when a session begins'),
  },
  steps: {
    'no-mark': { title: 'The request has no such cookie', detail: 'a stranger' },
    'unknown-mark': { title: 'The cookie’s value names no server', detail: 'it is ignored' },
    'names-server': { title: 'The cookie names {server}', detail: 'no table is asked' },
    rewritten: { title: 'The application sets the cookie: its value is replaced', detail: '{name}={server}' },
    unchanged: { title: 'The application does not set the cookie', detail: 'nothing to rewrite' },
  },
  isPerConnection: false,
  emptyMemory: () => null,
  recognise: (request, _memory, context) => markedServer(request, context),

  learn(exchange, _memory, { options, pool, note }) {
    const { server } = exchange;
    if (exchange.startedSession === 0) {
      note?.('unchanged', {});
      return;
    }
    exchange.setPin(server);
    note?.('rewritten', { name: options.name, server: pool.id(server) }, server);
  },

  clue: (request, { options, pool }) =>
    request.pin < 0 ? { kind: 'none', text: '' } : { kind: 'cookie', text: `${options.name}=${pool.id(request.pin)}` },

  carrier: ({ name }) => ({
    kind: 'cookie',
    origin: 'application',
    name,
    attributes: '; path=/',
    isHiddenFromServer: false,
  }),

  picture: (_memory, { options, pool }) => ({
    looksAt: `the cookie ${options.name}`,
    remembers: 'nothing: the cookie says it',
    ...NO_TABLE,
    marks: marksOf(pool, (server) => `${options.name}=${server.id}`),
  }),
});
