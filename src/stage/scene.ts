/** All that the painter of marks needs to know, gathered whenever the state changes, so that a frame looks nothing up. */
import type { Snapshot } from '../engine/index.ts';
import { isPresent } from '../lab/present.ts';
import { hueBandOf, letterFill, sessionColour } from '../theme/sessionHue.ts';
import type { Crowd } from './crowds.ts';
import type { StageLayout } from './layout.ts';
import { hueRows } from './personLook.ts';
import type { Routes } from './routes.ts';

export interface Scene {
  readonly layout: StageLayout;
  readonly routes: Routes;
  readonly rem: number;
  /** Seat of each person; an index into `routes.outer`. */
  readonly seatOf: readonly number[];
  /** Place of each server; an index into `routes.inner`. Those that are gone have none. */
  readonly placeOf: readonly (number | undefined)[];
  readonly people: readonly PersonMark[];
  /** What letters on a person's colour are written in. */
  readonly letterInk: string;
  readonly servers: readonly { readonly id: string; readonly workers: number; readonly isDead: boolean }[];
  /** Index of the selected person, or -1. */
  readonly selected: number;
  /** Index of the server that answered them last, or -1. */
  readonly lastServer: number;
  readonly ink: string;
  readonly paper: string;
  /** Reduced motion: no travel. */
  readonly isStill: boolean;
  readonly isDark: boolean;
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
  readonly snapshot: Snapshot;
  readonly layout: StageLayout;
  readonly routes: Routes;
  readonly rem: number;
  readonly seats: readonly number[];
  readonly crowds: readonly Crowd[];
  readonly selected: number;
  readonly lastServer: string | null;
  readonly isDark: boolean;
  readonly isStill: boolean;
}

export function createScene(options: SceneOptions): Scene {
  const { snapshot, layout, routes, rem, seats, crowds, selected, lastServer, isDark, isStill } = options;
  const lastSeat = routes.outer.length - 1;
  const seatOf: number[] = [];
  // Who is followed has a row and a place in the crowd: they set out from the row.
  for (let seat = seats.length - 1; seat >= 0; seat -= 1) seatOf[seats[seat] ?? -1] = Math.min(seat, lastSeat);
  const placeOf: number[] = [];
  const rackOf: number[] = [];
  const hues = hueRows(snapshot.people);
  snapshot.servers.forEach((server, row) => {
    if (isPresent(server)) placeOf[row] = rackOf.push(rackOf.length) - 1;
  });
  for (const [rack, { from, to }] of layout.racks.entries()) rackOf.fill(rack, from, to);
  return {
    layout,
    routes,
    rem,
    seatOf,
    placeOf,
    people: snapshot.people.map(({ name, clue, carriesSession, isAttacker }, index) => ({
      colour: sessionColour(hues[index] ?? index, isDark),
      letterFill: letterFill(hues[index] ?? index, isDark),
      // Letters of the crowd repeat: they would name the wrong one.
      letter: (seatOf[index] ?? 0) < layout.rows.length ? (name[0] ?? '') : '',
      clue: clue.text,
      carriesSession,
      isAttacker,
      hueBand: hueBandOf(hues[index] ?? index),
    })),
    servers: snapshot.servers.map(({ id, workers, process }) => ({ id, workers, isDead: process === 'dead' })),
    letterInk: isDark ? '#14161a' : '#ffffff',
    selected,
    lastServer: snapshot.servers.findIndex(({ id }) => id === lastServer),
    ink: isDark ? '#ecedef' : '#1c1c1a',
    paper: isDark ? '#14161a' : '#faf9f6',
    isStill,
    isDark,
    isMany: layout.crowds.length > 0 || layout.racks.length > 0,
    crowdOf: crowds.length === 0 ? seatOf : crowdOfPeople(crowds),
    rackOf,
  };
}

function crowdOfPeople(crowds: readonly Crowd[]): readonly number[] {
  const crowdOf: number[] = [];
  for (const [index, { people }] of crowds.entries()) for (const person of people) crowdOf[person] = index;
  return crowdOf;
}
