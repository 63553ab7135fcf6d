/** All that the painter of marks needs to know, gathered whenever the state changes, so that a frame looks nothing up. */
import type { PersonSnapshot, ServerSnapshot, Snapshot } from '../engine/index.ts';
import { isPresent } from '../lab/present.ts';
import type { CanvasLook } from '../theme/canvasLook.ts';
import { hueBandOf, letterFill, sessionColour } from '../theme/sessionHue.ts';
import type { StageLayout } from './layout.ts';
import type { Plan } from './plan.ts';
import { flattened, type Routes } from './routes.ts';

export interface Scene {
  readonly layout: StageLayout;
  readonly routes: Routes;
  /** `routes.outer` and `routes.inner`, as they are followed. */
  readonly ways: { readonly outer: Float64Array; readonly inner: Float64Array };
  readonly rem: number;
  readonly look: CanvasLook;
  /** Seat of each person; an index into `routes.outer`. */
  readonly seatOf: readonly number[];
  /** Place of each server; an index into `routes.inner`. Those that are gone have none. */
  readonly placeOf: readonly (number | undefined)[];
  readonly people: readonly PersonMark[];
  readonly servers: readonly { readonly id: string; readonly workers: number; readonly isDead: boolean }[];
  /** Index of the selected person, or -1. */
  readonly selected: number;
  /** Index of the server that answered them last, or -1. */
  readonly lastServer: number;
  /** Reduced motion: no travel. */
  readonly isStill: boolean;
  /** People stand in crowds, or servers in racks. */
  readonly isMany: boolean;
  /** By person: the crowd; where there are none, the seat. */
  readonly crowdOf: readonly number[];
  /** By place: the rack; where there are none, the place. */
  readonly rackOf: readonly number[];
}

export interface PersonMark {
  readonly colour: string;
  /** The same hue, as it is where a letter stands on it. */
  readonly letterFill: string;
  readonly letter: string;
  readonly clue: string;
  readonly carriesSession: boolean;
  readonly isAttacker: boolean;
  readonly hueBand: number;
}

export interface SceneOptions {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly lastServer: string | null;
  readonly look: CanvasLook;
  readonly isStill: boolean;
}

/** Makes the scene of each state. What has not changed since the one before is not made again: of thousands, a few. */
export function createSceneMaker(): (options: SceneOptions) => Scene {
  let before: SceneOptions | null = null;
  let fixed: Fixed | null = null;
  let people: readonly PersonMark[] = [];
  return (options) => {
    const { plan, snapshot, lastServer, look, isStill } = options;
    const isAsBefore = before?.plan === plan && before.look === look;
    const hasPool = before?.snapshot.servers.length === snapshot.servers.length;
    if (fixed === null || !isAsBefore || !hasPool) fixed = fixedOf(plan, snapshot.servers);
    const { seatOf } = fixed;
    const old = isAsBefore ? before?.snapshot.people : undefined;
    const marks = people;
    if (old !== snapshot.people)
      people = snapshot.people.map((person, row) => {
        const mark = marks[row];
        return mark !== undefined && old?.[row] === person ? mark : markOf(person, row, plan, seatOf, look);
      });
    before = options;
    return {
      ...fixed,
      layout: plan.layout,
      routes: plan.routes,
      rem: plan.rem,
      selected: plan.selected,
      look,
      isStill,
      people,
      placeOf: placesOf(snapshot.servers),
      servers: snapshot.servers.map(({ id, workers, process }) => ({ id, workers, isDead: process === 'dead' })),
      lastServer: snapshot.servers.findIndex(({ id }) => id === lastServer),
    };
  };
}

type Fixed = Pick<Scene, 'ways' | 'seatOf' | 'isMany' | 'crowdOf' | 'rackOf'>;

function fixedOf({ layout, routes, seats, crowds }: Plan, servers: readonly ServerSnapshot[]): Fixed {
  const lastSeat = routes.outer.length - 1;
  const seatOf: number[] = [];
  // Who is followed has a row and a place in the crowd: they set out from the row.
  for (let seat = seats.length - 1; seat >= 0; seat -= 1) seatOf[seats[seat] ?? -1] = Math.min(seat, lastSeat);
  const rackOf = servers.map((_, place) => place);
  for (const [rack, { from, to }] of layout.racks.entries()) rackOf.fill(rack, from, to);
  const crowdOf: number[] = [];
  for (const [index, { people }] of crowds.entries()) for (const person of people) crowdOf[person] = index;
  return {
    ways: { outer: flattened(routes.outer), inner: flattened(routes.inner) },
    seatOf,
    rackOf,
    crowdOf: crowds.length === 0 ? seatOf : crowdOf,
    isMany: layout.crowds.length > 0 || layout.racks.length > 0,
  };
}

function placesOf(servers: readonly ServerSnapshot[]): readonly (number | undefined)[] {
  let place = 0;
  return servers.map((server) => {
    if (!isPresent(server)) return undefined;
    place += 1;
    return place - 1;
  });
}

function markOf(
  { name, clue, carriesSession, isAttacker }: PersonSnapshot,
  row: number,
  { hues, layout }: Plan,
  seatOf: readonly number[],
  { look }: CanvasLook,
): PersonMark {
  const hue = hues[row] ?? row;
  return {
    colour: sessionColour(hue, look),
    letterFill: letterFill(hue, look),
    // Letters of the crowd repeat: they would name the wrong one.
    letter: (seatOf[row] ?? 0) < layout.rows.length ? (name[0] ?? '') : '',
    clue: clue.text,
    carriesSession,
    isAttacker,
    hueBand: hueBandOf(hue),
  };
}
