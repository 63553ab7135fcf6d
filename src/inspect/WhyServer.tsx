/** Who is pinned to this server, and do strangers come here, and why? */
import type { ServerSnapshot, Snapshot } from '../engine/index.ts';
import type { LabState } from '../lab/labState.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Inspect.module.css';

const said = words.inspect.whyServer;

export const serverTitle = ({ selectedServer }: LabState): string => said.title(selectedServer ?? '');

/** `onRequest`: a request is to be looked at instead. */
export function WhyServer({ onRequest }: { readonly onRequest: () => void }) {
  const lab = useLab();
  const facts = useLabState(strangerFacts);
  const pinned = useLabState(pinnedPeople);
  const lastStranger = useLabState((state) => state.snapshot?.lastStranger ?? null);
  return (
    <div className={styles['facts']} tabIndex={0} role="region" aria-label={useLabState(serverTitle)}>
      <h3>{said.strangers}</h3>
      {facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
      {lastStranger === null ? null : (
        <Button
          look="plain"
          className={styles['link']}
          onClick={() => {
            lab.lookAtRequest(lastStranger);
            onRequest();
          }}
        >
          {said.lastStranger}
        </Button>
      )}
      <h3>{said.pinned(pinned.length)}</h3>
      {pinned.length === 0 ? <p>{said.nobodyPinned}</p> : <People people={pinned} onRequest={onRequest} />}
    </div>
  );
}

interface PeopleProps {
  readonly people: readonly string[];
  readonly onRequest: () => void;
}

function People({ people, onRequest }: PeopleProps) {
  const lab = useLab();
  return (
    <ul className={styles['pinned']}>
      {people.slice(0, MOST_NAMED).map((entry) => {
        const [id = '', name = '', clue = ''] = entry.split('\n');
        return (
          <li key={id}>
            <Button
              look="plain"
              className={styles['link']}
              onClick={() => {
                lab.selectPerson(id);
                onRequest();
              }}
            >
              {name}
            </Button>{' '}
            <code>{clue}</code>
          </li>
        );
      })}
      {people.length > MOST_NAMED ? <li>{said.more(people.length - MOST_NAMED)}</li> : null}
    </ul>
  );
}

const MOST_NAMED = 40;

/** Id, name and clue of each, as one text: so that nothing is drawn anew while nothing has changed. */
export function pinnedPeople({ snapshot, selectedServer }: LabState): readonly string[] {
  if (snapshot === null) return [];
  return snapshot.people
    .filter(({ isActive, pinnedTo }) => isActive && pinnedTo === selectedServer)
    .map(({ id, name, clue }) => `${id}\n${name}\n${clue.text}`);
}

/** Whether strangers come here, and what decides which of them. */
export function strangerFacts({ snapshot, selectedServer }: LabState): readonly string[] {
  const server = snapshot?.servers.find(({ id }) => id === selectedServer);
  if (snapshot === null || server === undefined) return [];
  const takes = takesStrangers(server);
  if (takes === 'drain' && !snapshot.keepsInDrain) return [said.drainsEmpty];
  const facts: string[] = [said.takesStrangers[takes]];
  if (takes === 'yes' || takes === 'undetected') facts.push(...choiceFacts(snapshot, server));
  return facts;
}

function takesStrangers({ admin, belief, process, weight }: ServerSnapshot): keyof typeof said.takesStrangers {
  if (admin === 'drain' || admin === 'maintenance') return admin;
  if (admin === 'removed') return 'removed';
  if (belief === 'down' || belief === 'going-up') return 'down';
  if (process !== 'running') return 'undetected';
  return weight === 0 ? 'weightless' : 'yes';
}

/** As the picture of balancing has it: whose turn it is, who has fewest, which part of the keys is whose. */
function choiceFacts({ balancing }: Snapshot, { id }: ServerSnapshot): readonly string[] {
  switch (balancing.kind) {
    case 'rotation':
      return nextFact(balancing.next, id);
    case 'connections': {
      const counts = balancing.counts.map(({ server, count }) => `${server} ${count}`).join(', ');
      return [said.counts(counts), ...nextFact(balancing.next, id)];
    }
    case 'ring': {
      const keys = balancing.keys.filter(({ server }) => server === id).length;
      return [said.keys(keys, balancing.keys.length)];
    }
    case 'table': {
      const share = balancing.shares.find(({ server }) => server === id)?.share ?? 0;
      return [said.share(`${(share * 100).toFixed(1)} %`)];
    }
  }
}

function nextFact(next: string | null, id: string): readonly string[] {
  if (next === null) return [];
  return [next === id ? said.nextHere : said.next(next)];
}
