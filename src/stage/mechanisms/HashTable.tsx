/** A key looked up in a table: the entry it finds, with its neighbours, and how the table is shared out. */
import type { BalancingPicture } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import styles from '../Balancer.module.css';
import type { PoolServer } from '../poolServers.ts';
import { Chips } from './Chips.tsx';

interface HashTableProps {
  readonly picture: Extract<BalancingPicture, { kind: 'table' }>;
  readonly servers: readonly PoolServer[];
  readonly selected: number;
}

export function HashTable({ picture: { keys, shares }, servers, selected }: HashTableProps) {
  const said = words.stage.balancer;
  const mine = keys.find(({ people }) => people.includes(selected));
  const shareOf = new Map(shares.map(({ server, share }) => [server, share]));
  const keysOf = new Map<string, number>();
  for (const { server } of keys) keysOf.set(server, (keysOf.get(server) ?? 0) + 1);
  return (
    <>
      {mine === undefined || mine.around.length === 0 ? null : (
        <ol className={styles['slots']} aria-label={said.tableAround}>
          {mine.around.map(({ slot, server }) => (
            <li key={slot} data-mine={slot === mine.slot}>
              <span>{slot.toLocaleString('en')}</span>
              <strong>{server}</strong>
            </li>
          ))}
        </ol>
      )}
      {mine === undefined || mine.scores.length === 0 ? (
        <Chips
          servers={servers}
          faceOf={(id) => ({
            isNext: mine?.server === id,
            says: `${Math.round((shareOf.get(id) ?? 0) * 100)} %\n${said.keys(keysOf.get(id) ?? 0)}`,
          })}
        />
      ) : (
        <Scores scores={mine.scores} />
      )}
    </>
  );
}

/** Rendezvous: each server is asked, the highest answer wins. */
function Scores({ scores }: { readonly scores: readonly { readonly server: string; readonly score: number }[] }) {
  const highest = Math.max(...scores.map(({ score }) => score), Number.MIN_VALUE);
  return (
    <ol className={styles['scores']} aria-label={words.stage.balancer.scores}>
      {scores.slice(0, MOST_SCORES).map(({ server, score }, rank) => (
        <li key={server} data-mine={rank === 0}>
          <strong>{server}</strong>
          <span className={styles['bar']} style={{ width: `${(score / highest) * 60}%` }} />
          <span>{score.toFixed(3)}</span>
        </li>
      ))}
    </ol>
  );
}

const MOST_SCORES = 5;
