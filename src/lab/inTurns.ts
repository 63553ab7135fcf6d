/**
 * Who hears of a new state when. All panels at once would hold up one frame: each has a turn, and those of a later turn
 * hear of it so many frames later. What the reader does is heard at once, and whoever asks gets the newest state.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { LabState } from './labState.ts';

/** 0: at once. */
export type Turn = 0 | 1 | 2 | 3 | 4 | 5 | 6;
const LAST_TURN: Turn = 6;

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
  const turns = new Map<Turn, { readonly state: StateInTurn; readonly tell: () => void }>();
  /** Frames since the round began in which a state is told; null between two rounds. */
  let frames: number | null = null;
  /** Another state came when some had had their turn. */
  let isNews = false;

  const goOn = (): void => {
    frames = (frames ?? 0) + 1;
    turns.get(frames as Turn)?.tell();
    if (frames < LAST_TURN) return nextFrame(goOn);
    frames = null;
    if (isNews) begin();
  };
  const begin = (): void => {
    isNews = false;
    frames = 0;
    nextFrame(goOn);
  };
  store.subscribe((state, last) => {
    if (!isFromRun(state, last)) {
      for (const { tell } of turns.values()) tell();
    } else if (frames !== null) isNews = true;
    else if (turns.size > 0) begin();
  });

  const make = (): { state: StateInTurn; tell: () => void } => {
    const listeners = new Set<() => void>();
    let before = store.getState();
    return {
      tell() {
        const was = before;
        before = store.getState();
        if (was !== before) for (const listener of listeners) listener();
      },
      state: {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe(listener) {
          const hear = (): void => listener(store.getState(), before);
          listeners.add(hear);
          return () => void listeners.delete(hear);
        },
      },
    };
  };

  return (turn: Turn): StateInTurn => {
    if (turn === 0) return store;
    const made = turns.get(turn) ?? make();
    turns.set(turn, made);
    return made.state;
  };
}

function isFromRun(state: LabState, last: LabState): boolean {
  // After a load or a jump all that is shown is of another moment: nothing may lag behind.
  if (state.course !== last.course || state.scenario !== last.scenario) return false;
  for (const key of Object.keys(state) as (keyof LabState)[])
    if (state[key] !== last[key] && !FROM_RUN.has(key)) return false;
  return true;
}
