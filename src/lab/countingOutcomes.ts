/** Keeps the engine's count of outcomes at hand, a moment old at the most: snapshots do not have it. */
import type { StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../worker/client.ts';
import type { LabState } from './labState.ts';

const EVERY_MS = 1000;

export function watchOutcomes(
  store: StoreApi<LabState>,
  client: EngineClient,
  report: (error: unknown) => void,
): () => void {
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let countedAtMs: number | null = null;

  const look = async (): Promise<void> => {
    const { snapshot, scenario } = store.getState();
    if (isBusy || snapshot === null || snapshot.atMs === countedAtMs) return;
    isBusy = true;
    try {
      const update = await client.send({ type: 'measure' });
      if (update.type === 'measured' && store.getState().scenario === scenario) {
        countedAtMs = snapshot.atMs;
        store.setState({ outcomes: update.measures.outcomes });
      }
    } catch (error) {
      report(error);
    }
    timer = setTimeout(() => {
      isBusy = false;
      void look();
    }, EVERY_MS);
  };

  const unsubscribe = store.subscribe(() => void look());
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
