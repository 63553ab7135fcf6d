/** Many servers: racks of small cards, each with its name, its state by shape, its sessions and its load. */
import { List, SquareCheckBig } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { ServerSnapshot } from '../engine/index.ts';
import { selectServers } from '../lab/selectors.ts';
import { selectPicked } from '../lab/several.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import { type Rect, scaled } from './geometry.ts';
import type { StageLayout } from './layout.ts';
import { useLight } from './lighting.ts';
import { placed } from './placed.ts';
import type { Plan } from './plan.ts';
import type { RackPlace } from './rackLayout.ts';
import styles from './Scale.module.css';
import {
  type Circumstances,
  conditionOf,
  conditionsCounted,
  type ServerStory,
  SIGNS,
  serverStory,
  serverText,
} from './serverWords.ts';
import type { Looking } from './useZoom.ts';
import { touches } from './zoom.ts';

interface RacksProps {
  readonly plan: Plan;
  readonly looking: Looking;
  readonly circumstances: Circumstances;
  /** A server in full, by its place, where there is room for it. */
  readonly card: (place: number, rect: Rect) => ReactNode;
  readonly onShow: (rect: Rect) => void;
}

export function Racks(props: RacksProps) {
  const { plan, looking } = props;
  const detail = detailOf(plan.layout, looking, plan.rem);
  return plan.layout.racks
    .filter(({ box }) => touches(box, looking.part))
    .map((rack) => <Rack key={rack.from} {...props} rack={rack} detail={detail} />);
}

interface RackProps extends RacksProps {
  readonly rack: RackPlace;
  readonly detail: Detail;
}

/** Hears of its own servers only. */
const Rack = memo(function Rack({ rack, plan: { layout }, looking, circumstances, card, onShow, detail }: RackProps) {
  const lab = useLab();
  const { level, part } = looking;
  const members = useLabState((state) => selectServers(state).slice(rack.from, rack.to));
  const most = useLabState((state) => (detail === 'mini' ? mostSessions(selectServers(state)) : 1));
  const selected = useLabState((state) => state.selectedServer);
  const storyOf = (server: ServerSnapshot): ServerStory => serverStory(server, circumstances);
  const first = members[0]?.id ?? '';
  const last = members.at(-1)?.id ?? '';
  const said = words.stage.rack;
  const states = conditionsCounted(members);
  const sessions = members.reduce((sum, server) => sum + server.sessions.length, 0);
  return (
    <div role="group" aria-label={said.label(first, last, states, sessions)}>
      <div className={styles['rack']} style={placed(scaled(rack.box, level))} />
      <div className={styles['rackHead']} style={placed(scaled(rack.head, level))}>
        <button
          type="button"
          className={styles['name']}
          title={said.closer(first, last)}
          aria-label={said.closer(first, last)}
          onClick={() => onShow(rack.box)}
        >
          <strong>{said.name(first, last)}</strong>
        </button>
        <span className={styles['standings']}>{states}</span>
        <Button
          look="plain"
          className={styles['list']}
          aria-label={said.select(first, last)}
          title={said.select(first, last)}
          onClick={() => lab.selectSeveral(members.map(({ id }) => ({ kind: 'server', id })))}
        >
          <SquareCheckBig aria-hidden="true" />
        </Button>
        <Popover
          align="end"
          label={said.list(first, last)}
          trigger={
            <Button
              look="plain"
              className={styles['list']}
              aria-label={said.list(first, last)}
              title={said.list(first, last)}
            >
              <List aria-hidden="true" />
            </Button>
          }
        >
          <ServerList servers={members} storyOf={storyOf} />
        </Popover>
      </div>
      {detail === 'none'
        ? null
        : members.map((server, index) => {
            const place = layout.servers[rack.from + index];
            if (place === undefined || !touches(place, part)) return null;
            const rect = scaled(place, level);
            if (detail === 'card') return card(rack.from + index, rect);
            return (
              <MiniCard
                key={server.id}
                server={server}
                rect={rect}
                share={server.sessions.length / most}
                label={serverText(server, storyOf(server))}
                isSelected={server.id === selected}
              />
            );
          })}
    </div>
  );
});

export type Detail = 'none' | 'mini' | 'card';

/** In px: a name and a bar. */
const MINI = { width: 44, height: 24 };
/** In rem: what a card needs. */
const CARD = { width: 15, height: 5 };
const MOST_CARDS = 64;
const MOST_MINI = 130;

/** How much of each server is shown where one looks: the canvas draws those of which little is. */
export function detailOf({ servers }: StageLayout, { level, part }: Looking, rem: number): Detail {
  const [first] = servers;
  if (first === undefined) return 'none';
  const width = first.width * level;
  const height = first.height * level;
  const count = servers.reduce((sum, place) => sum + Number(touches(place, part)), 0);
  if (width >= CARD.width * rem && height >= CARD.height * rem && count <= MOST_CARDS) return 'card';
  return width >= MINI.width && height >= MINI.height && count <= MOST_MINI ? 'mini' : 'none';
}

export const mostSessions = (servers: readonly ServerSnapshot[]): number =>
  servers.reduce((most, { sessions }) => Math.max(most, sessions.length), 1);

interface MiniCardProps {
  readonly server: ServerSnapshot;
  readonly rect: Rect;
  readonly share: number;
  readonly label: string;
  readonly isSelected: boolean;
}

const MiniCard = memo(function MiniCard({ server, rect, share, label, isSelected }: MiniCardProps) {
  const lab = useLab();
  const condition = conditionOf(server);
  const isPicked = useLabState((state) => selectPicked(state).has(`server ${server.id}`));
  const light = useLight((lit) => lit.part === 'server' && lit.server === server.id);
  return (
    <button
      type="button"
      className={styles['mini']}
      style={placed(rect)}
      data-condition={condition}
      data-light={light}
      data-thing={`server ${server.id}`}
      data-picked={isPicked}
      aria-pressed={isSelected || isPicked}
      aria-label={label}
      title={label}
      onClick={() => lab.selectServer(isSelected ? null : server.id)}
    >
      <span>
        <strong>{server.id}</strong> {SIGNS[condition]}
      </span>
      <span className={styles['sessions']} style={{ transform: `scaleX(${share})` }} />
      <span
        className={styles['load']}
        style={{ transform: `scaleX(${Math.min(1, server.working.length / server.workers)})` }}
      />
    </button>
  );
});

interface ServerListProps {
  readonly servers: readonly ServerSnapshot[];
  readonly storyOf: (server: ServerSnapshot) => ServerStory;
}

function ServerList({ servers, storyOf }: ServerListProps) {
  const lab = useLab();
  return (
    <ul className={styles['people']}>
      {servers.map((server) => (
        <li key={server.id}>
          <Button look="plain" onClick={() => lab.selectServer(server.id)}>
            {serverText(server, storyOf(server))}
          </Button>
        </li>
      ))}
    </ul>
  );
}
