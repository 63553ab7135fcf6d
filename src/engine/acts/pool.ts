/** What an administrator does to the pool: drain, maintenance, weights, servers added and taken out, one or many. */
import type { Refusal } from '../actions.ts';
import { takeForUp } from '../health.ts';
import { poolChangedBy } from '../poolChanges.ts';
import { connectionsChanged, poolChanged, type Run, toEachBalancer } from '../run.ts';
import { LIMITS } from '../scenario.ts';
import { addServer, beginStart, endIfIdle } from '../servers.ts';
import { planSteps } from '../steps.ts';
import type { ServerState } from '../world.ts';
import { type ActionNamed, type Acts, refuse, serverRefusal, serverRow, tellOfServer } from './contract.ts';

type Name =
  | 'drain'
  | 'maintenance'
  | 'ready'
  | 'setWeight'
  | 'addServer'
  | 'removeServer'
  | 'flap'
  | 'rollingDeploy'
  | 'scaleOut'
  | 'scaleIn';

const ALREADY = {
  ready: 'not-draining',
  drain: 'already-draining',
  maintenance: 'already-in-maintenance',
} as const;

const TOLD = { ready: 'ready', drain: 'drained', maintenance: 'maintained', removed: 'removed' } as const;

export const poolActs: Acts<Name> = {
  drain: admin('drain'),
  maintenance: admin('maintenance'),
  ready: admin('ready'),

  setWeight: {
    refusal: (run, { server, weight }) =>
      serverRefusal(run, server, (state) => (state.weight === weight ? 'weight-already-so' : null)),
    perform(run, { server, weight }) {
      const row = serverRow(run.world, server);
      run.world.servers[row]!.weight = weight;
      poolChangedBy(run, 'weight-set', row);
      toEachBalancer(run, () => poolChanged(run));
      run.sink.happened?.({ kind: 'weight-set', atMs: run.world.nowUs / 1000, server, weight });
    },
  },

  addServer: {
    refusal({ world: { servers } }, { server: { id } }) {
      if (servers.some((server) => server.id === id)) return refuse('server-exists', 'server.id', id);
      const isFull = servers.length >= LIMITS.servers;
      return isFull ? refuse('too-many-servers', 'server', String(LIMITS.servers)) : null;
    },
    perform(run, { server }) {
      const row = addServer(run, server, 'starting');
      beginStart(run, row);
      toEachBalancer(run, () => poolChanged(run));
      tellOfServer(run, 'added', row);
    },
  },

  removeServer: {
    refusal: (run, { server }) => serverRefusal(run, server),
    perform: (run, { server }) => setAdmin(run, serverRow(run.world, server), 'removed'),
  },

  flap: { refusal: (run, { server }) => serverRefusal(run, server), perform: takeSteps },
  rollingDeploy: { refusal: () => null, perform: takeSteps },
  scaleOut: {
    refusal({ world: { servers } }, { count }) {
      const isTooMany = servers.length + count > LIMITS.servers;
      return isTooMany ? refuse('too-many-servers', 'count', String(LIMITS.servers)) : null;
    },
    perform: takeSteps,
  },
  scaleIn: {
    refusal({ world: { servers } }, { count }) {
      const configured = servers.filter((server) => server.admin !== 'removed').length;
      return count >= configured ? refuse('too-few-servers', 'count', String(configured)) : null;
    },
    perform: takeSteps,
  },
};

/** Takes any action that names a server. */
function admin(wanted: keyof typeof ALREADY) {
  return {
    refusal: (run: Run, { server }: OfServer): Refusal | null =>
      serverRefusal(run, server, (state) => (state.admin === wanted ? ALREADY[wanted] : null)),
    perform: (run: Run, { server }: OfServer): void => setAdmin(run, serverRow(run.world, server), wanted),
  };
}

interface OfServer {
  readonly server: string;
}

function takeSteps({ world }: Run, action: ActionNamed<'flap' | 'rollingDeploy' | 'scaleOut' | 'scaleIn'>): void {
  planSteps(world, action);
}

function setAdmin(run: Run, row: number, wanted: ServerState['admin']): void {
  const server = run.world.servers[row]!;
  if (server.admin === 'maintenance' && wanted !== 'removed') toEachBalancer(run, () => takeForUp(run, row));
  server.admin = wanted;
  server.adminSinceUs = run.world.nowUs;
  poolChangedBy(run, TOLD[wanted], row);
  toEachBalancer(run, () => {
    if (wanted === 'ready') connectionsChanged(run, row);
    poolChanged(run);
  });
  tellOfServer(run, TOLD[wanted], row);
  if (wanted === 'removed') endIfIdle(run, row);
}
