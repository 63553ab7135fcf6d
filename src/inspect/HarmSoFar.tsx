/** What was done to people, counted by the engine. */
import type { Harm, Snapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { harmStory } from '../lab/harmStory.ts';
import { selectHarm } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { failuresText, otherHarmText, tellingOf } from '../lab/wording.ts';
import { EventList } from './EventList.tsx';
import { HarmChart } from './HarmChart.tsx';
import styles from './Inspect.module.css';

export function HarmSoFar() {
  const harm = useLabState(selectHarm);
  const story = useLabState(harmStory);
  const others = useLabState((state) => otherHarmText(state.outcomes));
  const failures = useLabState(({ record, snapshot }) =>
    failuresText(record.happenings, snapshot?.harm.requestsFailed ?? 0, tellingOf(snapshot)),
  );
  return (
    <section className={`${styles['column']} ${styles['harm']}`} aria-labelledby="harm">
      <h2 id="harm">Harm so far</h2>
      <dl className={styles['figures']}>
        <Figure name="sessions lost" value={harm?.sessionsLost ?? 0} />
        <Figure name="items gone" value={harm?.itemsLost ?? 0} />
        <Figure name="requests failed" value={harm?.requestsFailed ?? 0} />
      </dl>
      <p className={styles['hint']}>
        {story}
        {failures === '' ? '' : ` ${failures}.`}
        {others === '' ? null : <strong> {others}.</strong>}
      </p>
      <SameServer />
      <HarmChart />
      <EventList />
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value.toLocaleString('en')}</dd>
    </div>
  );
}

/** Affinity is no harm: it is told apart from the counters, and told that it may not matter. */
function SameServer() {
  const harm = useLabState(selectHarm);
  const place = useLabState(({ snapshot }) => sharedPlace(snapshot));
  return (
    <p className={styles['sameServer']}>
      <Term id="affinity">same server again</Term> <strong>{affinityText(harm)}</strong>
      {place === null ? null : <span> · does not matter here: {place}</span>}
    </p>
  );
}

function sharedPlace(snapshot: Snapshot | null): string | null {
  if (snapshot === null) return null;
  if (snapshot.store !== null) return `any server asks the ${snapshot.store.name}`;
  return snapshot.people.some(({ carriesSession }) => carriesSession) ? 'people carry their session' : null;
}

/** The counters on one line, where there is no room for more. */
export function HarmLine() {
  const harm = useLabState(selectHarm);
  const others = useLabState((state) => otherHarmText(state.outcomes));
  return (
    <p className={styles['line']}>
      <span>
        sessions lost <strong>{harm?.sessionsLost ?? 0}</strong>
      </span>
      <span>
        items gone <strong>{harm?.itemsLost ?? 0}</strong>
      </span>
      <span>
        requests failed <strong>{harm?.requestsFailed ?? 0}</strong>
      </span>
      {others === '' ? null : <strong>{others}</strong>}
      <span className={styles['aside']}>
        same server <strong>{affinityText(harm)}</strong>
      </span>
    </p>
  );
}

function affinityText(harm: Harm | null): string {
  const ratio = harm?.affinityRatio ?? null;
  return ratio === null ? '–' : `${(ratio * 100).toFixed(1)} %`;
}
