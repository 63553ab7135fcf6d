/** One case: the same steps at a real proxy and through the engine, and every answer held against the other. */
import { expect } from 'vitest';
import type { Choice, TimedAction } from '../../../src/engine/index.ts';
import { type Ask, play } from '../../../src/engine/testing/play.ts';
import { serverSpec } from '../../../src/engine/testing/scenarioOf.ts';
import { type Application, type Backends, startBackends } from './backends.ts';
import { createClients } from './clients.ts';
import { pause, startHaproxy } from './haproxy.ts';
import { startNginx } from './nginx.ts';
import type { Answer, ServerAction, Step } from './script.ts';

export interface Case {
  /** Ten ports from here on belong to the case. */
  readonly port: number;
  readonly steps: readonly Step[];
  /** Lines of HAProxy's backend section before its servers. */
  readonly backend?: string;
  /** nginx in place of HAProxy: the http section, which sets `$target`. */
  readonly nginx?: (ports: readonly number[]) => string;
  /** What follows a server's address in the configuration. */
  readonly server?: (name: string) => string;
  readonly application?: Partial<Application>;
  /** Which server a Set-Cookie line names; "" for none. */
  readonly markIn?: (setCookie: string) => string;
  readonly persistence: Choice;
  readonly redispatch?: boolean;
  /** HAProxy below HTTP: one decision per connection. */
  readonly mode?: 'tcp';
  /** People keep their connections open, and so does the proxy. */
  readonly keepsConnection?: boolean;
  /** Between two requests in the engine. More than a request takes, retries included, unless rows are to expire. */
  readonly spacingMs?: number;
}

const SERVERS = 4;
/** A second of real waiting is so many in the engine, where requests take the time that networks take. */
const SLOWER = 30;
const START_UP_MS = 5000;
/** Until everyone has heard that a connection is closed. */
const SETTLING_MS = 30;

const tally = { requests: 0, differences: 0 };
export const comparedSoFar = (): Readonly<typeof tally> => tally;

export async function compare(given: Case): Promise<void> {
  const engine = throughEngine(given);
  const real = await throughProxy(given);
  expect(real.length).toBe(engine.length);
  tally.requests += real.length;
  tally.differences += real.filter((answer, n) => JSON.stringify(answer) !== JSON.stringify(engine[n])).length;
  expect(engine.map(line)).toEqual(real.map(line));
}

/** Readable in a diff. */
const line = ({ server, status, mark }: Answer, n: number): string => `${n} ${status} ${server ?? '-'} ${mark}`.trim();

async function throughProxy(given: Case): Promise<Answer[]> {
  const { port, markIn = () => '' } = given;
  const application = { cookieName: 'JSESSIONID', isShared: false, ...given.application };
  const backends = await startBackends(SERVERS, port, application);
  const proxy = await startProxy(given, backends);
  const clients = createClients(port, { ...given, ...application });
  const answers: Answer[] = [];
  try {
    for (const step of given.steps) {
      if ('waitMs' in step) await pause(step.waitMs);
      else if ('act' in step) {
        await proxy.perform(step.act);
        await pause(SETTLING_MS);
      } else {
        const { server, status, setCookies } = await clients.ask(step.ask);
        answers.push({ server, status, mark: setCookies.map(markIn).join('') });
      }
    }
  } finally {
    clients.close();
    await proxy.stop();
    await backends.stopAll();
  }
  return answers;
}

interface Proxy {
  perform(action: ServerAction): Promise<void>;
  stop(): Promise<void>;
}

async function startProxy(given: Case, backends: Backends): Promise<Proxy> {
  const { port, nginx, backend = '', server = () => '', mode = 'http' } = given;
  if (nginx !== undefined) {
    const proxy = await startNginx(port, nginx(backends.ports));
    return { perform: () => proxy.restart(), stop: proxy.stop };
  }
  const haproxy = await startHaproxy({ port, ports: backends.ports, backend, server, mode });
  return {
    stop: haproxy.stop,
    perform: async (action) => {
      if (action.do === 'restartBalancer') return haproxy.restart();
      const name = `b/${action.server}`;
      if (action.do === 'kill') await backends.kill(action.server);
      if (action.do === 'restart') await backends.start(action.server);
      if (action.do === 'drain' || action.do === 'ready') {
        await haproxy.command(`set server ${name} state ${action.do}`);
      } else if (action.detected === true) {
        await haproxy.command(`set server ${name} health ${action.do === 'kill' ? 'down' : 'up'}`);
      }
    },
  };
}

function throughEngine(given: Case): Answer[] {
  const { port, persistence, redispatch = false, application = {}, markIn = () => '', spacingMs = 5000 } = given;
  const steps: (Ask | TimedAction)[] = [];
  let atMs = 0;
  for (const step of given.steps) {
    if ('waitMs' in step) atMs += step.waitMs * SLOWER;
    else if ('act' in step) {
      steps.push({ ...step.act, atMs });
      atMs += step.act.do === 'restart' ? START_UP_MS : 1;
    } else {
      steps.push({ ...step.ask, atMs });
      atMs += spacingMs;
    }
  }
  const servers = Array.from({ length: SERVERS }, (_, index) =>
    serverSpec(index + 1, { address: `127.0.0.1:${port + index + 1}` }),
  );
  const sessionState = { id: application.isShared === true ? 'distributed-cache' : 'server-memory' };
  const setting = {
    persistence,
    sessionState,
    servers,
    loadBalancer: { redispatch, keepAliveMs: given.keepsConnection === true ? 3_600_000 : 0 },
  };
  const { answers, headersOf } = play(setting, steps);
  return answers.map(({ request, server, status }) => {
    const cookies = headersOf(request, 'set-cookie').map((text) => text.slice('set-cookie: '.length));
    return { server, status, mark: cookies.map(markIn).join('') };
  });
}
