/** People at a real proxy: each with a cookie jar, the links of the last page, and what TLS remembers. */
import { Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { TlsVersion } from './backends.ts';
import type { AskStep } from './script.ts';

export interface RealAnswer {
  readonly server: string | null;
  readonly status: number;
  readonly setCookies: readonly string[];
}

export interface Clients {
  ask(step: AskStep): Promise<RealAnswer>;
  close(): void;
}

interface Person {
  readonly jar: Map<string, string>;
  readonly agent: Agent;
  links: string;
  tlsSession: Buffer | undefined;
}

/** Without `keepsConnection` every request opens a connection of its own. */
export function createClients(port: number, given: { tls?: TlsVersion; keepsConnection?: boolean }): Clients {
  const people = new Map<string, Person>();
  return {
    async ask(step) {
      const person = people.get(step.person) ?? newPerson(given.keepsConnection === true);
      people.set(step.person, person);
      const response = await send(port, step, person, given.tls);
      const name = response.headers['x-server'];
      const setCookies = response.headers['set-cookie'] ?? [];
      if (step.cookies) for (const line of setCookies) keep(person.jar, line);
      const links = response.headers['x-links'];
      if (typeof links === 'string') person.links = links;
      return { server: typeof name === 'string' ? name : null, status: response.statusCode ?? 0, setCookies };
    },
    close() {
      for (const { agent } of people.values()) agent.destroy();
    },
  };
}

const newPerson = (keepAlive: boolean): Person => ({
  jar: new Map(),
  agent: new Agent({ keepAlive, maxSockets: 1 }),
  links: '',
  tlsSession: undefined,
});

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';', 1);
  const at = pair.indexOf('=');
  jar.set(pair.slice(0, at), pair.slice(at + 1));
}

function send(port: number, step: AskStep, person: Person, tls: TlsVersion | undefined): Promise<IncomingMessage> {
  const cookie = Array.from(person.jar, ([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...(cookie === '' ? {} : { cookie }), ...step.headers };
  const common = { host: '127.0.0.1', port, path: step.url + person.links, headers, localAddress: step.address };
  return new Promise((resolve, reject) => {
    const received = (response: IncomingMessage) => {
      response.resume();
      response.on('end', () => resolve(response));
    };
    const request =
      tls === undefined
        ? plainRequest({ ...common, agent: person.agent }, received)
        : secureRequest({ ...common, ...secured(person, tls), agent: false, rejectUnauthorized: false }, received);
    if (tls !== undefined) {
      request.on('socket', (socket) => {
        (socket as TLSSocket).on('session', (session) => {
          person.tlsSession = session;
        });
      });
    }
    request.on('error', reject);
    request.end();
  });
}

const secured = ({ tlsSession }: Person, version: TlsVersion) => ({
  minVersion: version,
  maxVersion: version,
  ...(tlsSession === undefined ? {} : { session: tlsSession }),
});
