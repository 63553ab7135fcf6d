/** A page of events, asked for again a moment after the run has gone on: as often as somebody can read. */
import { useEffect, useState } from 'react';
import type { EventFilter, EventPage, EventPageAsked } from '../../lab/reading.ts';
import { useLab } from '../../lab/useLab.ts';

const EVERY_MS = 1000;

export function useEvents(filter: EventFilter, asked: EventPageAsked): EventPage | null {
  const lab = useLab();
  const [page, setPage] = useState<EventPage | null>(null);
  const key = JSON.stringify([filter, asked]);

  useEffect(() => {
    const [wanted, where] = JSON.parse(key) as [EventFilter, EventPageAsked];
    let isOver = false;
    let isBusy = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let read: unknown = null;
    const look = async (): Promise<void> => {
      const { snapshot, scenario } = lab.store.getState();
      if (isBusy || snapshot === null || snapshot === read) return;
      isBusy = true;
      read = snapshot;
      const found = await lab.readEvents(wanted, where);
      if (isOver) return;
      if (found !== null && lab.store.getState().scenario === scenario) setPage(found);
      timer = setTimeout(() => {
        isBusy = false;
        void look();
      }, EVERY_MS);
    };
    void look();
    const stop = lab.store.subscribe((state, before) => {
      // What was told of an old run does not stay.
      if (state.scenario !== before.scenario) setPage(null);
      void look();
    });
    return () => {
      isOver = true;
      stop();
      clearTimeout(timer);
    };
  }, [lab, key]);
  return page;
}
