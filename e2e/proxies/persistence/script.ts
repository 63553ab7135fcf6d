/** What happens in a case, said once: the same steps are played at a real proxy and through the engine. */
import type { Action } from '../../../src/engine/index.ts';

export interface AskStep {
  readonly person: string;
  /** 127.0.0.0/8, which a client on loopback may send from. */
  readonly address: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: boolean;
}

export type Step =
  | { readonly ask: AskStep }
  | { readonly act: ServerAction }
  /** Real time; the engine's is longer, see `throughEngine`. */
  | { readonly waitMs: number };

export type ServerAction = Extract<Action, { do: 'kill' | 'restart' | 'drain' | 'ready' | 'restartBalancer' }>;

/** What is compared of each answer. */
export interface Answer {
  /** Null where no server answered. */
  readonly server: string | null;
  readonly status: number;
  /** The server that the answer's mark names, "" where it sets none. */
  readonly mark: string;
}

export function ask(person: string, given: Partial<AskStep> = {}): Step {
  const { address = addressOf(person), url = '/cart', headers = {}, cookies = true } = given;
  return { ask: { person, address, url, headers, cookies } };
}

export const act = (action: ServerAction): Step => ({ act: action });
export const wait = (ms: number): Step => ({ waitMs: ms });

/** p7 → 127.0.1.7; p260 → 127.0.2.4: eight bits of network, so that masks have something to do. */
const addressOf = (person: string): string => {
  const n = Number(person.slice(1));
  return `127.0.${1 + (n >> 8)}.${n & 255}`;
};

/** What is special about a request of that person, the n-th step. */
export type Shape = (person: string, n: number) => Partial<AskStep>;

/**
 * People who come and come again in no order, some without cookies, while a server drains and returns, another dies and
 * returns, and at the end the load balancer is restarted.
 */
export function mixedTraffic(seed: number, shape: Shape = () => ({})): Step[] {
  const random = generator(seed);
  const steps: Step[] = [];
  const come = (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const person = `p${1 + Math.floor(random() * 16)}`;
      const { person: another, ...given } = shape(person, steps.length);
      steps.push(ask(another ?? person, { cookies: person !== 'p16', ...given }));
    }
  };
  come(24);
  steps.push(act({ do: 'drain', server: 's2' }));
  come(12);
  steps.push(act({ do: 'ready', server: 's2' }));
  come(10);
  steps.push(act({ do: 'kill', server: 's3', detected: true }));
  come(18);
  steps.push(act({ do: 'restart', server: 's3', detected: true }));
  come(18);
  steps.push(act({ do: 'restartBalancer' }));
  come(18);
  return steps;
}

/** A linear congruential generator (Numerical Recipes), 0–1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
