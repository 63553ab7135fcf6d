/**
 * Small real servers that do as the engine's application does: who names a session that is known here is served, everyone
 * else gets a new one, in a cookie.
 */
import { constants, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { certificate } from './certificate.ts';

export interface Application {
  readonly cookieName: string;
  /** Whether all servers see the same sessions, or each those in its own memory. */
  readonly isShared: boolean;
  /** What a new session's cookie holds, made from its id and the server's name. */
  readonly write?: (id: string, server: string) => string;
  /** A further cookie that comes with a new session, for the proxy to overwrite. */
  readonly extra?: string;
  /** The session stands in the links of the page (here: in a header that says how they go on), not in a cookie. */
  readonly isInLinks?: boolean;
  /** Speaks TLS of that version, and resumes by session id, or by tickets of its own. */
  readonly tls?: TlsVersion;
  readonly hasTickets?: boolean;
}

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

export interface Backends {
  readonly ports: readonly number[];
  kill(server: string): Promise<void>;
  start(server: string): Promise<void>;
  stopAll(): Promise<void>;
}

export async function startBackends(count: number, firstPort: number, application: Application): Promise<Backends> {
  const running = new Map<string, Server>();
  const shared = new Set<string>();
  const portOf = (server: string) => firstPort + Number(server.slice(1));

  async function start(server: string): Promise<void> {
    const own = application.isShared ? shared : new Set<string>();
    const http = listenerFor(application, (request, response) => answer(application, server, own, request, response));
    running.set(server, http);
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(portOf(server), '127.0.0.1', resolve);
    });
  }

  async function kill(server: string): Promise<void> {
    const http = running.get(server);
    running.delete(server);
    if (http === undefined) return;
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeAllConnections();
    await closed;
  }

  const names = Array.from({ length: count }, (_, index) => `s${index + 1}`);
  for (const name of names) await start(name);
  return {
    ports: names.map(portOf),
    kill,
    start,
    stopAll: async () => {
      for (const name of [...running.keys()]) await kill(name);
    },
  };
}

function listenerFor({ tls, hasTickets = false }: Application, listener: RequestListener): Server {
  if (tls === undefined) return createServer(listener);
  const secureOptions = hasTickets ? 0 : constants.SSL_OP_NO_TICKET;
  const server = createSecureServer({ ...certificate(), minVersion: tls, maxVersion: tls, secureOptions }, listener);
  if (hasTickets) return server;
  const sessions = new Map<string, Buffer>();
  server.on('newSession', (id, session, done) => {
    sessions.set(id.toString('hex'), session);
    done();
  });
  server.on('resumeSession', (id, done) => done(null, sessions.get(id.toString('hex')) ?? null));
  return server;
}

function answer(
  { cookieName, write = (id) => id, extra, isInLinks = false }: Application,
  server: string,
  sessions: Set<string>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const pairs = (request.headers.cookie ?? '').split('; ');
  const inCookie = pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? '';
  const carried = isInLinks ? (/;jsessionid=([^;?]*)/.exec(request.url ?? '')?.[1] ?? '') : inCookie;
  // A route behind the id is the writer's own business, not part of the session's name.
  const isKnown = sessions.has(carried.split('.', 1)[0] ?? '');
  response.setHeader('X-Server', server);
  if (!isKnown) {
    const id = randomBytes(16).toString('hex').toUpperCase();
    sessions.add(id);
    if (isInLinks) response.setHeader('X-Links', `;jsessionid=${write(id, server)}`);
    const cookies = isInLinks ? [] : [`${cookieName}=${write(id, server)}; Path=/`];
    if (extra !== undefined) cookies.push(extra);
    if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
  }
  response.end('ok\n');
}
