/** Which product the load balancer stands for: its version, where the real one differs, what choosing it would change. */
import { useId, useState } from 'react';
import { assumptionsOf, profiles } from '../../engine/index.ts';
import { profileChanges, withProfileOf } from '../../lab/profile.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { WithCode } from '../../ui/WithCode.tsx';
import styles from './Scenario.module.css';

const said = words.scenario;

export function ProfilePicker() {
  const lab = useLab();
  const id = useId();
  const scenario = useLabState((state) => state.scenario);
  const now = scenario.loadBalancer.profile;
  const [wanted, setWanted] = useState(now);
  const profile = profiles.find((one) => one.id === wanted);
  if (profile === undefined) return null;
  const { name, says, models, differs } = profile.about;
  const assumed = assumptionsOf(profile);
  return (
    <section className={styles['part']} aria-labelledby={id}>
      <h2 id={id}>{said.profile}</h2>
      <div className={styles['profiles']} role="radiogroup" aria-labelledby={id}>
        {profiles.map((one) => (
          <label key={one.id}>
            <input type="radio" name={id} checked={one.id === wanted} onChange={() => setWanted(one.id)} />
            <span>{one.about.name}</span>
          </label>
        ))}
      </div>
      <p>
        <WithCode text={says} />
      </p>
      <p className={styles['note']}>
        <WithCode text={models} />
      </p>
      {wanted === now ? null : <Changes before={now} wanted={wanted} />}
      {differs.length === 0 ? null : (
        <details>
          <summary>{said.differs}</summary>
          <ul>
            {differs.map((one) => (
              <li key={one}>
                <WithCode text={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {assumed.length === 0 ? null : (
        <details>
          <summary>{said.assumed(assumed.length)}</summary>
          <ul>
            {assumed.map(({ field, source }) => (
              <li key={field}>
                <WithCode text={said.assumption(field, source)} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {wanted === now ? null : (
        <Button look="solid" className={styles['take']} onClick={() => void lab.chooseProfile(wanted)}>
          {said.take(name)}
        </Button>
      )}
    </section>
  );
}

function Changes({ wanted }: { readonly before: string; readonly wanted: string }) {
  const scenario = useLabState((state) => state.scenario);
  const changes = profileChanges(scenario.loadBalancer, withProfileOf(scenario, wanted).loadBalancer);
  if (changes.length === 0) return <p>{said.noChange}</p>;
  return (
    <div className={styles['changes']}>
      <h3>{said.changes}</h3>
      <ul>
        {changes.map((change) => (
          <li key={change.field}>{said.change(change)}</li>
        ))}
      </ul>
    </div>
  );
}
