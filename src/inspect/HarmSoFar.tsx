/** What was done to people, counted by the engine. */
import type { Harm } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { selectHarm, selectLastOutage } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { counted } from '../lab/wording.ts';
import { EventList } from './EventList.tsx';
import { HarmChart } from './HarmChart.tsx';
import styles from './Inspect.module.css';

export function HarmSoFar() {
  const harm = useLabState(selectHarm);
  const story = useLabState((state) => {
    const outage = selectLastOutage(state);
    const graves = state.snapshot?.servers.find(({ id }) => id === outage?.server)?.graves.length ?? 0;
    if (outage === null) return quietText(state.snapshot?.harm.sessionsLost ?? 0);
    return outageText(outage.server, outage.died ?? 0, graves);
  });
  return (
    <section className={`${styles['column']} ${styles['harm']}`} aria-labelledby="harm">
      <h2 id="harm">Harm so far</h2>
      <dl className={styles['figures']}>
        <Figure name="sessions lost" value={harm?.sessionsLost ?? 0} />
        <Figure name="items gone" value={harm?.itemsLost ?? 0} />
        <Figure name="requests failed" value={harm?.requestsFailed ?? 0} />
        <div>
          <dt>
            <Term id="affinity">affinity</Term>
          </dt>
          <dd>{affinityText(harm)}</dd>
        </div>
      </dl>
      <p className={styles['hint']}>{story}</p>
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

/** The counters on one line, where there is no room for more. */
export function HarmLine() {
  const harm = useLabState(selectHarm);
  return (
    <p className={styles['line']}>
      <span>
        sessions lost <strong>{harm?.sessionsLost ?? 0}</strong>
      </span>
      <span>
        items gone <strong>{harm?.itemsLost ?? 0}</strong>
      </span>
      <span>
        affinity <strong>{affinityText(harm)}</strong>
      </span>
    </p>
  );
}

function affinityText(harm: Harm | null): string {
  const ratio = harm?.affinityRatio ?? null;
  return ratio === null ? '–' : `${(ratio * 100).toFixed(1)} %`;
}

const quietText = (sessionsLost: number): string =>
  sessionsLost === 0
    ? 'Kill a server, and see who is signed out when they come back.'
    : 'No server died: requests reached servers that do not hold the session.';

function outageText(server: string, died: number, unaware: number): string {
  if (died === 0) return `No session died with ${server}.`;
  if (unaware === 0) return `All ${died} people of ${server} have come back and know.`;
  return `${unaware} of the ${counted(died, 'person', 'people')} of ${server} ${unaware === 1 ? 'has' : 'have'} not come back yet`;
}
