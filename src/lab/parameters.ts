/** What actions ask for, described as the options of a module are, so that the same fields show and check them. */
import { NETWORKS, type Network, type OptionDescription } from '../engine/index.ts';
import { words } from '../language/words.ts';

const { parameters } = words.actions;
type Said = keyof typeof parameters;

/** A start value that was chosen to show something; no product is behind it. */
const CHOSEN = '';

export const count = (said: Said, value: number, min: number, max: number): OptionDescription => ({
  kind: 'count',
  default: value,
  min,
  max,
  says: parameters[said],
  source: CHOSEN,
});

export const span = (said: Said, defaultMs: number, minMs: number, maxMs: number): OptionDescription => ({
  kind: 'duration',
  defaultMs,
  minMs,
  maxMs,
  says: parameters[said],
  source: CHOSEN,
});

export const network = (value: Network): OptionDescription => ({
  kind: 'choice',
  default: value,
  values: NETWORKS,
  says: parameters.network,
  source: CHOSEN,
});

/** RFC 6265 § 4.1.1, as scenario files have them. */
export const cookieName = (name: string): OptionDescription => ({
  kind: 'text',
  default: name,
  pattern: "^[!#$%&'*+.^`|~\\w-]{1,200}$",
  expects: parameters.cookieName,
  says: parameters.cookie,
  source: CHOSEN,
});

export const cookieValue = (value: string): OptionDescription => ({
  kind: 'text',
  default: value,
  pattern: '^("?)[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]{1,4000}\\1$',
  expects: parameters.cookieValue,
  says: parameters.value,
  source: CHOSEN,
});

/** A new attacker, or one of those who attack already. */
export const attacker = (known: readonly string[]): OptionDescription => ({
  kind: 'choice',
  default: words.actions.someoneNew,
  values: [words.actions.someoneNew, ...known],
  says: parameters.by,
  source: CHOSEN,
});
