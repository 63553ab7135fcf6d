/** Everybody: as many in full as there is room for, the others as a letter, the rest behind a number. */
import type { ReactNode } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import { selectPicked } from '../lab/several.ts';
import { personThing, thingKey } from '../lab/things.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { personText } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { GROUPINGS, type Grouping } from './crowds.ts';
import type { Rect } from './geometry.ts';
import type { StageLayout } from './layout.ts';
import styles from './People.module.css';
import { PersonCell } from './PersonCell.tsx';
import { PersonRow } from './PersonRow.tsx';
import { placed } from './placed.ts';
import scaleStyles from './Scale.module.css';
import stageStyles from './Stage.module.css';

interface PeopleProps {
  readonly layout: StageLayout;
  readonly people: readonly PersonSnapshot[];
  /** Whose colour each has. */
  readonly hues: readonly number[];
  /** Which person sits where: rows first, then letters. */
  readonly seats: readonly number[];
  readonly store: string | null;
  readonly grouping: Grouping;
  readonly onGroup: (grouping: Grouping) => void;
  readonly personActions: (person: PersonSnapshot) => ReactNode;
}

export function People(props: PeopleProps) {
  const { layout, people, hues, seats, store, personActions } = props;
  const selectedPerson = useLabState((state) => state.selectedPerson);
  const picked = useLabState(selectPicked);
  const { rows, cells, more, crowdLabel } = layout;
  const active = people.filter(({ isActive }) => isActive);
  const hidden = seats.slice(rows.length + cells.length);
  return (
    <>
      <div className={stageStyles['heading']} style={placed(layout.headings.people)}>
        <h2>
          {words.stage.headings.people}
          {layout.isCompact || layout.crowds.length > 0 ? null : <span> · {words.stage.people.clickOne}</span>}
        </h2>
        {layout.crowds.length > 0 ? (
          <GroupBy {...props} />
        ) : layout.isCompact ? null : (
          <span>{clueHeading(active)}</span>
        )}
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
            hueRow={hues[index] ?? index}
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
          {words.stage.people.more(active.length - rows.length)}
        </p>
      ) : null}
      {cells.map((rect, cell) => {
        const index = seats[rows.length + cell] ?? 0;
        const person = people[index];
        if (person === undefined) return null;
        return <PersonCell key={person.id} rect={rect} person={person} hueRow={hues[index] ?? index} store={store} />;
      })}
      {more !== null ? <MorePeople rect={more} people={people} hidden={hidden} store={store} /> : null}
    </>
  );
}

interface MorePeopleProps {
  readonly rect: Rect;
  readonly people: readonly PersonSnapshot[];
  readonly hidden: readonly number[];
  readonly store: string | null;
}

function MorePeople({ rect, people, hidden, store }: MorePeopleProps) {
  const lab = useLab();
  const trigger = (
    <Button className={styles['more']} aria-label={words.stage.people.hidden(hidden.length)}>
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

/** What makes a crowd: a choice of two. */
function GroupBy({ grouping, onGroup }: Pick<PeopleProps, 'grouping' | 'onGroup'>) {
  const said = words.stage.crowd;
  return (
    <span className={scaleStyles['grouping']} role="group" aria-label={said.groupBy}>
      {GROUPINGS.map((one) => (
        <button key={one} type="button" aria-pressed={one === grouping} onClick={() => onGroup(one)}>
          {said.grouping[one]}
        </button>
      ))}
    </span>
  );
}

/** What the chips at the right of the rows are. */
function clueHeading(people: readonly PersonSnapshot[]): string {
  const kinds = new Set(people.map(({ clue }) => clue.kind));
  if (kinds.has('cookie')) return words.stage.people.cookies;
  if (kinds.has('address')) return words.stage.people.addresses;
  return people.some(({ carriesSession }) => carriesSession) ? words.stage.people.tokens : '';
}
