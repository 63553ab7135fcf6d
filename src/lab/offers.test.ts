import { describe, expect, it } from 'vitest';
import { createSimulation, type Scenario, type Snapshot } from '../engine/index.ts';
import { actionList } from './actionList.ts';
import { initialState, type LabState } from './labState.ts';
import { actionsOf, type Check, checkOffers, grouped, offersOn } from './offers.ts';
import { openingScenario } from './openingScenario.ts';
import type { Thing } from './things.ts';
import { thingsIn, withWhatHangsOn } from './things.ts';

function lab(scenario: Scenario = openingScenario) {
  const simulation = createSimulation(scenario);
  simulation.advance(20_000_000);
  const check: Check = async (actions) => actions.map((action) => simulation.refusal(action));
  const state = (snapshot: Snapshot = simulation.snapshot()): LabState => ({ ...initialState(scenario), snapshot });
  return { simulation, check, state };
}

const s2: Thing = { kind: 'server', id: 's2' };
const texts = (offers: readonly { readonly text: string }[]) => offers.map(({ text }) => text);

describe('what can be done', () => {
  it('is offered for every action of the table, on one kind of thing', () => {
    const { simulation, state } = lab({ ...openingScenario, sessionState: { id: 'distributed-cache' } });
    simulation.act({ do: 'stealCookie', from: 'ada' });
    const now = state();
    const offered = thingsIn(simulation.snapshot()).flatMap((thing) => offersOn([thing], now));
    expect(new Set(offered.map(({ action }) => action))).toEqual(new Set(Object.keys(actionList)));
  });

  it('of a server includes its links', () => {
    const { state } = lab();
    const now = state();
    const offers = withWhatHangsOn(s2, now.snapshot).flatMap((thing) => offersOn([thing], now));
    expect(texts(offers)).toContain('Cut the link s2 – load balancer');
    expect(texts(offers)).not.toContain('Cut the link s2 – store');
  });

  it('says why not, and leaves out what would end nothing', async () => {
    const { simulation, check, state } = lab();
    simulation.act({ do: 'drain', server: 's2' });
    const now = state();
    const offers = await checkOffers(offersOn([s2], now), now, check);
    const refused = Object.fromEntries(offers.map(({ action, refusal }) => [action, refusal]));
    expect(refused).toMatchObject({ kill: null, drain: 's2 drains already.', ready: null, setWeight: null });
    expect(refused).not.toHaveProperty('unhang');
    expect(refused).not.toHaveProperty('speedUp');
  });

  it('to several is refused only if none of them allows it, and acts on all', async () => {
    const { simulation, check, state } = lab();
    simulation.act({ do: 'kill', server: 's2' });
    const now = state();
    const both: readonly Thing[] = [s2, { kind: 'server', id: 's3' }];
    const kill = (await checkOffers(offersOn(both, now), now, check)).find(({ action }) => action === 'kill');
    expect(kill).toMatchObject({ text: 'Kill 2 servers', refusal: null });
    if (kill === undefined) return;
    expect(actionsOf(kill, {}, now)).toEqual([
      { do: 'kill', server: 's2' },
      { do: 'kill', server: 's3' },
    ]);
  });

  it('to kill may be noticed at once: then the load balancer believes it down from that moment', async () => {
    const { simulation, check, state } = lab();
    const now = state();
    const kills = offersOn([s2], now).filter(({ action }) => action === 'kill');
    expect(texts(kills)).toEqual(['Kill s2', 'Kill s2, noticed at once']);
    const [action] = kills[1] === undefined ? [] : actionsOf(kills[1], {}, now);
    expect(action).toEqual({ do: 'kill', server: 's2', detected: true });
    if (action !== undefined) simulation.act(action);
    const believed = simulation.snapshot().servers.find(({ id }) => id === 's2')?.belief;
    expect(believed).toBe('down');
    const after = await checkOffers(offersOn([s2], state()), state(), check);
    expect(after.find(({ variant }) => variant === 'killNoticed')?.refusal).not.toBeNull();
  });

  it('to one of two load balancers is for it alone, and starts it only when it is down', async () => {
    const loadBalancer = { ...openingScenario.loadBalancer, balancers: 2 } as const;
    const { simulation, check, state } = lab({ ...openingScenario, loadBalancer });
    const offered = async (id: string) => {
      const now = state();
      const checked = await checkOffers(offersOn([{ kind: 'balancer', id }], now), now, check);
      return checked.map((offer) => [offer.text, offer.refusal, ...actionsOf(offer, {}, now)]);
    };
    expect(await offered('lb2')).toEqual([
      ['Restart lb2', null, { do: 'restartBalancer', balancer: 'lb2' }],
      ['Kill lb2', null, { do: 'killBalancer', balancer: 'lb2' }],
    ]);
    simulation.act({ do: 'killBalancer', balancer: 'lb2' });
    expect((await offered('lb2')).map(([text, refusal]) => [text, refusal])).toEqual([
      ['Restart lb2', 'lb2 does not run.'],
      ['Kill lb2', 'lb2 is down already.'],
      ['Start lb2', null],
    ]);
    expect((await offered('lb1')).map(([text]) => text)).toEqual(['Restart lb1', 'Kill lb1']);
  });

  it('to the load balancer is done to each of two', () => {
    const loadBalancer = { ...openingScenario.loadBalancer, balancers: 2 } as const;
    const now = lab({ ...openingScenario, loadBalancer }).state();
    const things = withWhatHangsOn({ kind: 'balancer', id: null }, now.snapshot);
    const offers = things.flatMap((thing) => offersOn([thing], now));
    expect(texts(offers)).toEqual(expect.arrayContaining(['Kill lb1', 'Kill lb2', 'Fail over', 'Add server']));
    const alone = lab().state();
    expect(texts(offersOn([{ kind: 'balancer', id: null }], alone))).toContain('Kill the load balancer');
  });

  it('takes what is asked for from the form, and the rest as it is described', () => {
    const { state } = lab();
    const flap = offersOn([s2], state()).find(({ action }) => action === 'flap');
    expect(flap && actionsOf(flap, { times: 5 }, state())).toEqual([
      { do: 'flap', server: 's2', periodMs: 10_000, times: 5 },
    ]);
  });

  it('of lines between parts is offered where there are such lines', async () => {
    const { check, state } = lab({ ...openingScenario, sessionState: { id: 'replication' } });
    const now = state();
    const offered = async (a: string, b: string) => {
      const checked = await checkOffers(offersOn([{ kind: 'link', a, b }], now), now, check);
      return checked.map(({ action }) => action);
    };
    expect(await offered('s1', 's2')).toEqual(['cutLink']);
    expect(await offered('s1', 'store')).toEqual([]);
    expect(thingsIn(now.snapshot as Snapshot)).toContainEqual({ kind: 'link', a: 's1', b: 's2' });
  });

  it('is grouped without empty groups', () => {
    const { state } = lab();
    for (const group of grouped(offersOn([s2], state()))) expect(group.length).toBeGreaterThan(0);
  });
});
