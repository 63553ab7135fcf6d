/** A page for those who build the lab: every entry of a registry under every standard incident, as real runs. */
import { useEffect, useMemo, useState } from 'react';
import type { Measures, Outcome } from '../engine/index.ts';
import { createSampleRuns, type Sample } from '../lab/sampleRuns.ts';
import { HARMS } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { caseId, type Entry, REGISTRIES, REGISTRY_IDS, type RegistryId, scenarioOf } from './cases.ts';
import styles from './Gallery.module.css';
import { END_MS, INCIDENTS, type IncidentId } from './incidents.ts';
import { MiniPicture } from './MiniPicture.tsx';

const said = words.gallery;

export function Gallery({ registry }: { readonly registry: RegistryId }) {
  const entries: readonly Entry[] = REGISTRIES[registry];
  const samples = useSamples(registry, entries);
  const all = entries.length * INCIDENTS.length;
  return (
    <main className={styles['gallery']}>
      <header>
        <h1>{said.title}</h1>
        <p>{said.says}</p>
        <nav aria-label={said.choose}>
          {REGISTRY_IDS.map((id) => (
            <a key={id} href={`?gallery=${id}`} aria-current={id === registry ? 'page' : undefined}>
              {said.registries[id]}
            </a>
          ))}
          <a href="./">{said.back}</a>
        </nav>
        <p role="status">{said.computed(samples.size, all)}</p>
      </header>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={said.table(said.registries[registry])}>
        <table>
          <thead>
            <tr>
              <th scope="col">{said.entry}</th>
              {INCIDENTS.map((incident) => (
                <th key={incident} scope="col">
                  {said.incidents[incident]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <th scope="row">{entry.name}</th>
                {INCIDENTS.map((incident) => (
                  <Case
                    key={incident}
                    id={caseId(registry, entry.id, incident)}
                    name={entry.name}
                    incident={incident}
                    sample={samples.get(caseId(registry, entry.id, incident)) ?? null}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </main>
  );
}

/** One run after the other, so that the first ones can be looked at while the last ones are computed. */
function useSamples(registry: RegistryId, entries: readonly Entry[]): ReadonlyMap<string, Sample> {
  const [samples, setSamples] = useState<ReadonlyMap<string, Sample>>(new Map());
  useEffect(() => {
    const runs = createSampleRuns();
    let isLeft = false;
    const compute = async (): Promise<void> => {
      for (const entry of entries) {
        const row = INCIDENTS.map(async (incident) => {
          const sample = await runs.run(scenarioOf(entry, incident), END_MS);
          return [caseId(registry, entry.id, incident), sample] as const;
        });
        const done = await Promise.all(row);
        if (isLeft) return;
        setSamples((before) => new Map([...before, ...done]));
      }
    };
    // What the engine could not do is a bug, and is to be seen as one.
    void compute().catch((error: unknown) => {
      if (!isLeft) queueMicrotask(() => Promise.reject(error));
    });
    return () => {
      isLeft = true;
      runs.close();
    };
  }, [registry, entries]);
  return samples;
}

interface CaseProps {
  readonly id: string;
  readonly name: string;
  readonly incident: IncidentId;
  readonly sample: Sample | null;
}

function Case({ id, name, incident, sample }: CaseProps) {
  const figures = useMemo(() => (sample === null ? null : figuresText(sample.measures)), [sample]);
  if (sample === null || figures === null) return <td id={id} aria-busy="true" />;
  const what = said.incidents[incident];
  if (incident === 'kill-store' && sample.snapshot.store === null) return <td id={id}>{said.noStore}</td>;
  return (
    <td id={id}>
      <MiniPicture snapshot={sample.snapshot} label={said.picture(name, what, figures)} />
      <p>{figures}</p>
      <a href={`?case=${id}`} aria-label={said.openCase(name, what)}>
        {said.open}
      </a>
    </td>
  );
}

const OTHER_HARM = [
  'stale-read',
  'lost-update',
  'token-rejected',
  'hijacked',
  'revoked-but-served',
] as const satisfies readonly Outcome[];

function figuresText({ sessionsLost, outcomes, affinityRatio }: Measures): string {
  const others = OTHER_HARM.filter((outcome) => outcomes[outcome] > 0).map((outcome) =>
    said.others(outcomes[outcome], outcomes[outcome] === 1 ? HARMS[outcome].one : HARMS[outcome].many),
  );
  const share = affinityRatio === null ? [] : [said.sameServer(`${Math.round(affinityRatio * 100)} %`)];
  return [said.lost(sessionsLost), said.failed(outcomes.unavailable), ...others, ...share].join(' · ');
}
