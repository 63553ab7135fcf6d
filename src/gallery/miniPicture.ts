/** Where things stand in a small picture, in its own units: people on the left, servers on the right, a store below them. */
import type { PersonSnapshot, Snapshot } from '../engine/index.ts';

export const SIZE = { width: 236, height: 66 } as const;

export interface Square {
  readonly person: number;
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isDead: boolean;
  readonly sessions: readonly Square[];
  /** Sessions for which there was no room. */
  readonly more: number;
}

export interface MiniLayout {
  readonly people: readonly (Square & { readonly hasLost: boolean; readonly carries: boolean })[];
  readonly servers: readonly Box[];
  readonly store: Box | null;
}

export const SQUARE = 6;
export const DOT = 7;
const DOT_PITCH = 10;
const PEOPLE_COLUMNS = 6;
const SERVERS_X = 66;
const GAP = 4;
const STORE_HEIGHT = 22;
/** A box's name stands above its tokens. */
const HEAD = 13;
const PITCH = SQUARE + 1.5;
const INSET = 3;

export function layoutMini({ people, servers, store }: Snapshot): MiniLayout {
  const shown = servers.filter(({ admin, process }) => admin !== 'removed' || process === 'running');
  const area = SIZE.width - SERVERS_X;
  const width = (area - GAP * (shown.length - 1)) / Math.max(1, shown.length);
  const height = store === null ? SIZE.height : SIZE.height - STORE_HEIGHT - GAP;
  return {
    people: people
      .flatMap((person, row) => (person.isActive && !person.isAttacker ? [{ person, row }] : []))
      .slice(0, PEOPLE_COLUMNS * Math.floor(SIZE.height / DOT_PITCH))
      .map(({ person, row }, index) => ({
        ...{ person: row, hasLost: hasLost(person), carries: person.carriesSession && person.believesSignedIn },
        ...{ x: (index % PEOPLE_COLUMNS) * DOT_PITCH, y: Math.floor(index / PEOPLE_COLUMNS) * DOT_PITCH },
      })),
    servers: shown.map(({ id, sessions, process }, index) =>
      boxOf(id, { x: SERVERS_X + index * (width + GAP), y: 0, width, height }, sessions, process === 'dead'),
    ),
    store:
      store === null
        ? null
        : boxOf(
            store.name,
            { x: SERVERS_X, y: height + GAP, width: area, height: STORE_HEIGHT },
            store.sessions,
            store.nodes.every(({ isUp }) => !isUp),
          ),
  };
}

const hasLost = ({ sessionsLost, sessionAlive }: PersonSnapshot): boolean => sessionsLost > 0 || !sessionAlive;

function boxOf(
  id: string,
  rect: Pick<Box, 'x' | 'y' | 'width' | 'height'>,
  sessions: readonly number[],
  isDead: boolean,
): Box {
  const columns = Math.max(1, Math.floor((rect.width - 2 * INSET + 1.5) / PITCH));
  const room = columns * Math.max(1, Math.floor((rect.height - HEAD - INSET + 1.5) / PITCH));
  return {
    ...{ id, ...rect, isDead, more: Math.max(0, sessions.length - room) },
    sessions: sessions.slice(0, room).map((person, index) => ({
      person,
      x: rect.x + INSET + (index % columns) * PITCH,
      y: rect.y + HEAD + Math.floor(index / columns) * PITCH,
    })),
  };
}
