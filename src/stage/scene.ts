/** All that the painter of marks needs to know, gathered whenever the state changes, so that a frame looks nothing up. */
import type { Snapshot } from '../engine/index.ts';
import { presentServers } from '../lab/present.ts';
import { letterFill, sessionColour } from '../theme/sessionHue.ts';
import type { StageLayout } from './layout.ts';
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
  readonly mono: string;
  /** Reduced motion: no travel. */
  readonly isStill: boolean;
}

export interface PersonMark {
  readonly colour: string;
  /** The same hue, as it is where a letter stands on it. */
  readonly letterFill: string;
  readonly letter: string;
  readonly clue: string;
  readonly carriesSession: boolean;
}

export interface SceneOptions {
  readonly snapshot: Snapshot;
  readonly layout: StageLayout;
  readonly routes: Routes;
  readonly rem: number;
  readonly seats: readonly number[];
  readonly selected: number;
  readonly lastServer: string | null;
  readonly isDark: boolean;
  readonly isStill: boolean;
}

export function createScene(options: SceneOptions): Scene {
  const { snapshot, layout, routes, rem, seats, selected, lastServer, isDark, isStill } = options;
  const lastSeat = routes.outer.length - 1;
  const seatOf: number[] = [];
  seats.forEach((person, seat) => {
    seatOf[person] = Math.min(seat, lastSeat);
  });
  const placeOf: number[] = [];
  for (const [place, server] of presentServers(snapshot.servers).entries())
    placeOf[snapshot.servers.indexOf(server)] = place;
  return {
    layout,
    routes,
    rem,
    seatOf,
    placeOf,
    people: snapshot.people.map(({ name, clue, carriesSession }, index) => ({
      colour: sessionColour(index, isDark),
      letterFill: letterFill(index, isDark),
      // Letters of the crowd repeat: they would name the wrong one.
      letter: (seatOf[index] ?? 0) < layout.rows.length ? (name[0] ?? '') : '',
      clue: clue.text,
      carriesSession,
    })),
    servers: snapshot.servers.map(({ id, workers, process }) => ({ id, workers, isDead: process === 'dead' })),
    letterInk: isDark ? '#14161a' : '#ffffff',
    selected,
    lastServer: snapshot.servers.findIndex(({ id }) => id === lastServer),
    ink: isDark ? '#ecedef' : '#1c1c1a',
    paper: isDark ? '#14161a' : '#faf9f6',
    mono: `${Math.round(rem * 6.9) / 10}px "IBM Plex Mono", monospace`,
    isStill,
  };
}
