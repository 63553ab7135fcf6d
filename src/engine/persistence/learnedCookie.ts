import { flag, minutes } from '../options.ts';
import { definePersistence, STRANGER } from './contract.ts';
import {
  emptyTable,
  find,
  type Key,
  peopleByKey,
  pictureOf,
  refresh,
  remember,
  repoint,
  rowCount,
  tableOptions,
  tableSteps,
  textRowBytes,
} from './stickTable.ts';

export const learnedCookie = definePersistence({
  id: 'learned-cookie',
  about: {
    name: 'Learned cookie',
    term: 'session learning',
    says: 'The load balancer reads the application’s session cookie in answers and remembers who gave it out.',
    looksAt: 'the session id in the application’s cookie',
    remembers: 'session id → server, dropped when unused for long; the oldest rows make room',
    survives: 'a change of address. Not a restart of the load balancer, unless peers teach it',
    goesWrong: 'an id that the table lost is a stranger’s, although its server may still know the session',
    modelledOn:
      'HAProxy `stick match req.cook(JSESSIONID)` with `stick store-response res.cook(JSESSIONID)`; nginx `sticky learn`',
  },
  options: {
    ...tableOptions({
      expireMs: minutes(10),
      sizeRows: 4000,
      expireSource: 'nginx `sticky learn`, `timeout` 10 min',
      sizeSource: 'nginx `sticky learn`: about 4000 sessions in a zone of 1 MB',
    }),
    repoints: flag({
      default: false,
      says: 'another server’s answer to a known id moves its row, without a new cookie',
      source: 'HAProxy match with store-response: off; nginx `sticky learn`: on',
    }),
  },
  steps: {
    ...tableSteps('session id'),
    'no-cookie': { title: 'The request names no session', detail: 'a stranger' },
  },
  isPerConnection: false,
  needsSessionId: true,
  emptyMemory: emptyTable,
  rowCount,
  rowBytes: textRowBytes,

  recognise(request, memory, context) {
    if (request.sessionCookie !== 0) return find(memory, request.sessionCookie, context, textOf);
    context.note?.('no-cookie', {});
    return STRANGER;
  },

  matched({ sessionCookie }, memory, context) {
    refresh(memory, sessionCookie, context);
  },

  table: (memory) => memory,
  learnsOnlyBeginnings: ({ repoints }) => !repoints,

  /** Only what a server gives out is learned: an id that a client invents never becomes a row. */
  learn({ request, server, startedSession }, memory, context) {
    const { sessionCookie } = request;
    if (startedSession !== 0) remember(memory, startedSession, server, context, textOf);
    else if (context.options.repoints) repoint(memory, sessionCookie, server, context, textOf);
  },

  clue: ({ sessionCookie }, { sessionId }) =>
    sessionCookie === 0
      ? { kind: 'none', text: '' }
      : { kind: 'cookie', text: `${sessionId(sessionCookie).slice(0, 8)}…` },

  carrier: () => null,

  picture: (memory, context, nextRequests) => ({
    looksAt: 'the application’s session cookie',
    remembers: 'session id → server',
    ...pictureOf(memory, context, textOf, peopleByKey(nextRequests(), keyOf)),
  }),
});

const keyOf = ({ sessionCookie }: { readonly sessionCookie: number }): Key | null =>
  sessionCookie === 0 ? null : sessionCookie;

const textOf = (key: Key, { sessionId }: { readonly sessionId: (session: number) => string }): string =>
  sessionId(Number(key));
