/** Everybody: as many in full as there is room for, the others as a letter, the rest behind a number. */
import { memo, type ReactNode } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import { selectPicked } from '../lab/several.ts';
import { personThing, thingKey } from '../lab/things.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { NETWORK_NAMES, personText, standingOf } from '../lab/wording.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { Token } from '../ui/Token.tsx';
import type { Rect } from './geometry.ts';
import type { StageLayout } from './layout.ts';
import { ofPerson, useLight } from './lighting.ts';
import styles from './People.module.css';
import { PersonRow } from './PersonRow.tsx';
import { placed } from './placed.ts';
import stageStyles from './Stage.module.css';

interface PeopleProps {
  readonly layout: StageLayout;
  readonly people: readonly PersonSnapshot[];
  /** Which person sits where: rows first, then letters. */
  readonly seats: readonly number[];
  readonly store: string | null;
  readonly personActions: (person: PersonSnapshot) => ReactNode;
}

export function People({ layout, people, seats, store, personActions }: PeopleProps) {
  const selectedPerson = useLabState((state) => state.selectedPerson);
  const picked = useLabState(selectPicked);
  const { rows, cells, more, crowdLabel } = layout;
  const active = people.filter(({ isActive }) => isActive);
  const hidden = seats.slice(rows.length + cells.length);
  return (
    <>
      <div className={stageStyles['heading']} style={placed(layout.headings.people)}>
        <h2>People{layout.isCompact ? null : <span> · click one to follow</span>}</h2>
        {layout.isCompact ? null : <span>{clueHeading(active)}</span>}
      </div>
      {rows.map((rect, seat) => {
        const index = seats[seat] ?? 0;
        const person = people[index];
        if (person === undefined) return null;
        const isSelected = person.id === selectedPerson;
        return (
          <PersonRow
            key={person.id}
            rect={rect}
            person={person}
            index={index}
            store={store}
            isSelected={isSelected}
            isPicked={picked.has(thingKey(personThing(person)))}
          >
            {isSelected ? personActions(person) : null}
          </PersonRow>
        );
      })}
      {crowdLabel !== null ? (
        <p className={styles['crowdLabel']} style={placed(crowdLabel)}>
          + {active.length - rows.length} more people
        </p>
      ) : null}
      {cells.map((rect, cell) => {
        const index = seats[rows.length + cell] ?? 0;
        const person = people[index];
        if (person === undefined) return null;
        return (
          <PersonCell
            key={person.id}
            rect={rect}
            person={person}
            index={index}
            store={store}
            isPicked={picked.has(thingKey(personThing(person)))}
          />
        );
      })}
      {more !== null ? <MorePeople rect={more} people={people} hidden={hidden} store={store} /> : null}
    </>
  );
}

interface PersonCellProps {
  readonly rect: Rect;
  readonly person: PersonSnapshot;
  readonly index: number;
  readonly store: string | null;
  readonly isPicked: boolean;
}

const PersonCell = memo(function PersonCell({ rect, person, index, store, isPicked }: PersonCellProps) {
  const lab = useLab();
  const standing = standingOf(person);
  const light = useLight(ofPerson(person.id));
  return (
    <button
      type="button"
      className={styles['cell']}
      style={placed(rect)}
      data-standing={standing}
      data-light={light}
      data-scarred={person.sessionsLost > 0}
      aria-pressed={isPicked}
      data-thing={thingKey(personThing(person))}
      data-picked={isPicked}
      aria-label={personText(person, store)}
      title={`${personText(person, store)}, ${NETWORK_NAMES[person.network]}, ${person.address}`}
      onClick={() => lab.selectPerson(person.id)}
    >
      <Token
        hue={sessionHue(index)}
        letter={person.name[0]}
        shape="round"
        size="medium"
        state={standing === 'signed-out' || standing === 'expired' ? 'gone' : 'alive'}
      />
    </button>
  );
});

interface MorePeopleProps {
  readonly rect: Rect;
  readonly people: readonly PersonSnapshot[];
  readonly hidden: readonly number[];
  readonly store: string | null;
}

function MorePeople({ rect, people, hidden, store }: MorePeopleProps) {
  const lab = useLab();
  const trigger = (
    <Button className={styles['more']} aria-label={`${hidden.length} more people`}>
      +{hidden.length}
    </Button>
  );
  return (
    <div className={stageStyles['placed']} style={placed(rect)}>
      <Menu trigger={trigger} side="top">
        {hidden.map((index) => {
          const person = people[index];
          return person === undefined ? null : (
            <MenuItem key={person.id} onSelect={() => lab.selectPerson(person.id)}>
              {personText(person, store)}
            </MenuItem>
          );
        })}
      </Menu>
    </div>
  );
}

/** What the chips at the right of the rows are. */
function clueHeading(people: readonly PersonSnapshot[]): string {
  const kinds = new Set(people.map(({ clue }) => clue.kind));
  if (kinds.has('cookie')) return 'their cookies';
  if (kinds.has('address')) return 'their addresses';
  return people.some(({ carriesSession }) => carriesSession) ? 'their tokens' : '';
}
