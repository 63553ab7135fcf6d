/** Who has least to do: requests in each server's hands, and with two choices which ones are compared at all. */
import type { BalancingPicture } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import type { PoolServer } from '../poolServers.ts';
import { Chips } from './Chips.tsx';

interface ConnectionsProps {
  readonly picture: Extract<BalancingPicture, { kind: 'connections' }>;
  readonly servers: readonly PoolServer[];
}

export function Connections({ picture: { next, drawn, counts }, servers }: ConnectionsProps) {
  const said = words.stage.balancer;
  const countOf = new Map(counts.map(({ server, count }) => [server, count]));
  const most = Math.max(1, ...countOf.values());
  return (
    <Chips
      servers={servers}
      faceOf={(id) => {
        const count = countOf.get(id) ?? 0;
        const isNext = id === next;
        const isDrawn = drawn.includes(id);
        const role = isNext ? said.next : isDrawn ? said.drawn : '';
        return { isNext, isDrawn, says: [said.open(count), role].filter(Boolean).join('\n'), bar: count / most };
      }}
    />
  );
}
