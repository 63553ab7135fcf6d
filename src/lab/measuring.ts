/** Keeps the engine's measures at hand, in total and over time, a moment old at the most: snapshots do not have them. */
import type { StoreApi } from 'zustand/vanilla';
import type { TimedAction } from '../engine/index.ts';
import type { EngineClient } from '../worker/client.ts';
import type { LabState, Measured } from './labState.ts';

const EVERY_MS = 500;

export function watchMeasures(
  store: StoreApi<LabState>,
  client: EngineClient,
  report: (error: unknown) => void,
): () => void {
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let measuredAtMs: number | null = null;

  const look = async (): Promise<void> => {
    const { snapshot, scenario } = store.getState();
    if (isBusy || snapshot === null || snapshot.atMs === measuredAtMs) return;
    isBusy = true;
    try {
      const update = await client.send({ type: 'measure' });
      if (update.type === 'measured' && store.getState().scenario === scenario) {
        measuredAtMs = snapshot.atMs;
        const { measures, windows, actions } = update;
        const { measured } = store.getState();
        store.setState({ measured: { measures, windows, actions, known: knownOf(measured, update) } });
      }
    } catch (error) {
      report(error);
    }
    timer = setTimeout(() => {
      isBusy = false;
      void look();
    }, EVERY_MS);
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.measured === null && before.measured !== null) measuredAtMs = null;
    void look();
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

type Update = Pick<Measured, 'measures' | 'windows' | 'actions'>;

/** Scrubbing back keeps what was seen; acting in the past makes another future, and what was seen holds no more. */
export function knownOf(before: Measured | null, { measures, windows, actions }: Update): Measured['known'] {
  const now = { atMs: measures.atMs, windows };
  if (before === null || before.known.atMs <= now.atMs) return now;
  return isSame(before.actions, actions) ? before.known : now;
}

const isSame = (one: readonly TimedAction[], other: readonly TimedAction[]): boolean =>
  one.length === other.length && JSON.stringify(one) === JSON.stringify(other);
