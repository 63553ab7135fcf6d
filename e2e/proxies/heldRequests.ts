/** Requests that take their time: a server holds each until it is released, so that a proxy has them in its hands. */
import { ask, type Wanted } from './client.ts';
import { HOLD, type TestServers } from './servers.ts';

export interface HeldRequests {
  readonly count: number;
  /** Sends one and waits for its arrival. Returns the number of the server that got it. */
  send(port: number, name: string, wanted: Wanted): Promise<number>;
  /** Lets the n-th of those held be answered. Returns the number of the server that had it. */
  release(index: number): Promise<number>;
}

export function holdRequests(servers: TestServers): HeldRequests {
  const held: { name: string; server: number; answer: Promise<unknown> }[] = [];
  return {
    get count() {
      return held.length;
    },
    async send(port, name, wanted) {
      const answer = ask(port, { ...wanted, headers: { ...wanted.headers, [HOLD]: name } });
      const server = await servers.arrived(name);
      held.push({ name, server, answer });
      return server;
    },
    async release(index) {
      const [request] = held.splice(index, 1);
      if (request === undefined) throw new Error(`no request ${index} is held`);
      servers.release(request.name);
      await request.answer;
      return request.server;
    },
  };
}
