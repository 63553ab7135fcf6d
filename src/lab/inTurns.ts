/**
 * Who hears of a new state when. All panels at once would hold up one frame: each has a turn, and those of a later turn
 * hear of it so many frames later. What the reader does is heard at once, and whoever asks gets the newest state.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { LabState } from './labState.ts';

/** 0: at once. */
export type Turn = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export type StateInTurn = Pick<StoreApi<LabState>, 'getState' | 'getInitialState' | 'subscribe'>;

/** What comes from the run, several times a second. */
const FROM_RUN: ReadonlySet<string> = new Set<keyof LabState>([
  'snapshot',
  'record',
  'known',
  'measured',
  'explanation',
] as const);

export function createTurns(store: StoreApi<LabState>, nextFrame: (act: () => void) => void) {
  const turns = new Map<Turn, StateInTurn>();

  const make = (turn: Turn): StateInTurn => {
    const listeners = new Set<() => void>();
    let framesLeft = 0;
    let before = store.getState();
    const tell = (): void => {
      framesLeft = 0;
      const was = before;
      before = store.getState();
      if (was !== before) for (const listener of listeners) listener();
    };
    const wait = (): void => {
      if (framesLeft === 0) return;
      framesLeft -= 1;
      if (framesLeft === 0) tell();
      else nextFrame(wait);
    };
    store.subscribe((state, last) => {
      if (listeners.size === 0) return;
      if (!isFromRun(state, last)) return tell();
      if (framesLeft > 0) return;
      framesLeft = turn;
      nextFrame(wait);
    });
    return {
      getState: store.getState,
      getInitialState: store.getInitialState,
      subscribe(listener) {
        const hear = (): void => listener(store.getState(), before);
        listeners.add(hear);
        return () => void listeners.delete(hear);
      },
    };
  };

  return (turn: Turn): StateInTurn => {
    if (turn === 0) return store;
    const made = turns.get(turn) ?? make(turn);
    turns.set(turn, made);
    return made;
  };
}

function isFromRun(state: LabState, last: LabState): boolean {
  // After a load or a jump all that is shown is of another moment: nothing may lag behind.
  if (state.course !== last.course || state.scenario !== last.scenario) return false;
  for (const key of Object.keys(state) as (keyof LabState)[])
    if (state[key] !== last[key] && !FROM_RUN.has(key)) return false;
  return true;
}
