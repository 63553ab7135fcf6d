/** What a reader asks of a run: its events a page at a time, and why one of its requests went where it went. */
import type { Explanation } from '../engine/index.ts';
import type { EngineClient } from '../worker/client.ts';
import type { EventFilter, EventPage, EventPageAsked } from '../worker/protocol.ts';

export type { EventFilter, EventPage, EventPageAsked, RunEvent } from '../worker/protocol.ts';

export interface Reading {
  /** Null where the engine could not tell; that is said in the page. */
  readEvents(filter: EventFilter, page: EventPageAsked): Promise<EventPage | null>;
  explain(request: number): Promise<Explanation | null>;
}

export function createReading(client: EngineClient, report: (error: unknown) => void): Reading {
  return {
    async explain(request) {
      try {
        const update = await client.send({ type: 'explain', request });
        return update.type === 'explained' ? update.explanation : null;
      } catch (error) {
        report(error);
        return null;
      }
    },
    async readEvents(filter, page) {
      try {
        const update = await client.send({ type: 'events', filter, page });
        return update.type === 'events' ? update.page : null;
      } catch (error) {
        report(error);
        return null;
      }
    },
  };
}
