/** What was decided for the selected person, said where it was decided. */
import type { Step } from '../engine/index.ts';
import type { LabState } from '../lab/labState.ts';
import { selectPersonSelected } from '../lab/selectors.ts';
import { isTurn, stepText } from '../lab/stepText.ts';
import { choicesOf } from '../lab/strategyOf.ts';
import { useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Balancer.module.css';
import { useLight } from './lighting.ts';

export function LastDecision({ room }: { readonly room: 3 | 4 }) {
  const name = useLabState((state) => selectPersonSelected(state)?.name ?? null);
  const steps = useLabState((state) => state.explanation?.steps ?? null);
  const when = useLabState(decidedText);
  const choices = useLabState((state) => choicesOf(state.scenario));
  const light = useLight(() => false);
  if (name === null || steps === null) return null;
  const lines = shorten(steps.filter(isDecision), room).map((step) => stepText(step, choices).title);
  return (
    <div className={`${styles['part']} ${styles['last']}`} data-light={light}>
      <h3>{words.stage.decision.of(name, when)}</h3>
      <ol>
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </div>
  );
}

/** A kept decision may be older than what the picture shows: it says of when it is. */
function decidedText(state: LabState): string {
  const { explanation, isPinned } = state;
  const at = seconds(explanation?.request.atMs ?? 0);
  const isOld = isPinned && selectPersonSelected(state)?.lastRequest !== explanation?.request.request;
  return isOld ? words.stage.decision.keptFrom(at) : words.stage.decision.at(at);
}

/** How it began, where it turned, who was chosen, how it ended: what there is room for, in order. */
function shorten(steps: readonly Step[], room: 3 | 4): readonly Step[] {
  const turn = steps.find(isTurn);
  const choice = steps.findLast(({ source }) => source === 'balancing');
  const wanted = [steps[0], choice, turn, ...steps.toReversed()].filter((step) => step !== undefined);
  const told = new Set([...new Set(wanted)].slice(0, room));
  return steps.filter((step) => told.has(step));
}

/** Who it is and where to: not yet how it went there. */
const isDecision = ({ source, code }: Step): boolean =>
  (source === 'persistence' || source === 'balancing' || source === 'load-balancer') && code !== 'connect';
