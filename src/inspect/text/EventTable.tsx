/** All events of the run, a page at a time: however many there are, only a page of them is in the document. */
import { useState } from 'react';
import type { FinishedRequest } from '../../engine/index.ts';
import type { EventFilter, EventPageAsked, RunEvent } from '../../lab/reading.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { happeningText, seconds, type Telling, tellingOf } from '../../lab/wording.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { EventFilters } from './EventFilters.tsx';
import { showRequest } from './showRequest.ts';
import { wishText } from './story.ts';
import styles from './Text.module.css';
import { useEvents } from './useEvents.ts';
import { useFollowing } from './useFollowing.ts';

const ROWS = 50;
const EVERYTHING: EventFilter = { person: null, server: null, kind: null, isHarm: false, storyOf: null };

export function EventTable() {
  const [filter, setFilter] = useState(EVERYTHING);
  const [from, setFrom] = useState<EventPageAsked['from']>('last');
  const page = useEvents(filter, { from, limit: ROWS });
  const snapshot = useLabState((state) => state.snapshot);
  const telling = tellingOf(snapshot);
  const count = page?.count ?? 0;
  const first = page?.from ?? 0;
  const scroll = useFollowing(from === 'last' ? (page?.events.at(-1)?.number ?? 0) : null);
  const grouped = (value: number): string => value.toLocaleString('en');
  return (
    <>
      <EventFilters
        filter={filter}
        onChange={(next) => {
          setFilter(next);
          setFrom('last');
        }}
      />
      <nav className={styles['pages']} aria-label={words.text.pages}>
        <Button onClick={() => setFrom(0)} disabled={first === 0}>
          {words.text.first}
        </Button>
        <Button onClick={() => setFrom(Math.max(0, first - ROWS))} disabled={first === 0}>
          {words.text.previous}
        </Button>
        <Button
          onClick={() => setFrom(first + ROWS >= count - ROWS ? 'last' : first + ROWS)}
          disabled={first + ROWS >= count}
        >
          {words.text.next}
        </Button>
        <Button onClick={() => setFrom('last')} disabled={from === 'last'}>
          {words.text.latest}
        </Button>
        <p>
          {page === null
            ? ''
            : count === 0
              ? words.text.noRows(grouped(page.total))
              : words.text.rows(
                  grouped(first + 1),
                  grouped(first + page.events.length),
                  grouped(count),
                  grouped(page.total),
                )}{' '}
          {page !== null && page.keptFromMs > 0 ? words.text.kept(seconds(page.keptFromMs)) : ''}
        </p>
      </nav>
      <div className={styles['scroll']} ref={scroll} tabIndex={0} role="region" aria-label={words.text.table}>
        <table className={styles['table']} aria-label={words.text.table}>
          <thead>
            <tr>
              {Object.values(words.text.columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page?.events.map((event) => (
              <Row key={event.number} event={event} telling={telling} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ event, telling }: { readonly event: RunEvent; readonly telling: Telling }) {
  const lab = useLab();
  const moment = seconds(event.atMs);
  const time = (
    <td>
      <Button look="plain" aria-label={words.text.seek(moment)} onClick={() => void lab.seek(seekMs(event))}>
        {moment}
      </Button>
    </td>
  );
  if (event.kind === 'happening') {
    return (
      <tr data-kind="happening">
        {time}
        <td colSpan={6}>{happeningText(event.happening, telling)}</td>
      </tr>
    );
  }
  const { request } = event;
  const name = telling.nameOf(request.person);
  return (
    <tr data-harm={request.outcome !== 'served'}>
      {time}
      <td>{name}</td>
      <td>{wishText(request)}</td>
      <td>{request.server ?? '–'}</td>
      <td>{outcomeText(request)}</td>
      <td>{words.text.took(Math.round(request.latencyMs))}</td>
      <td>
        <Button
          look="plain"
          aria-label={words.text.whyOf(name, request.request)}
          onClick={() => showRequest(lab, request.request)}
        >
          {words.text.why}
        </Button>
      </td>
    </tr>
  );
}

/** A request is shown from where it was sent. */
const seekMs = (event: RunEvent): number => (event.kind === 'request' ? event.request.atMs : event.atMs);

function outcomeText({ outcome, status, itemsLost }: FinishedRequest): string {
  const said = `${words.text.outcomes[outcome]}${words.text.itemsGone(itemsLost)}`;
  return outcome === 'unavailable' ? words.text.status(said, status) : said;
}
