/** Puts a step of the evidence into the words of the module that took it. There is no second copy of the logic here. */
import type { Cause, Step, StepSource, StepValues, StepWords } from '../engine/index.ts';
import { balancings, CAUSES, COMMON_STEPS, persistences, sessionStates } from '../engine/index.ts';
import type { AxisChoices } from './strategyOf.ts';
import { seconds } from './wording.ts';

const COMMON: Readonly<Record<string, StepWords>> = COMMON_STEPS;

export function stepText(step: Step, choices: AxisChoices): StepWords {
  const words = wordsOf(step.source, choices)?.[step.code] ?? COMMON[step.code];
  // A code without words is shown as it is: better than nothing, and seen at once.
  if (words === undefined) return { title: step.code, detail: Object.values(step.values).join(' ') };
  return { title: fill(words.title, step.values), detail: fill(words.detail, step.values) };
}

interface Worded {
  readonly id: string;
  readonly steps: Readonly<Record<string, StepWords>>;
}

function wordsOf(source: StepSource, choices: AxisChoices): Readonly<Record<string, StepWords>> | undefined {
  const find = (modules: readonly Worded[], id: string) => modules.find((module) => module.id === id)?.steps;
  switch (source) {
    case 'balancing':
      return find(balancings, choices.balancing.id);
    case 'persistence':
      return find(persistences, choices.persistence.id);
    case 'session-state':
      return find(sessionStates, choices.sessionState.id);
    case 'load-balancer':
    case 'application':
      return COMMON;
  }
}

export const fill = (template: string, values: StepValues): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '…'));

/** Links that the steps of the request itself say, one by one. */
const SAID_BY_STEPS: ReadonlySet<Cause['code']> = new Set<Cause['code']>([
  'pinned',
  'not-bound',
  'hashed',
  'down',
  'maintenance',
  'gone',
  'sent-to',
  'refused',
  'timed-out',
  'full',
  'broke-off',
  'no-answer',
  'no-server',
  'connection-lost',
  'no-session-sent',
  'unknown-there',
  'store-silent',
  'signed-out',
  'failed',
  'gave-up',
]);

/** What the steps beneath do not say: what was done before the request came, and how the session stood. */
export const causesBefore = (causes: readonly Cause[]): readonly Cause[] =>
  causes.filter(({ code }) => !SAID_BY_STEPS.has(code));

/**
 * "s2 is killed at 30.0 s → the session was only in the memory of s2 → …": from what
 * was done to what came of it, with a time where it is another one.
 */
export function causesText(causes: readonly Cause[]): string {
  const timeOf = (cause: Cause | undefined): string => (cause === undefined ? '' : seconds(cause.atMs));
  const said = causes.map((cause, index) => {
    const isNew = timeOf(cause) !== timeOf(causes[index - 1]);
    return `${fill(CAUSES[cause.code], cause.values)}${isNew ? ` at ${timeOf(cause)}` : ''}`;
  });
  return said.join(' → ');
}

/** Steps after which things are not as the person left them: of the common rules, and of the modules. */
export const TURNS: readonly string[] = [
  'pinned-drained',
  'pinned-down',
  'pinned-failed',
  'pinned-removed',
  'no-server',
  'refused',
  'queue-full',
  'cut-off',
  'hangs',
  'stalls',
  'server-timeout',
  'not-repeated',
  'next-server',
  'store-cut-off',
  'pinned-maintenance',
  'timed-out',
  'redispatch',
  'retries-exhausted',
  'reset',
  'session-missing',
  'not-accepted',
  'expired-by-clock',
  'session-unreachable',
  'row-expired',
  'unknown-mark',
  'too-old',
  'idle-too-long',
  'token-expired',
  'not-yet-valid',
  'forged',
  'unsigned',
  'unsigned-accepted',
  'old-key',
  'no-credentials',
  'not-there',
  'node-down',
  'link-cut',
  'connection-lost',
  'client-gave-up',
  'down',
  'pool-dry',
  'conflict',
  'unknown',
  'behind',
];

const TURN_CODES: ReadonlySet<string> = new Set(TURNS);
export const isTurn = ({ code }: Step): boolean => TURN_CODES.has(code);
