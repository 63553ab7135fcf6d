/** The servers behind a proxy: small, real HTTP servers on loopback that say who they are. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { at } from './comparison.ts';

export interface TestServers {
  /** `127.0.0.1:40001` and so on, in the order of the servers. */
  readonly addresses: readonly string[];
  /** Stops listening and resets what it has in its hands, as a killed process does. */
  kill(server: number): Promise<void>;
  restart(server: number): Promise<void>;
  /** The number of the server that has got the held request with that name. */
  arrived(name: string): Promise<number>;
  /** Lets the server answer the held request. */
  release(name: string): void;
  close(): Promise<void>;
}

/** A request with this header is held until it is released. */
export const HOLD = 'x-hold';

export async function startServers(count: number): Promise<TestServers> {
  const held = new Map<string, { server: number; response: ServerResponse }>();
  const waiting = new Map<string, (server: number) => void>();
  const servers = Array.from({ length: count }, (_, index) =>
    createServer((request, response) => {
      response.setHeader('X-Server', index + 1);
      response.setHeader('Connection', 'close');
      const name = String(request.headers[HOLD] ?? '');
      if (name === '') {
        response.end();
        return;
      }
      held.set(name, { server: index + 1, response });
      waiting.get(name)?.(index + 1);
    }),
  );
  for (const server of servers) await listen(server, 0);
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  const stop = (server: Server) =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    addresses: ports.map((port) => `127.0.0.1:${port}`),
    kill: (server) => stop(at(servers, server - 1)),
    restart: (server) => listen(at(servers, server - 1), at(ports, server - 1)),
    arrived(name) {
      const request = held.get(name);
      return request === undefined
        ? new Promise((resolve) => waiting.set(name, resolve))
        : Promise.resolve(request.server);
    },
    release(name) {
      held.get(name)?.response.end();
      held.delete(name);
    },
    async close() {
      await Promise.all(servers.filter((server) => server.listening).map(stop));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
