import { duration, minutes } from '../options.ts';
import { defineSessionState, NOWHERE } from './contract.ts';
import { clear, dropExpired, has, put, remove, type SessionTable, tableOf, take } from './sessionTable.ts';

export const serverMemory = defineSessionState({
  id: 'server-memory',
  about: {
    name: 'Server memory',
    term: 'server-side session',
    says: 'The server that signed you in keeps your session in its own memory.',
    looksAt: 'the session id in the application’s cookie',
    remembers: 'the session, in the memory of one process',
    survives: 'nothing that ends the process (saving to disk on shutdown is off)',
    goesWrong: 'any other server does not know you; when this one dies, the session dies with it',
    modelledOn: 'Servlet `HttpSession` in one Tomcat, no cluster',
  },
  options: {
    idleMs: duration({
      default: minutes(30),
      min: 1000,
      says: 'a session unused this long is forgotten',
      source: 'Tomcat `session-timeout` 30 min',
    }),
  },
  steps: {},
  cookieName: 'JSESSIONID',
  carriedAs: 'number',
  affinity: 'needed',
  updatesInPlace: true,
  emptyMemory: (): SessionTable[] => [],
  lifetimeUs: (options) => options.idleUs,
  load: (visit, memory, { nowUs, options }) => take(tableOf(memory, visit.server), visit, nowUs, options.idleUs),
  save: (visit, memory, { nowUs }) => put(tableOf(memory, visit.server), visit, nowUs),
  end: (visit, memory) => remove(tableOf(memory, visit.server), visit.session),
  serverStopped: (server, memory) => clear(tableOf(memory, server)),
  sweep: (memory, { nowUs, options }) => {
    for (const table of memory) dropExpired(table, nowUs, options.idleUs);
  },
  whereIs(session, memory) {
    const server = memory.findIndex((table) => has(table, session));
    return server < 0 ? NOWHERE : { servers: [server], inStore: false, onClient: false };
  },
  countOn: (server, memory) => memory[server]?.count ?? 0,
});
