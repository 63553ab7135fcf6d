/**
 * Keeps the explanation of the selected person's latest request at hand. The engine replays for each one, so it is
 * asked only when there is a new request to explain, one at a time and never more often than a reader could follow.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../worker/client.ts';
import type { LabState } from './labState.ts';

const SHORTEST_MS = 400;

export function watchExplanation(
  store: StoreApi<LabState>,
  client: EngineClient,
  report: (error: unknown) => void,
): () => void {
  let isBusy = false;
  /** A request that can't be explained is asked for once. */
  let tried: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wanted = (): number | null => {
    const { snapshot, selectedPerson, explanation, isPinned } = store.getState();
    if (isPinned && explanation !== null) return null;
    const latest = snapshot?.people.find(({ id }) => id === selectedPerson)?.lastRequest ?? null;
    return latest === explanation?.request.request || latest === tried ? null : latest;
  };

  const look = async (): Promise<void> => {
    const request = wanted();
    if (isBusy || request === null) return;
    isBusy = true;
    tried = request;
    const { scenario } = store.getState();
    try {
      const update = await client.send({ type: 'explain', request });
      const isSameRun = store.getState().scenario === scenario;
      if (update.type === 'explained' && update.explanation !== null && isSameRun) {
        const { explanation } = update;
        const wasHarmed = explanation.request.outcome !== 'served';
        // What went wrong stays to be read until the person asks for the latest.
        store.setState(({ isPinned }) => ({ explanation, isPinned: isPinned || wasHarmed }));
      }
    } catch (error) {
      report(error);
    }
    timer = setTimeout(() => {
      isBusy = false;
      void look();
    }, SHORTEST_MS);
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.explanation === null && before.explanation !== null) tried = null;
    void look();
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
