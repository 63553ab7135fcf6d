import { openingScenario } from '../lab/openingScenario.ts';
import { useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import styles from './App.module.css';

const said = words.app;

export function HowToRead() {
  const distanceMs = useLabState((state) => state.scenario.workload.distanceMs);
  const seed = useLabState((state) => state.scenario.seed);
  const isFar = distanceMs >= FAR_MS;
  return (
    <div className={styles['reading']}>
      <h2>{said.howToRead}</h2>
      <ul>
        {said.reading.map(({ term, says }) => (
          <li key={term}>
            <strong>{term}</strong> {says}
          </li>
        ))}
        <li>
          <strong>{said.longer.term}</strong> {said.longer.says(distanceMs)} {isFar ? said.farAway : null}
        </li>
      </ul>
      <p>
        {said.twice(seed)} {seed === openingScenario.seed ? said.chosen : null}
      </p>
    </div>
  );
}

/** An ocean. */
const FAR_MS = 200;
