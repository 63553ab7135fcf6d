import { text } from '../options.ts';
import { definePersistence, STRANGER } from './contract.ts';

export const insertedCookie = definePersistence({
  id: 'inserted-cookie',
  about: {
    name: 'Inserted cookie',
    term: 'cookie insertion',
    says: 'The load balancer adds a cookie that names the server; the client brings it back.',
    looksAt: 'its own cookie',
    remembers: 'nothing: the cookie says it',
    survives: 'a restart of the load balancer, a change of address, other load balancers with the same names',
    goesWrong: 'without cookies every request is new; anyone can write another server’s name into it',
    modelledOn: 'HAProxy `cookie SRV insert indirect`',
  },
  options: {
    name: text({
      default: 'SRV',
      pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
      expects: 'a cookie name (RFC 6265 token)',
      says: 'the name of the cookie',
      source: 'HAProxy manual, examples of `cookie`',
    }),
  },
  steps: {
    'no-cookie': { title: 'The request has no cookie {name}', detail: 'a stranger' },
    'unknown-value': { title: 'No server is called {value} any more', detail: '{name}={value} is ignored' },
    'names-server': { title: 'The cookie names {server}', detail: '{name}={server}' },
    'set-cookie': { title: 'The answer brings a cookie', detail: 'Set-Cookie: {name}={server}' },
    'cookie-holds': { title: 'The cookie still holds', detail: 'no new Set-Cookie' },
  },
  isPerConnection: false,
  emptyMemory: () => null,

  recognise(request, _memory, { options, pool, note }) {
    const server = request.pin;
    if (server < 0) {
      note?.('no-cookie', { name: options.name });
      return STRANGER;
    }
    note?.('names-server', { name: options.name, server: pool.id(server) }, server);
    return server;
  },

  learn(exchange, _memory, { options, pool, note }) {
    const { request, server } = exchange;
    if (request.pin === server) {
      note?.('cookie-holds', {}, server);
      return;
    }
    exchange.setPin(server);
    note?.('set-cookie', { name: options.name, server: pool.id(server) }, server);
  },

  clue(request, { options, pool }) {
    const server = request.pin;
    return server < 0
      ? { kind: 'none', text: '' }
      : { kind: 'cookie', origin: 'load-balancer', text: `${options.name}=${pool.id(server)}` };
  },

  carrier: (options) => ({
    kind: 'cookie',
    origin: 'load-balancer',
    name: options.name,
    attributes: '; path=/',
    isHiddenFromServer: true,
  }),

  picture: (_memory, { options }) => ({
    looksAt: `the cookie ${options.name}`,
    remembers: 'nothing: the cookie says it',
    rowCount: 0,
    rows: [],
  }),
});
