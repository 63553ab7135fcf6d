/** Two load balancers: which one has the address, which stands by, and whether they teach each other their rows. */
import type { BalancerSnapshot } from '../engine/index.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Balancer.module.css';
import { useLight } from './lighting.ts';

interface PairProps {
  readonly balancers: readonly BalancerSnapshot[];
  readonly atMs: number;
}

export function Pair({ balancers, atMs }: PairProps) {
  const said = words.stage.pair;
  const light = useLight(() => false);
  const [first, second] = balancers;
  if (first === undefined || second === undefined) return null;
  const hasPeers = first.peer !== 'none' || second.peer !== 'none';
  const isHeard = first.peer === 'heard' && second.peer === 'heard';
  return (
    <div className={styles['pair']} data-light={light} role="group" aria-label={said.name}>
      <One balancer={first} atMs={atMs} />
      <span className={styles['peers']} data-heard={isHeard}>
        {hasPeers ? (isHeard ? said.teach : said.deaf) : said.noPeers}
      </span>
      <One balancer={second} atMs={atMs} />
    </div>
  );
}

/** A thing of its own: its menu, by click as by right click, acts on it alone. */
function One({ balancer, atMs }: { readonly balancer: BalancerSnapshot; readonly atMs: number }) {
  const said = words.stage.pair;
  const { id, process, hasAddress, isReached, movesAtMs, persistence } = balancer;
  const role = process === 'dead' ? said.dead : isReached ? said.reached : hasAddress ? said.holdsToo : said.standsBy;
  return (
    <button
      type="button"
      className={styles['one']}
      aria-haspopup="menu"
      title={words.actions.menu.more(id)}
      data-dead={process === 'dead'}
      data-reached={isReached}
      data-thing={`balancer ${id}`}
    >
      <strong>{id}</strong>
      <span>
        {process === 'dead' ? '× ' : isReached ? '● ' : '○ '}
        {role}
      </span>
      <span>
        {movesAtMs === null ? said.rows(persistence.rowCount) : said.moves(seconds(Math.max(0, movesAtMs - atMs)))}
      </span>
    </button>
  );
}
