/** A pointer that goes round: whose turn it is, whose comes then, and with nginx what each has earned. */
import type { BalancingPicture } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import styles from '../Balancer.module.css';
import type { PoolServer } from '../poolServers.ts';
import { Chips } from './Chips.tsx';

interface RotationProps {
  readonly picture: Extract<BalancingPicture, { kind: 'rotation' }>;
  readonly servers: readonly PoolServer[];
}

export function Rotation({ picture: { next, upcoming, credits }, servers }: RotationProps) {
  const said = words.stage.balancer;
  const richest = Math.max(1, ...credits.map(({ credit, weight }) => credit + weight));
  return (
    <>
      <Chips
        servers={servers}
        faceOf={(id) => {
          const isNext = id === next;
          const earned = credits.find(({ server }) => server === id);
          if (earned === undefined) return { isNext, says: isNext && upcoming.length < 2 ? said.next : '' };
          const credit = earned.credit + earned.weight;
          return { isNext, says: said.credit(Math.round(credit)), bar: credit / richest };
        }}
      />
      {credits.length > 0 ? <p className={styles['upcoming']}>{said.credits}</p> : null}
      {upcoming.length > 1 ? (
        <p className={styles['upcoming']}>
          {said.nextIs(upcoming[0] ?? '')} <code>{upcoming.slice(1).join(' ')} …</code>
        </p>
      ) : null}
    </>
  );
}
