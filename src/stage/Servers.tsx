/** The pool. */
import type { ReactNode } from 'react';
import type { ServerSnapshot, Snapshot } from '../engine/index.ts';
import { presentServers } from '../lab/present.ts';
import { selectPicked } from '../lab/several.ts';
import { useLabState } from '../lab/useLab.ts';
import { bindsPeople } from '../lab/wording.ts';
import type { StageLayout } from './layout.ts';
import { ServerCard } from './ServerCard.tsx';

const NOBODY: readonly number[] = [];

interface ServersProps {
  readonly layout: StageLayout;
  readonly snapshot: Snapshot;
  readonly rem: number;
  /** People whose tokens carry their letter. */
  readonly lettered: ReadonlySet<number>;
  readonly serverActions: (server: ServerSnapshot) => ReactNode;
}

export function Servers({ layout, snapshot, rem, lettered, serverActions }: ServersProps) {
  const selectedServer = useLabState((state) => state.selectedServer);
  const picked = useLabState(selectPicked);
  const outages = useLabState((state) => state.record.outages);
  return presentServers(snapshot.servers).map((server, index) => {
    const rect = layout.servers[index];
    if (rect === undefined) return null;
    const outage = outages.filter((one) => one.server === server.id).at(-1);
    return (
      <ServerCard
        key={server.id}
        rect={rect}
        rem={rem}
        server={server}
        people={snapshot.people}
        lettered={lettered}
        victims={server.process === 'running' ? NOBODY : (outage?.victims ?? NOBODY)}
        bindsPeople={bindsPeople(snapshot)}
        keepsSessions={snapshot.store === null && !snapshot.people.some(({ carriesSession }) => carriesSession)}
        isCompact={layout.isCompact}
        isSelected={server.id === selectedServer}
        isPicked={picked.has(`server ${server.id}`)}
      >
        {serverActions(server)}
      </ServerCard>
    );
  });
}
