import { text } from '../options.ts';
import { base64 } from '../wire/base64.ts';
import { definePersistence, type NamedServer } from './contract.ts';
import { markedServer, marksOf, named } from './mark.ts';
import { NO_TABLE } from './noTable.ts';

export const requestHeader = definePersistence({
  id: 'request-header',
  about: {
    name: 'Header',
    term: 'header-based session persistence',
    says: 'The load balancer names the server in a header of the answer; the page’s code sends it back.',
    looksAt: 'that header',
    remembers: 'nothing: the header says it',
    survives: 'blocked cookies, a restart of the load balancer, a change of address',
    goesWrong:
      'nobody but the page’s own code sends it back; it tells the server’s address, and anyone can write another',
    modelledOn: 'Envoy `stateful_session` with header state; Gateway API `sessionPersistence` of type Header',
  },
  options: {
    name: text({
      default: 'session-header',
      pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
      expects: 'a header’s name (RFC 9110 token)',
      says: 'the name of the header',
      source: 'Envoy documentation, example of `HeaderBasedSessionState`',
    }),
  },
  steps: {
    'no-mark': { title: 'The request has no such header', detail: 'a stranger' },
    'unknown-mark': { title: 'The header names no server', detail: 'it is ignored' },
    'names-server': { title: 'The header names {server}', detail: 'no table is asked' },
    'header-set': { title: 'The answer brings the header', detail: '{header}' },
    'header-holds': { title: 'The header still holds', detail: 'the answer brings none' },
  },
  isPerConnection: false,
  emptyMemory: () => null,
  recognise: (request, _memory, context) => markedServer(request, context),

  learn(exchange, _memory, context) {
    const { request, server } = exchange;
    if (request.pin === server) {
      context.note?.('header-holds', {}, server);
      return;
    }
    exchange.setPin(server);
    context.note?.('header-set', { header: `${context.options.name}: ${nameOf(named(server, context))}` }, server);
  },

  clue: (request, context) =>
    request.pin < 0
      ? { kind: 'none', text: '' }
      : { kind: 'request', text: `${context.options.name}: ${nameOf(named(request.pin, context))}` },

  carrier: ({ name }) => ({ kind: 'header', name, nameOf }),

  picture: (_memory, { options, pool }) => ({
    looksAt: `the header ${options.name}`,
    remembers: 'nothing: the header says it',
    ...NO_TABLE,
    marks: marksOf(pool, (server) => `${options.name}: ${nameOf(server)}`),
  }),
});

/** Envoy writes the upstream's address in base64. */
const nameOf = ({ address }: NamedServer): string => base64(address);
