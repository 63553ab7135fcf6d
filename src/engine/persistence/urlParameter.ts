import { text } from '../options.ts';
import { definePersistence } from './contract.ts';
import { besideSession, markedServer, marksOf } from './mark.ts';
import { NO_TABLE } from './noTable.ts';

const SEPARATOR = '.';

export const urlParameter = definePersistence({
  id: 'url-parameter',
  about: {
    name: 'URL parameter',
    term: 'URL rewriting',
    says: 'The session id and its server’s name stand in every link of the page.',
    looksAt: 'the path parameter of the URL',
    remembers: 'nothing: the link says it',
    survives: 'blocked cookies, a restart of the load balancer, a change of address',
    goesWrong: 'whoever gets the link gets the session; a link typed by hand has none',
    modelledOn:
      'Servlet URL rewriting `;jsessionid=` with Apache `stickysession=JSESSIONID|jsessionid scolonpathdelim=On`',
  },
  options: {
    parameter: text({
      default: 'jsessionid',
      pattern: '^[A-Za-z0-9_-]+$',
      expects: 'letters, digits, _ and -',
      says: 'the name of the path parameter',
      source: 'Servlet specification, `;jsessionid=`',
    }),
  },
  steps: {
    'no-mark': { title: 'The URL has no session in it', detail: 'a stranger' },
    'unknown-mark': { title: 'The route in the URL names no server', detail: 'balanced as a stranger' },
    'names-server': { title: 'The URL names {server}', detail: '….{server}' },
    'wrote-links': { title: '{server} writes the new session into every link', detail: ';{parameter}=….{server}' },
    unchanged: { title: 'The links stay as they are', detail: 'no new session' },
  },
  isPerConnection: false,
  needsSessionId: true,
  emptyMemory: () => null,
  recognise: (request, _memory, context) => markedServer(request, context),

  learn(exchange, _memory, { options, pool, note }) {
    const { server } = exchange;
    if (exchange.startedSession === 0) {
      note?.('unchanged', {});
      return;
    }
    exchange.setPin(server);
    note?.('wrote-links', { parameter: options.parameter, server: pool.id(server) }, server);
  },

  clue(request, context) {
    const { parameter } = context.options;
    const text = besideSession(request, context, (name, id) => `;${parameter}=${id}${SEPARATOR}${name}`);
    return text === '' ? { kind: 'none', text } : { kind: 'request', text };
  },

  carrier: ({ parameter }) => ({ kind: 'url', parameter, separator: SEPARATOR }),

  picture: (_memory, { options, pool }) => ({
    looksAt: `the parameter ${options.parameter} of the URL`,
    remembers: 'nothing: the link says it',
    ...NO_TABLE,
    marks: marksOf(pool, (server) => `;${options.parameter}=…${SEPARATOR}${server.id}`),
  }),
});
