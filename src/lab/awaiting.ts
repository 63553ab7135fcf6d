/**
 * Somebody has changed what a person carries and wants to see what becomes of it: the first request that the person sends
 * from then on is explained and kept, however fast the run.
 */
import type { StoreApi } from 'zustand/vanilla';
import { words } from '../language/words.ts';
import type { EngineClient } from '../worker/client.ts';
import type { Awaited, LabState } from './labState.ts';
import { selectPersonSelected } from './selectors.ts';

/** More than one person has under way at once: the first one that was sent late enough is among them. */
const LOOKED_THROUGH = 1000;

export function watchAwaited(
  store: StoreApi<LabState>,
  client: EngineClient,
  report: (error: unknown) => void,
): () => void {
  let isBusy = false;

  const firstOf = async ({ person, fromMs }: Awaited): Promise<number | null> => {
    const filter = { person, server: null, kind: 'request', isHarm: false, storyOf: null } as const;
    const update = await client.send({ type: 'events', filter, page: { from: 'last', limit: LOOKED_THROUGH } });
    if (update.type !== 'events') return null;
    const sent = update.page.events.flatMap((event) => (event.kind === 'request' ? [event.request] : []));
    const since = sent.filter(({ atMs }) => atMs >= fromMs).sort((one, other) => one.atMs - other.atMs);
    return since[0]?.request ?? null;
  };

  const look = async (): Promise<void> => {
    const state = store.getState();
    const { awaited } = state;
    const latest = selectPersonSelected(state)?.lastRequest ?? 0;
    if (isBusy || awaited === null || latest <= awaited.after) return;
    isBusy = true;
    try {
      const request = await firstOf(awaited);
      const update = request === null ? null : await client.send({ type: 'explain', request });
      // Meanwhile somebody may look elsewhere.
      if (store.getState().awaited === awaited) {
        if (update?.type !== 'explained' || update.explanation === null)
          store.setState({ awaited: { ...awaited, after: latest } });
        else {
          const { explanation } = update;
          store.setState({ explanation, isPinned: true, awaited: null });
          if (!explanation.wire.clientToBalancer.includes(awaited.carries)) sayAnew(store);
        }
      }
    } catch (error) {
      report(error);
    }
    isBusy = false;
  };

  return store.subscribe(() => void look());
}

function sayAnew(store: StoreApi<LabState>): void {
  const name = selectPersonSelected(store.getState())?.name ?? '';
  store.setState({ notice: { kind: 'said', text: words.inspect.tamper.setAnew(name) } });
}
