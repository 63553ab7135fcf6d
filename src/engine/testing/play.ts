/** Recorded requests and actions played through the whole engine, for tests that say exactly who asks when. */
import type { TimedAction } from '../actions.ts';
import type { FinishedRequest } from '../evidence.ts';
import { createHistory, type History } from '../history.ts';
import type { Choice, LoadBalancerSpec, RecordedRequest, ServerSpec } from '../scenario.ts';
import { scenarioOf } from './scenarioOf.ts';

/** Who asks when; what is not said is a GET of /cart from the address of that person, who keeps cookies. */
export interface Ask {
  readonly atMs: number;
  readonly person: string;
  readonly address?: string;
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: boolean;
}

export interface Setting {
  readonly persistence: Choice;
  readonly sessionState?: Choice;
  readonly loadBalancer?: Partial<LoadBalancerSpec>;
  readonly servers?: readonly ServerSpec[];
}

export interface Played {
  /** In the order in which they were asked. */
  readonly answers: readonly FinishedRequest[];
  readonly history: History;
  /** The answers to one person: the servers they came from, "-" for none. */
  serversOf(person: string): string[];
  /** Lines of the n-th answer (from 1) as the client got it, that begin with that name. */
  headersOf(request: number, name: string): string[];
}

const AFTERWARDS_MS = 20_000;
/** Checks so rare that the load balancer knows only what it is told. */
const UNCHECKED = { intervalMs: 86_400_000, fall: 3, rise: 2 };

export function play(setting: Setting, steps: readonly (Ask | TimedAction)[]): Played {
  const asks = steps.filter((step): step is Ask => !('do' in step)).sort((a, b) => a.atMs - b.atMs);
  const { persistence, sessionState = { id: 'server-memory' }, loadBalancer = {}, servers } = setting;
  const scenario = scenarioOf({
    sessionState,
    loadBalancer: { healthCheck: UNCHECKED, ...loadBalancer, persistence },
    actions: steps.filter((step): step is TimedAction => 'do' in step).sort((a, b) => a.atMs - b.atMs),
    ...(servers === undefined ? {} : { servers }),
    workload: { thinkMs: 1000, visitRequests: 8, serviceMs: { median: 1, p99: 1 }, distanceMs: 0 },
  });
  const history = createHistory(scenario, asks.map(recorded));
  const answers: FinishedRequest[] = [];
  const endMs = Math.max(...steps.map(({ atMs }) => atMs)) + AFTERWARDS_MS;
  history.advance(endMs * 1000, { finished: (answer) => void answers.push(answer) });
  answers.sort((a, b) => a.request - b.request);
  return {
    answers,
    history,
    serversOf: (person) => answers.filter((a) => a.person === person).map(({ server }) => server ?? '-'),
    headersOf(request, name) {
      const text = history.explain(request)?.wire.balancerToClient ?? '';
      return text.split('\r\n').filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    },
  };
}

function recorded(ask: Ask): RecordedRequest {
  const {
    atMs,
    person,
    address = addressOf(person),
    method = 'GET',
    url = '/cart',
    headers = {},
    cookies = true,
  } = ask;
  return { atMs, person, address, method, url, headers, cookies };
}

/** An address of their own for each person, by the number in their name: p7 → 203.0.113.7. */
function addressOf(person: string): string {
  return `203.0.113.${Number(/\d+$/.exec(person)?.[0] ?? 250)}`;
}
