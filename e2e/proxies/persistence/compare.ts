/** One case: the same steps at a real HAProxy and through the engine, and every answer held against the other. */
import { expect } from 'vitest';
import type { Choice, TimedAction } from '../../../src/engine/index.ts';
import { type Ask, play } from '../../../src/engine/testing/play.ts';
import { serverSpec } from '../../../src/engine/testing/scenarioOf.ts';
import { type Application, startBackends } from './backends.ts';
import { createClients } from './clients.ts';
import { pause, startHaproxy } from './haproxy.ts';
import type { Answer, ServerAction, Step } from './script.ts';

export interface Case {
  /** Ten ports from here on belong to the case. */
  readonly port: number;
  readonly steps: readonly Step[];
  readonly backend: string;
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
  /** Tables are taught to the next process. */
  readonly peers?: boolean;
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
  const real = await throughHaproxy(given);
  expect(real.length).toBe(engine.length);
  tally.requests += real.length;
  tally.differences += real.filter((answer, n) => JSON.stringify(answer) !== JSON.stringify(engine[n])).length;
  expect(engine.map(line)).toEqual(real.map(line));
}

/** Readable in a diff. */
const line = ({ server, status, mark }: Answer, n: number): string => `${n} ${status} ${server ?? '-'} ${mark}`.trim();

async function throughHaproxy(given: Case): Promise<Answer[]> {
  const { port, backend, server = () => '', markIn = () => '', mode = 'http', peers = false } = given;
  const application = { cookieName: 'JSESSIONID', isShared: false, ...given.application };
  const backends = await startBackends(SERVERS, port, application);
  const haproxy = await startHaproxy({ port, ports: backends.ports, backend, server, peers, mode });
  const clients = createClients(port, { ...given, ...application });
  const answers: Answer[] = [];
  try {
    for (const step of given.steps) {
      if ('waitMs' in step) await pause(step.waitMs);
      else if ('act' in step) await perform(step.act);
      else {
        const { server: from, status, setCookies } = await clients.ask(step.ask);
        answers.push({ server: from, status, mark: setCookies.map(markIn).join('') });
      }
    }
  } finally {
    clients.close();
    await haproxy.stop();
    await backends.stopAll();
  }
  return answers;

  async function perform(action: ServerAction): Promise<void> {
    if (action.do === 'restartBalancer') {
      await haproxy.restart();
      return pause(SETTLING_MS);
    }
    const name = `b/${action.server}`;
    if (action.do === 'kill') await backends.kill(action.server);
    if (action.do === 'restart') await backends.start(action.server);
    if (action.do === 'drain' || action.do === 'ready') await haproxy.command(`set server ${name} state ${action.do}`);
    else if (action.detected === true) {
      await haproxy.command(`set server ${name} health ${action.do === 'kill' ? 'down' : 'up'}`);
    }
    await pause(SETTLING_MS);
  }
}

function throughEngine(given: Case): Answer[] {
  const {
    port,
    persistence,
    redispatch = false,
    peers = false,
    application = {},
    markIn = () => '',
    spacingMs = 5000,
  } = given;
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
    loadBalancer: { redispatch, peers, keepAliveMs: given.keepsConnection === true ? 3_600_000 : 0 },
  };
  const { answers, headersOf } = play(setting, steps);
  return answers.map(({ request, server, status }) => {
    const cookies = headersOf(request, 'set-cookie').map((text) => text.slice('set-cookie: '.length));
    return { server, status, mark: cookies.map(markIn).join('') };
  });
}
