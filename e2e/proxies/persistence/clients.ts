/** People at a real proxy: each with a cookie jar, a new connection for every request. */
import { request as httpRequest } from 'node:http';
import type { AskStep } from './script.ts';

export interface RealAnswer {
  readonly server: string | null;
  readonly status: number;
  readonly setCookies: readonly string[];
}

export interface Clients {
  ask(step: AskStep): Promise<RealAnswer>;
}

export function createClients(port: number): Clients {
  const jars = new Map<string, Map<string, string>>();
  return {
    async ask(step) {
      const jar = jars.get(step.person) ?? new Map<string, string>();
      jars.set(step.person, jar);
      const answer = await send(port, step, jar);
      if (step.cookies) for (const line of answer.setCookies) keep(jar, line);
      return answer;
    },
  };
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';', 1);
  const at = pair.indexOf('=');
  jar.set(pair.slice(0, at), pair.slice(at + 1));
}

function send(port: number, step: AskStep, jar: ReadonlyMap<string, string>): Promise<RealAnswer> {
  const cookie = Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...(cookie === '' ? {} : { cookie }), ...step.headers };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: step.url, headers, localAddress: step.address, agent: false };
    const request = httpRequest(options, (response) => {
      response.resume();
      response.on('end', () => {
        const name = response.headers['x-server'];
        const server = typeof name === 'string' ? name : null;
        resolve({ server, status: response.statusCode ?? 0, setCookies: response.headers['set-cookie'] ?? [] });
      });
    });
    request.on('error', reject);
    request.end();
  });
}
