/** What somebody who has got hold of the value can do with it: an attacker sends it, and Why? follows them. */
import type { Action, FinishedRequest } from '../../engine/index.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { attacksWith } from './attacks.ts';
import styles from './Decode.module.css';
import { useCarriage } from './useCarriage.ts';
import type { WireValue } from './wireValues.ts';

const said = words.inspect.attack;

interface AttackProps {
  readonly value: WireValue;
  readonly request: FinishedRequest;
  /** The attacker is on their way. */
  readonly onSent: () => void;
}

export function Attack({ value, request, onSent }: AttackProps) {
  const lab = useLab();
  const carriage = useCarriage();
  const snapshot = useLabState((state) => state.snapshot);
  const name = snapshot?.people.find(({ id }) => id === request.person)?.name ?? request.person;
  const attacks = attacksWith(value, request.person, carriage, snapshot);
  const begin = async (action: Action & { readonly by: string }): Promise<void> => {
    await lab.act(action);
    // Refused, and told why.
    if (lab.store.getState().notice?.kind === 'problem') return;
    onSent();
    lab.selectPerson(action.by);
  };
  if (attacks.length === 0) return null;
  return (
    <div className={styles['attack']} role="group" aria-label={said.title}>
      <h4>{said.title}</h4>
      <p>{said.says}</p>
      <div className={styles['suggestions']}>
        {attacks.map(({ what, server, action }) => (
          <Button key={`${what} ${server}`} onClick={() => void begin(action)}>
            {said[what](server ?? name)}
          </Button>
        ))}
      </div>
    </div>
  );
}
