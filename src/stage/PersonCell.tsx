/** One person as a letter. */
import { memo } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import { selectPicked } from '../lab/several.ts';
import { personThing, thingKey } from '../lab/things.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { NETWORK_NAMES, personText, standingOf } from '../lab/wording.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import { Token } from '../ui/Token.tsx';
import type { Rect } from './geometry.ts';
import { ofPerson, useLight } from './lighting.ts';
import styles from './People.module.css';
import { shapeOf } from './personLook.ts';
import { placed } from './placed.ts';

interface PersonCellProps {
  readonly rect: Rect;
  readonly person: PersonSnapshot;
  readonly hueRow: number;
  readonly store: string | null;
}

export const PersonCell = memo(function PersonCell({ rect, person, hueRow, store }: PersonCellProps) {
  const lab = useLab();
  const standing = standingOf(person);
  const light = useLight(ofPerson(person.id));
  const key = thingKey(personThing(person));
  const isSelected = useLabState((state) => state.selectedPerson === person.id || selectPicked(state).has(key));
  const isPicked = useLabState((state) => selectPicked(state).has(key));
  return (
    <button
      type="button"
      className={styles['cell']}
      style={placed(rect)}
      data-standing={standing}
      data-light={light}
      data-scarred={person.sessionsLost > 0}
      aria-pressed={isSelected}
      data-thing={key}
      data-picked={isPicked}
      aria-label={personText(person, store)}
      title={`${personText(person, store)}, ${NETWORK_NAMES[person.network]}, ${person.address}`}
      onClick={() => lab.selectPerson(person.id)}
    >
      <Token
        hue={sessionHue(hueRow)}
        letter={person.name[0]}
        shape={shapeOf(person)}
        size="medium"
        state={standing === 'signed-out' || standing === 'expired' ? 'gone' : 'alive'}
      />
    </button>
  );
});
