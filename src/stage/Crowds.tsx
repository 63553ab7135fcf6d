/** Many people: each crowd with its name and how those in it stand; its people one by one where one looks close enough. */
import { List } from 'lucide-react';
import { type MouseEvent, memo, useMemo } from 'react';
import { selectPeople } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { standingText } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import { CrowdList } from './CrowdList.tsx';
import { type CrowdPlace, cellOf } from './crowdLayout.ts';
import { type Crowd, countStandings, STANDINGS, standingsText } from './crowds.ts';
import { type Rect, scaled } from './geometry.ts';
import { seated } from './People.tsx';
import { PersonCell, type PersonCellProps } from './PersonCell.tsx';
import { placed } from './placed.ts';
import type { Plan } from './plan.ts';
import styles from './Scale.module.css';
import type { Looking } from './useZoom.ts';
import { touches } from './zoom.ts';

interface CrowdsProps {
  readonly plan: Plan;
  readonly looking: Looking;
  readonly onShow: (rect: Rect) => void;
}

export const Crowds = memo(function Crowds({ plan, looking, onShow }: CrowdsProps) {
  const { level } = looking;
  return plan.crowds.map((crowd, index) => {
    const place = plan.layout.crowds[index];
    if (place === undefined || !touches(place.box, looking.part)) return null;
    return (
      <CrowdHead
        key={crowd.id}
        crowd={crowd}
        place={place}
        level={level}
        isShort={place.head.height < 2 * plan.rem}
        onShow={onShow}
      >
        <Cells crowd={crowd} place={place} hues={plan.hues} looking={looking} />
      </CrowdHead>
    );
  });
});

interface CrowdHeadProps {
  readonly crowd: Crowd;
  readonly place: CrowdPlace;
  readonly level: number;
  /** Many crowds: one line for each. */
  readonly isShort: boolean;
  readonly onShow: (rect: Rect) => void;
  readonly children: React.ReactNode;
}

function CrowdHead({ crowd, place, level, isShort, onShow, children }: CrowdHeadProps) {
  const { name } = crowd;
  const counts = useLabState((state) => countStandings(selectPeople(state), crowd.people));
  const said = words.stage.crowd;
  const standings = standingsText(counts);
  return (
    <div role="group" aria-label={said.label(name, crowd.people.length, standings)}>
      <Ground crowd={crowd} place={place} level={level} />
      <div className={styles['head']} style={placed(scaled(place.head, level))} data-short={isShort}>
        <div className={styles['title']}>
          <button
            type="button"
            className={styles['name']}
            title={said.closer(name)}
            aria-label={said.closer(name)}
            onClick={() => onShow(place.box)}
          >
            <strong>{name}</strong> {crowd.people.length.toLocaleString('en')}
          </button>
          <Popover
            label={said.list(name)}
            trigger={
              <Button look="plain" className={styles['list']} aria-label={said.list(name)} title={said.list(name)}>
                <List aria-hidden="true" />
              </Button>
            }
          >
            <CrowdList crowd={crowd} />
          </Popover>
          {isShort ? <span className={styles['standings']}>{standings}</span> : null}
        </div>
        {isShort ? null : <span className={styles['standings']}>{standings}</span>}
        {isShort ? null : (
          <span className={styles['bar']} aria-hidden="true">
            {STANDINGS.map((standing) => (
              <span key={standing} data-standing={standing} style={{ flexGrow: counts[standing] }} />
            ))}
          </span>
        )}
      </div>
      {children}
    </div>
  );
}

interface GroundProps {
  readonly crowd: Crowd;
  readonly place: CrowdPlace;
  readonly level: number;
}

/** For pointers: a mark can be clicked however small it is. Who has none finds everybody in the list. */
function Ground({ crowd, place, level }: GroundProps) {
  const lab = useLab();
  const { grid, perRow, cell, box, count } = place;
  const rect = { ...grid, width: box.width, height: Math.ceil(count / perRow) * cell };
  const pick = (event: MouseEvent<HTMLElement>): void => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const scale = bounds.width / rect.width;
    const column = Math.floor((event.clientX - bounds.left) / scale / cell);
    const row = Math.floor((event.clientY - bounds.top) / scale / cell);
    const people = selectPeople(lab.store.getState());
    const person = column < perRow ? people[crowd.people[row * perRow + column] ?? -1] : undefined;
    if (person !== undefined) lab.selectPerson(person.id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the list beside it is the way of the keyboard
    <div className={styles['ground']} style={placed(scaled(rect, level))} onClick={pick} />
  );
}

interface CellsProps {
  readonly crowd: Crowd;
  readonly place: CrowdPlace;
  readonly hues: readonly number[];
  readonly looking: Looking;
}

/** As elements only while they are few; before that the canvas draws them. */
function Cells({ crowd, place, hues, looking }: CellsProps) {
  const { level } = looking;
  const shown = useMemo(() => shownCells(place, looking), [place, looking]);
  if (shown === null) return null;
  return shown.map((index) => {
    const row = crowd.people[index] ?? -1;
    return <Cell key={row} row={row} rect={scaled(cellOf(place, index), level)} hueRow={hues[row] ?? row} />;
  });
}

interface CellProps {
  /** Of the person, in the snapshot. */
  readonly row: number;
  readonly rect: Rect;
  readonly hueRow: number;
}

function Cell({ row, rect, hueRow }: CellProps) {
  const { person, ...others } = useLabState((state) => seated(state, row));
  if (person === undefined) return null;
  const Shown = rect.width < WIDE_CELL ? PersonCell : PersonTile;
  return <Shown rect={rect} person={person} hueRow={hueRow} {...others} />;
}

/** From here on there is room for a name and a few words, in px. */
const WIDE_CELL = 84;
/** A mark that can be hit, in px. */
export const LEAST_CELL = 24;
const MOST_CELLS = 200;

/** Which of a crowd are drawn as elements: none while they are too small or too many. */
export function shownCells(place: CrowdPlace, { part, level }: Looking): readonly number[] | null {
  if (place.cell * level < LEAST_CELL) return null;
  const shown: number[] = [];
  for (let index = 0; index < place.count; index += 1) if (touches(cellOf(place, index), part)) shown.push(index);
  return shown.length > MOST_CELLS ? null : shown;
}

const PersonTile = memo(function PersonTile({ rect, ...others }: PersonCellProps) {
  const { person, isSelected } = others;
  return (
    <div className={styles['tile']} style={placed(rect)} data-selected={isSelected}>
      <PersonCell {...others} rect={TILE_MARK} />
      <span>
        <strong>{person.name}</strong>
        <span>{standingText(person)}</span>
        <code>{person.clue.text}</code>
      </span>
    </div>
  );
});

const TILE_MARK: Rect = { x: 4, y: 4, width: 24, height: 24 };
