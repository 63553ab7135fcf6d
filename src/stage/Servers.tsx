/** The pool: a card for each server, or racks where there are too many. */
import { memo, type ReactNode, useCallback } from 'react';
import type { ServerSnapshot } from '../engine/index.ts';
import type { LabState } from '../lab/labState.ts';
import { selectBindsPeople, selectKeepsInDrain, selectServers } from '../lab/selectors.ts';
import { selectPicked } from '../lab/several.ts';
import { InTurn, useLabState } from '../lab/useLab.ts';
import type { Rect } from './geometry.ts';
import { type Plan, selectCarriesSessions } from './plan.ts';
import { Racks } from './Racks.tsx';
import { ServerCard } from './ServerCard.tsx';
import type { Circumstances } from './serverWords.ts';
import type { Looking } from './useZoom.ts';

const NOBODY: readonly number[] = [];

interface ServersProps {
  readonly plan: Plan;
  readonly looking: Looking;
  readonly onShow: (rect: Rect) => void;
  readonly serverActions: (server: ServerSnapshot) => ReactNode;
}

export const Servers = memo(function Servers({ plan, looking, onShow, serverActions }: ServersProps) {
  const circumstances = useLabState(selectCircumstances);
  const { layout, servers } = plan;
  const card = useCallback(
    (place: number, rect: Rect): ReactNode => (
      <Card
        key={plan.servers[place]}
        place={place}
        rect={rect}
        plan={plan}
        circumstances={circumstances}
        serverActions={serverActions}
      />
    ),
    [plan, circumstances, serverActions],
  );
  if (layout.racks.length > 0)
    return <Racks plan={plan} looking={looking} circumstances={circumstances} card={card} onShow={onShow} />;
  // Cards are the largest part of the picture: half of them hear of a new state, then the other half.
  return servers.map((id, place) => {
    const rect = layout.servers[place];
    return rect === undefined ? null : (
      <InTurn key={id} turn={place % 2 === 0 ? 1 : 3}>
        {card(place, rect)}
      </InTurn>
    );
  });
});

function selectCircumstances(state: LabState): Circumstances {
  const { snapshot } = state;
  return {
    bindsPeople: selectBindsPeople(state),
    keepsInDrain: selectKeepsInDrain(state),
    keepsSessions: snapshot !== null && snapshot.store === null && !selectCarriesSessions(state),
  };
}

const selectHasOddWeight = (state: LabState): boolean => {
  const [first, ...others] = selectServers(state);
  return others.some(({ weight }) => weight !== first?.weight);
};

interface CardProps extends Pick<ServersProps, 'plan' | 'serverActions'> {
  /** Among those that are there. */
  readonly place: number;
  readonly rect: Rect;
  readonly circumstances: Circumstances;
}

/** Each hears of its own server only. */
const Card = memo(function Card({ place, rect, plan, circumstances, serverActions }: CardProps) {
  const server = useLabState((state) => selectServers(state)[place]);
  const id = server?.id ?? '';
  const isSelected = useLabState(({ selectedServer }) => selectedServer === id);
  const isPicked = useLabState((state) => selectPicked(state).has(`server ${id}`));
  const hasOddWeight = useLabState(selectHasOddWeight);
  const victims = useLabState(({ record }) => record.outages.findLast((one) => one.server === id)?.victims ?? NOBODY);
  if (server === undefined) return null;
  const { rem, names, lettered, layout } = plan;
  const isRacked = layout.racks.length > 0;
  return (
    <ServerCard
      rect={rect}
      rem={rem}
      server={server}
      names={names}
      lettered={lettered}
      victims={server.process === 'running' ? NOBODY : victims}
      {...circumstances}
      isCompact={layout.isCompact && !isRacked}
      isRacked={isRacked}
      isSelected={isSelected}
      hasOddWeight={hasOddWeight}
      isPicked={isPicked}
    >
      {serverActions(server)}
    </ServerCard>
  );
});
