/** The pool: a card for each server, or racks where there are too many. */
import type { ReactNode } from 'react';
import type { ServerSnapshot, Snapshot } from '../engine/index.ts';
import { presentServers } from '../lab/present.ts';
import { selectPicked } from '../lab/several.ts';
import { useLabState } from '../lab/useLab.ts';
import { bindsPeople } from '../lab/wording.ts';
import type { Rect } from './geometry.ts';
import type { StageLayout } from './layout.ts';
import { Racks } from './Racks.tsx';
import { ServerCard } from './ServerCard.tsx';
import { serverStory } from './serverWords.ts';
import type { Looking } from './useZoom.ts';

const NOBODY: readonly number[] = [];

interface ServersProps {
  readonly layout: StageLayout;
  readonly snapshot: Snapshot;
  readonly rem: number;
  /** People whose tokens carry their letter. */
  readonly lettered: ReadonlySet<number>;
  readonly looking: Looking;
  readonly onShow: (rect: Rect) => void;
  readonly serverActions: (server: ServerSnapshot) => ReactNode;
}

export function Servers({ layout, snapshot, rem, lettered, looking, onShow, serverActions }: ServersProps) {
  const selectedServer = useLabState((state) => state.selectedServer);
  const picked = useLabState(selectPicked);
  const outages = useLabState((state) => state.record.outages);
  const present = presentServers(snapshot.servers);
  const hasOddWeight = present.some(({ weight }) => weight !== present[0]?.weight);
  const circumstances = {
    bindsPeople: bindsPeople(snapshot),
    keepsInDrain: snapshot.keepsInDrain,
    keepsSessions: snapshot.store === null && !snapshot.people.some(({ carriesSession }) => carriesSession),
  };
  const isRacked = layout.racks.length > 0;
  const card = (server: ServerSnapshot, rect: Rect): ReactNode => {
    const outage = outages.findLast((one) => one.server === server.id);
    return (
      <ServerCard
        key={server.id}
        rect={rect}
        rem={rem}
        server={server}
        people={snapshot.people}
        lettered={lettered}
        victims={server.process === 'running' ? NOBODY : (outage?.victims ?? NOBODY)}
        {...circumstances}
        isCompact={layout.isCompact && !isRacked}
        isRacked={isRacked}
        isSelected={server.id === selectedServer}
        hasOddWeight={hasOddWeight}
        isPicked={picked.has(`server ${server.id}`)}
      >
        {serverActions(server)}
      </ServerCard>
    );
  };
  if (isRacked)
    return (
      <Racks
        layout={layout}
        servers={present}
        selected={selectedServer}
        rem={rem}
        looking={looking}
        storyOf={(server) => serverStory(server, circumstances)}
        card={card}
        onShow={onShow}
      />
    );
  return present.map((server, index) => {
    const rect = layout.servers[index];
    return rect === undefined ? null : card(server, rect);
  });
}
