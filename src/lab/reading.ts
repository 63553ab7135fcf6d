/** What a reader asks of a run: its events a page at a time, and why one of its requests went where it went. */
import type { StoreApi } from 'zustand/vanilla';
import type { Explanation } from '../engine/index.ts';
import type { EngineClient } from '../worker/client.ts';
import type { EventFilter, EventPage, EventPageAsked } from '../worker/protocol.ts';
import type { LabState } from './labState.ts';

export type { EventFilter, EventPage, EventPageAsked, RunEvent } from '../worker/protocol.ts';

export interface Reading {
  /** Null where the engine could not tell; that is said in the page. */
  readEvents(filter: EventFilter, page: EventPageAsked): Promise<EventPage | null>;
  explain(request: number): Promise<Explanation | null>;
  /** Follows the person and keeps the explanation of that request, to be read. */
  showRequest(person: string, request: number): Promise<void>;
}

export function createReading(
  store: StoreApi<LabState>,
  client: EngineClient,
  report: (error: unknown) => void,
): Reading {
  const explain = async (request: number): Promise<Explanation | null> => {
    try {
      const update = await client.send({ type: 'explain', request });
      return update.type === 'explained' ? update.explanation : null;
    } catch (error) {
      report(error);
      return null;
    }
  };
  return {
    explain,
    async readEvents(filter, page) {
      try {
        const update = await client.send({ type: 'events', filter, page });
        return update.type === 'events' ? update.page : null;
      } catch (error) {
        report(error);
        return null;
      }
    },
    async showRequest(person, request) {
      const { scenario } = store.getState();
      const explanation = await explain(request);
      if (explanation === null || store.getState().scenario !== scenario) return;
      store.setState({ selectedPerson: person, explanation, isPinned: true });
    },
  };
}
