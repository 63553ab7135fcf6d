/** One person as a letter. */
import { memo } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import { personThing, thingKey } from '../lab/things.ts';
import { useLab } from '../lab/useLab.ts';
import { NETWORK_NAMES, personText, standingOf } from '../lab/wording.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import { Token } from '../ui/Token.tsx';
import type { Rect } from './geometry.ts';
import type { Light } from './lighting.ts';
import styles from './People.module.css';
import { shapeOf } from './personLook.ts';
import { placed } from './placed.ts';

export interface PersonCellProps {
  readonly rect: Rect;
  readonly person: PersonSnapshot;
  readonly hueRow: number;
  readonly store: string | null;
  readonly isSelected: boolean;
  /** One of several that are selected together. */
  readonly isPicked: boolean;
  readonly light: Light;
}

export const PersonCell = memo(function PersonCell(props: PersonCellProps) {
  const { rect, person, hueRow, store, isSelected, isPicked, light } = props;
  const lab = useLab();
  const standing = standingOf(person);
  const key = thingKey(personThing(person));
  return (
    <button
      type="button"
      className={styles['cell']}
      style={placed(rect)}
      data-standing={standing}
      data-light={light}
      data-scarred={person.sessionsLost > 0}
      aria-pressed={isSelected || isPicked}
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
