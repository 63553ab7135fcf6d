/** What was decided for the selected person, said where it was decided. */
import type { Step } from '../engine/index.ts';
import { selectPersonSelected } from '../lab/selectors.ts';
import { isTurn, stepText } from '../lab/stepText.ts';
import { choicesOf } from '../lab/strategyOf.ts';
import { useLabState } from '../lab/useLab.ts';
import styles from './Balancer.module.css';

const MOST_LINES = 4;

export function LastDecision() {
  const name = useLabState((state) => selectPersonSelected(state)?.name ?? null);
  const steps = useLabState((state) => state.explanation?.steps ?? null);
  const choices = useLabState((state) => choicesOf(state.scenario));
  if (name === null || steps === null) return null;
  const lines = shorten(steps.filter(isDecision)).map((step) => stepText(step, choices).title);
  return (
    <div className={`${styles['part']} ${styles['last']}`}>
      <h3>Decided last for {name}</h3>
      <ol>
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </div>
  );
}

/** How it began, where it turned, how it ended. */
function shorten(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_LINES) return steps;
  const turn = steps.slice(1, -2).find(isTurn);
  const [first] = steps;
  return [first, turn, ...steps.slice(-2)].filter((step) => step !== undefined);
}

/** Who it is and where to: not yet how it went there. */
const isDecision = ({ source, code }: Step): boolean =>
  (source === 'persistence' || source === 'balancing' || source === 'load-balancer') && code !== 'connect';
