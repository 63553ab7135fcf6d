/** What an administrator does to a pool, in one step or in several. */
import { describe, expect, it } from 'vitest';
import type { Action, TimedAction } from './actions.ts';
import { createHistory } from './history.ts';
import type { Scenario } from './scenario.ts';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { nextServers } from './steps.ts';
import { type Ask, play } from './testing/play.ts';
import { scenarioOf, serverSpec, strategyOf } from './testing/scenarioOf.ts';

const ask = (atMs: number, person = 'p2'): Ask => ({ atMs, person });
const sticky = strategyOf('sticky-cookie');
const pinned = { persistence: { id: 'inserted-cookie' } } as const;

/** What was done to servers, as "2000 s1 drained". */
function actionsOf(scenario: Scenario, untilMs: number): string[] {
  const told: string[] = [];
  const note = (one: Happening) => void (one.kind === 'action' && told.push(`${one.atMs} ${one.server} ${one.what}`));
  createSimulation(scenario).advance(untilMs * 1000, { happened: note });
  return told;
}

describe('maintenance', () => {
  it('ignores pins: its people are bound anew, and stay there when it is ready again', () => {
    const { answers } = play(pinned, [
      ask(0, 'p1'),
      ask(100),
      { atMs: 1000, do: 'maintenance', server: 's2' },
      ask(2000),
      { atMs: 3000, do: 'ready', server: 's2' },
      ask(4000),
    ]);
    const [, before, during, after] = answers;
    expect(before!.server).toBe('s2');
    expect([during!.server, during!.binding]).toEqual(['s3', 'redispatched']);
    expect([after!.server, after!.binding]).toEqual(['s3', 'pinned']);
  });

  it('where a drain keeps them', () => {
    const { serversOf } = play(pinned, [
      ask(0, 'p1'),
      ask(100),
      { atMs: 1000, do: 'drain', server: 's2' },
      ask(2000),
      { atMs: 3000, do: 'maintenance', server: 's2' },
      ask(4000),
    ]);
    expect(serversOf('p2')).toEqual(['s2', 's2', 's3']);
  });

  it('stops the checks; a server that died in it is taken for up, and its first check ends that', () => {
    const actions: TimedAction[] = [
      { atMs: 10_000, do: 'maintenance', server: 's2' },
      { atMs: 11_000, do: 'kill', server: 's2' },
      { atMs: 40_000, do: 'ready', server: 's2' },
    ];
    const down: number[] = [];
    createSimulation(scenarioOf({ actions })).advance(60_000_000, {
      happened: (one) => void (one.kind === 'believed-down' && down.push(one.atMs)),
    });
    expect(down.length).toBe(1);
    expect(down[0]).toBeGreaterThanOrEqual(40_000);
    expect(down[0]).toBeLessThanOrEqual(42_000);
  });

  it('ends with `ready`, and cannot be entered twice', () => {
    const simulation = createSimulation(scenarioOf());
    expect(simulation.act({ do: 'maintenance', server: 's1' })).toBeNull();
    expect(simulation.act({ do: 'maintenance', server: 's1' })).toMatchObject({ code: 'already-in-maintenance' });
    expect(simulation.act({ do: 'ready', server: 's1' })).toBeNull();
    expect(simulation.act({ do: 'ready', server: 's1' })).toMatchObject({ code: 'not-draining' });
  });
});

describe('a weight', () => {
  const strangers = Array.from({ length: 40 }, (_, n) => ask(1000 + n * 100, `p${n + 10}`));
  const servers = [serverSpec(1, { weight: 2 }), serverSpec(2, { weight: 2 })];

  it('set while it runs is a server’s share of strangers from then on', () => {
    const { answers } = play({ persistence: { id: 'none' }, servers }, [
      { atMs: 0, do: 'setWeight', server: 's1', weight: 6 },
      ...strangers,
    ]);
    const share = answers.filter(({ server }) => server === 's1').length;
    expect(share).toBeGreaterThanOrEqual(29);
    expect(share).toBeLessThanOrEqual(31);
  });

  it('of 0 keeps those who are pinned and takes no strangers', () => {
    const { answers } = play({ ...pinned, servers }, [
      ask(0, 'p1'),
      ask(100),
      { atMs: 500, do: 'setWeight', server: 's2', weight: 0 },
      ...strangers,
      ask(9000),
    ]);
    expect(answers.at(-1)!.server).toBe('s2');
    expect(answers.slice(2, -1).every(({ server }) => server === 's1')).toBe(true);
  });
});

describe('an action of several steps', () => {
  it('flaps a server: down and up, as often as asked', () => {
    const flap = { atMs: 10_000, do: 'flap', server: 's2', periodMs: 8000, times: 3 } as const;
    expect(actionsOf(scenarioOf({ actions: [flap] }), 60_000)).toEqual([
      '10000 s2 killed',
      '14000 s2 restarted',
      '18000 s2 killed',
      '22000 s2 restarted',
      '26000 s2 killed',
      '30000 s2 restarted',
    ]);
  });

  it('deploys to one server after the other, each drained, restarted and ready before the next', () => {
    const servers = [serverSpec(1), serverSpec(2)];
    const deploy = { atMs: 10_000, do: 'rollingDeploy', drainMs: 5000, pauseMs: 1000 } as const;
    expect(actionsOf(scenarioOf({ servers, actions: [deploy] }), 60_000)).toEqual([
      '10000 s1 drained',
      '15000 s1 restarted',
      '17000 s1 ready',
      '18000 s2 drained',
      '23000 s2 restarted',
      '25000 s2 ready',
    ]);
  });

  it('deployed without a drain ends every session once or more', () => {
    const deploy = { atMs: 60_000, do: 'rollingDeploy', drainMs: 0, pauseMs: 8000 } as const;
    const simulation = createSimulation(scenarioOf({ ...sticky, actions: [deploy] }));
    simulation.advance(400_000_000);
    const { sessionsLost, actions } = simulation.measures();
    expect(actions.map(({ server, what }) => `${server} ${what}`)).toEqual([1, 2, 3, 4].map((n) => `s${n} restarted`));
    expect(sessionsLost).toBeGreaterThan(10);
  });

  it('scales out and in: servers are named on from the last, and the last go first', () => {
    const actions: TimedAction[] = [
      { atMs: 10_000, do: 'scaleOut', count: 2 },
      { atMs: 30_000, do: 'scaleIn', count: 3 },
      { atMs: 40_000, do: 'scaleOut', count: 1 },
    ];
    expect(actionsOf(scenarioOf({ actions }), 60_000)).toEqual([
      '10000 s5 added',
      '10000 s6 added',
      '30000 s4 removed',
      '30000 s5 removed',
      '30000 s6 removed',
      '40000 s7 added',
    ]);
    const simulation = createSimulation(scenarioOf());
    expect(simulation.act({ do: 'scaleIn', count: 4 })).toMatchObject({ code: 'too-few-servers' });
    expect(simulation.act({ do: 'scaleOut', count: 997 })).toMatchObject({ code: 'too-many-servers' });
  });

  it('names servers after the last one, and gives them free addresses', () => {
    const named = (id: string, address: string) => ({ id, address });
    expect(nextServers([named('web', 'app.example:80')], 2)).toEqual([
      named('web1', '10.0.0.11:8080'),
      named('web2', '10.0.0.12:8080'),
    ]);
    expect(nextServers([named('a2', '10.0.0.254:80'), named('a1', '10.0.0.253:80')], 2)).toEqual(
      [named('a3', '10.0.1.1:80'), named('a4', '10.0.1.2:80')].map((server, n) =>
        n === 0 ? { ...server, address: '10.0.1.1:80' } : server,
      ),
    );
  });

  it('is the same run in a file and done live, and goes on when its middle is gone back to', () => {
    const action: Action = { do: 'rollingDeploy', drainMs: 2000, pauseMs: 1000 };
    const filed = createSimulation(scenarioOf({ actions: [{ ...action, atMs: 10_000 }] }));
    filed.advance(60_000_000);
    const live = createHistory(scenarioOf());
    live.advance(10_000_000);
    live.act(action);
    live.advance(60_000_000);
    expect(live.simulation.digest()).toBe(filed.digest());
    live.seek(14_000_000);
    live.seek(60_000_000);
    expect(live.simulation.digest()).toBe(filed.digest());
    // Acting in its midst leaves what is still to come of it in place.
    live.seek(14_000_000);
    live.act({ do: 'slowDown', server: 's4', factor: 2 });
    live.advance(60_000_000);
    expect(live.simulation.measures().actions.filter(({ what }) => what === 'restarted').length).toBe(4);
  });
});

describe('a surge', () => {
  it('brings so many people, and ends with as many as there were', () => {
    const simulation = createSimulation(scenarioOf({ people: [{ count: 5, behaviour: 'shopper', network: 'home' }] }));
    const active = () => simulation.snapshot().people.filter(({ isActive }) => isActive).length;
    simulation.advance(1_000_000);
    expect(simulation.act({ do: 'surge', people: 40, forMs: 3000 })).toBeNull();
    expect(active()).toBe(40);
    simulation.advance(3_999_999);
    expect(active()).toBe(40);
    simulation.advance(4_000_000);
    expect(active()).toBe(5);
    expect(simulation.actions).toEqual([{ atMs: 1000, do: 'surge', people: 40, forMs: 3000 }]);
  });
});
