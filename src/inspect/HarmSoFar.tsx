/** What was done to people, counted by the engine. */
import { ChartSpline } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import type { Harm, Snapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { harmStory } from '../lab/harmStory.ts';
import type { LabState } from '../lab/labState.ts';
import { selectHarm } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { failuresText, otherHarmText, tellingOf } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { HarmChart } from './HarmChart.tsx';
import styles from './Inspect.module.css';
import own from './measures/Opener.module.css';

interface HarmSoFarProps {
  /** Gets the focus back when the measures are closed. */
  readonly opener: Ref<HTMLButtonElement>;
  readonly isMeasuring: boolean;
  readonly onMeasure: () => void;
}

export function HarmSoFar({ opener, isMeasuring, onMeasure }: HarmSoFarProps) {
  const harm = useLabState(selectDone);
  const story = useLabState(harmStory);
  const others = useLabState((state) => otherHarmText(state.measured?.measures.outcomes ?? null));
  const failures = useLabState(({ record, snapshot }) =>
    failuresText(record.happenings, snapshot?.harm.requestsFailed ?? 0, tellingOf(snapshot)),
  );
  return (
    <section className={`${styles['column']} ${styles['harm']}`} aria-labelledby="harm">
      <div className={styles['title']}>
        <h2 id="harm">{words.measures.harm}</h2>
        <Button ref={opener} look="plain" className={own['open']} aria-expanded={isMeasuring} onClick={onMeasure}>
          <ChartSpline aria-hidden="true" /> {words.measures.open}
        </Button>
      </div>
      <dl className={styles['figures']}>
        <Figure name={words.measures.sessionsLost} value={harm.sessionsLost} />
        <Figure name={words.measures.itemsGone} value={harm.itemsLost} />
        <Figure name={<Term id="request-failed">{words.measures.requestsFailed}</Term>} value={harm.requestsFailed} />
      </dl>
      <p className={styles['hint']}>
        {story}
        {failures === '' ? '' : ` ${failures}.`}
        {others === '' ? null : <strong> {others}.</strong>}
      </p>
      <SameServer />
      <HarmChart />
    </section>
  );
}

/** Without the requests that were served: they are more with each state. */
const selectDone = (state: LabState) => ({
  sessionsLost: selectHarm(state)?.sessionsLost ?? 0,
  itemsLost: selectHarm(state)?.itemsLost ?? 0,
  requestsFailed: selectHarm(state)?.requestsFailed ?? 0,
});

function Figure({ name, value }: { readonly name: ReactNode; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value.toLocaleString('en')}</dd>
    </div>
  );
}

/** Affinity is no harm: it is told apart from the counters, and told that it may not matter. */
function SameServer() {
  const affinity = useLabState((state) => affinityText(selectHarm(state)));
  const place = useLabState(({ snapshot }) => sharedPlace(snapshot));
  return (
    <p className={styles['sameServer']}>
      <Term id="affinity">{words.measures.sameServerAgain}</Term> <strong>{affinity}</strong>
      {place === null ? null : <span>{words.measures.doesNotMatter(place)}</span>}
    </p>
  );
}

function sharedPlace(snapshot: Snapshot | null): string | null {
  if (snapshot === null) return null;
  if (snapshot.store !== null) return words.measures.anyServerAsks(snapshot.store.name);
  return snapshot.people.some(({ carriesSession }) => carriesSession) ? words.measures.peopleCarry : null;
}

/** The counters on one line, where there is no room for more. */
export function HarmLine() {
  const harm = useLabState(selectDone);
  const affinity = useLabState((state) => affinityText(selectHarm(state)));
  const others = useLabState((state) => otherHarmText(state.measured?.measures.outcomes ?? null));
  return (
    <p className={styles['line']}>
      <span>
        {words.measures.sessionsLost} <strong>{harm.sessionsLost}</strong>
      </span>
      <span>
        {words.measures.itemsGone} <strong>{harm.itemsLost}</strong>
      </span>
      <span>
        {words.measures.requestsFailed} <strong>{harm.requestsFailed}</strong>
      </span>
      {others === '' ? null : <strong>{others}</strong>}
      <span className={styles['aside']}>
        {words.measures.sameServer} <strong>{affinity}</strong>
      </span>
    </p>
  );
}

function affinityText(harm: Harm | null): string {
  const ratio = harm?.affinityRatio ?? null;
  return ratio === null ? '–' : `${(ratio * 100).toFixed(1)} %`;
}
