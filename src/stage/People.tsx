/** Everybody: as many in full as there is room for, the others as a letter, the rest behind a number. */
import { memo, type ReactNode } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import type { LabState } from '../lab/labState.ts';
import { selectPeople } from '../lab/selectors.ts';
import { selectPicked } from '../lab/several.ts';
import { personThing, thingKey } from '../lab/things.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { personText } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { GROUPINGS, type Grouping } from './crowds.ts';
import type { Rect } from './geometry.ts';
import { lightOf, ofPerson } from './lighting.ts';
import styles from './People.module.css';
import { PersonCell } from './PersonCell.tsx';
import { PersonRow } from './PersonRow.tsx';
import { placed } from './placed.ts';
import { type Plan, selectPresent } from './plan.ts';
import scaleStyles from './Scale.module.css';
import stageStyles from './Stage.module.css';

interface PeopleProps {
  readonly plan: Plan;
  readonly grouping: Grouping;
  readonly onGroup: (grouping: Grouping) => void;
  readonly personActions: (person: PersonSnapshot) => ReactNode;
}

export const People = memo(function People({ plan, grouping, onGroup, personActions }: PeopleProps) {
  const { layout, hues, seats } = plan;
  const { rows, cells, more, crowdLabel } = layout;
  const count = useLabState((state) => selectPresent(state).length);
  const clues = useLabState((state) => clueHeading(selectPeople(state)));
  const said = words.stage.people;
  return (
    <>
      <div className={stageStyles['heading']} style={placed(layout.headings.people)}>
        <h2>
          {words.stage.headings.people}
          {layout.isCompact || layout.crowds.length > 0 ? null : <span> · {said.clickOne}</span>}
        </h2>
        {layout.crowds.length > 0 ? (
          <GroupBy grouping={grouping} onGroup={onGroup} />
        ) : layout.isCompact ? null : (
          <span>{clues}</span>
        )}
      </div>
      {rows.map((rect, seat) => {
        const row = seats[seat] ?? 0;
        return <SeatedRow key={row} row={row} rect={rect} hueRow={hues[row] ?? row} personActions={personActions} />;
      })}
      {crowdLabel !== null ? (
        <p className={styles['crowdLabel']} style={placed(crowdLabel)}>
          {said.more(count - rows.length)}
        </p>
      ) : null}
      {cells.map((rect, cell) => {
        const row = seats[rows.length + cell] ?? 0;
        return <SeatedCell key={row} row={row} rect={rect} hueRow={hues[row] ?? row} />;
      })}
      {more !== null ? <MorePeople rect={more} hidden={seats.slice(rows.length + cells.length)} /> : null}
    </>
  );
});

interface SeatedProps {
  /** Of the person, in the snapshot. */
  readonly row: number;
  readonly rect: Rect;
  readonly hueRow: number;
}

/** Each hears of their own person only: of forty, a few change between two states. */
const SeatedRow = memo(function SeatedRow({
  row,
  personActions,
  ...rest
}: SeatedProps & Pick<PeopleProps, 'personActions'>) {
  const { person, ...others } = useLabState((state) => seated(state, row));
  if (person === undefined) return null;
  const { isSelected } = others;
  return (
    <PersonRow {...rest} {...others} person={person}>
      {isSelected ? personActions(person) : null}
    </PersonRow>
  );
});

const SeatedCell = memo(function SeatedCell({ row, ...rest }: SeatedProps) {
  const { person, ...others } = useLabState((state) => seated(state, row));
  return person === undefined ? null : <PersonCell {...rest} {...others} person={person} />;
});

/** All at once: one that listens is asked several times a second, and there may be hundreds. */
export function seated(state: LabState, row: number) {
  const person = state.snapshot?.people[row];
  return {
    person,
    store: selectStoreName(state),
    isSelected: person !== undefined && state.selectedPerson === person.id,
    isPicked:
      person !== undefined && state.several.length > 0 && selectPicked(state).has(thingKey(personThing(person))),
    light: person === undefined ? undefined : lightOf(state, ofPerson(person.id)),
  };
}

export const selectStoreName = ({ snapshot }: LabState): string | null => snapshot?.store?.name ?? null;

function MorePeople({ rect, hidden }: { readonly rect: Rect; readonly hidden: readonly number[] }) {
  const said = words.stage.people;
  const trigger = (
    <Button className={styles['more']} aria-label={said.hidden(hidden.length)}>
      +{hidden.length}
    </Button>
  );
  return (
    <div className={stageStyles['placed']} style={placed(rect)}>
      <Menu trigger={trigger} side="top">
        {hidden.map((row) => (
          <HiddenPerson key={row} row={row} />
        ))}
      </Menu>
    </div>
  );
}

function HiddenPerson({ row }: { readonly row: number }) {
  const lab = useLab();
  const person = useLabState(({ snapshot }) => snapshot?.people[row]);
  const store = useLabState(selectStoreName);
  if (person === undefined) return null;
  return <MenuItem onSelect={() => lab.selectPerson(person.id)}>{personText(person, store)}</MenuItem>;
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
  const said = words.stage.people;
  const isThere = (found: (person: PersonSnapshot) => boolean): boolean =>
    people.some((person) => person.isActive && found(person));
  if (isThere(({ clue }) => clue.kind === 'cookie')) return said.cookies;
  if (isThere(({ clue }) => clue.kind === 'address')) return said.addresses;
  return isThere(({ carriesSession }) => carriesSession) ? said.tokens : '';
}
