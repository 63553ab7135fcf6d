/**
 * Keeps the explanation of the selected person's latest request at hand. The engine replays for each one, so it is
 * asked only when there is a new request to explain, one at a time and never more often than a reader could follow.
 * A request that did harm is not missed, however fast the run: it goes before later ones, and stays to be read.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Outcome } from '../engine/index.ts';
import type { EngineClient } from '../worker/client.ts';
import type { LabState } from './labState.ts';
import { selectPersonSelected } from './selectors.ts';
import { isHarm } from './wording.ts';

const SHORTEST_MS = 400;

export function watchExplanation(
  store: StoreApi<LabState>,
  client: EngineClient,
  report: (error: unknown) => void,
): () => void {
  let isBusy = false;
  /** A request that can't be explained is asked for once. */
  let tried: number | null = null;
  /** Harm up to this request is not looked for: it was before the reader looked here. Null: they look here now. */
  let seenUpTo: number | null = null;
  /** The first request that did harm and is not told as an event; a later one could cover it. */
  let harmed: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wanted = (): number | null => {
    const state = store.getState();
    const { explanation, isPinned, requestWanted, awaited } = state;
    if (requestWanted !== null) return requestWanted;
    const latest = latestOf(state);
    if (latest === null) return null;
    if (awaited !== null) return null;
    seenUpTo ??= latest - 1;
    if (isPinned && explanation !== null) return null;
    const explained = explanation?.request.request ?? 0;
    const since = Math.max(seenUpTo, explained);
    if (harmed !== null && harmed <= since) harmed = null;
    if (harmed === null && latest > since && isHarm(outcomeOf(state))) harmed = latest;
    const request = earliest(firstHarmAfter(since, state), harmed) ?? latest;
    return request === explained || request === tried ? null : request;
  };

  const look = async (): Promise<void> => {
    const request = wanted();
    if (isBusy || request === null) return;
    isBusy = true;
    tried = request;
    const { scenario, selectedPerson, requestWanted } = store.getState();
    const isAskedFor = request === requestWanted;
    try {
      const update = await client.send({ type: 'explain', request });
      const now = store.getState();
      const isStillWanted =
        now.scenario === scenario &&
        now.awaited === null &&
        (isAskedFor ? now.requestWanted === request : now.selectedPerson === selectedPerson);
      if (update.type === 'explained' && update.explanation !== null && isStillWanted) {
        const { explanation } = update;
        const didHarm = isHarm(explanation.request.outcome);
        if (isAskedFor) store.setState({ explanation, isPinned: true, selectedPerson: explanation.request.person });
        else store.setState(({ isPinned }) => ({ explanation, isPinned: isPinned || didHarm }));
      }
    } catch (error) {
      report(error);
    }
    // Asked for once, whatever came of it.
    if (isAskedFor && store.getState().requestWanted === request) store.setState({ requestWanted: null });
    timer = setTimeout(() => {
      isBusy = false;
      void look();
    }, SHORTEST_MS);
  };

  const unsubscribe = store.subscribe((state, before) => {
    const looksElsewhere = state.selectedPerson !== before.selectedPerson || state.scenario !== before.scenario;
    // What was asked for before the run was taken back is not there any more.
    const isBack = (state.snapshot?.atMs ?? 0) < (before.snapshot?.atMs ?? 0);
    if (looksElsewhere || isBack || (state.explanation === null && before.explanation !== null)) {
      tried = null;
      seenUpTo = null;
      harmed = null;
    }
    if (before.isPinned && !state.isPinned) seenUpTo = null;
    // What the past could not explain was to come there.
    if ((state.snapshot?.atMs ?? 0) < (before.snapshot?.atMs ?? 0)) tried = null;
    void look();
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

const latestOf = (state: LabState): number | null => selectPersonSelected(state)?.lastRequest ?? null;
const outcomeOf = (state: LabState): Outcome | null => selectPersonSelected(state)?.lastOutcome ?? null;

const earliest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

function firstHarmAfter(request: number, { record, selectedPerson }: LabState): number | null {
  for (const happening of record.happenings) {
    if (happening.kind !== 'session-lost' && happening.kind !== 'unavailable') continue;
    if (happening.person === selectedPerson && happening.request > request) return happening.request;
  }
  return null;
}
