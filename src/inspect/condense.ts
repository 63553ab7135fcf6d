/** The steps as they are read: attempts that ended alike are one step, so that the end of the story stays in sight. */
import type { COMMON_STEPS, Step, StepWords } from '../engine/index.ts';
import { stepText } from '../lab/stepText.ts';
import type { AxisChoices } from '../lab/strategyOf.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';

type CommonStep = keyof typeof COMMON_STEPS;

export interface ReadStep extends StepWords {
  readonly step: Step;
}

/** How an attempt to connect ends in vain. */
const IN_VAIN = ['refused', 'timed-out'] as const satisfies readonly CommonStep[];
const PARTS = ['connect', 'queue-full', 'turn-around'] as const satisfies readonly CommonStep[];
const ATTEMPT: ReadonlySet<string> = new Set([...IN_VAIN, ...PARTS]);
const isInVain = ({ code }: Step): boolean => IN_VAIN.some((one) => one === code);

export function condense(steps: readonly Step[], choices: AxisChoices): readonly ReadStep[] {
  const read: ReadStep[] = [];
  for (let index = 0; index < steps.length; ) {
    const attempts = attemptsFrom(steps, index);
    const refused = attempts.filter(isInVain);
    const [first] = refused;
    const step = steps[index];
    if (first === undefined) {
      if (step !== undefined) read.push({ step, ...stepText(step, choices) });
      index += 1;
    } else {
      const { title, detail } = stepText(first, choices);
      const spanMs = (refused.at(-1)?.atMs ?? first.atMs) - first.atMs;
      const often = refused.length === 1 ? '' : words.inspect.why.often(refused.length, seconds(spanMs));
      const directive = attempts.find((attempt) => attempt.directive !== undefined)?.directive;
      const told = directive === undefined ? first : { ...first, directive };
      read.push({ step: told, title, detail: `${often}${detail}` });
      index += attempts.length;
    }
  }
  return read;
}

/** The run of attempts on one server that begins here and end alike, up to the last of them. */
function attemptsFrom(steps: readonly Step[], start: number): readonly Step[] {
  const server = steps[start]?.server;
  let end = start;
  let ending: string | null = null;
  for (let index = start; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined || step.server !== server || !ATTEMPT.has(step.code)) break;
    if (!isInVain(step)) continue;
    if (ending !== null && step.code !== ending) break;
    ending = step.code;
    end = index + 1;
  }
  return steps.slice(start, end);
}
