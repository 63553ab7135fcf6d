/** Whether a server that drains keeps those pinned to it differs by product. */
import { describe, expect, it } from 'vitest';
import { play } from '../testing/play.ts';
import { profiles } from './registry.ts';

const KEEPS = ['haproxy', 'nginx', 'traefik'];

function drained(profile: string, persistence: string) {
  const setting = { persistence: { id: persistence }, loadBalancer: { profile } };
  const { history, serversOf } = play(setting, [
    { atMs: 0, person: 'p1' },
    { atMs: 1000, do: 'drain', server: 's1' },
    { atMs: 2500, person: 'p1' },
  ]);
  return {
    servers: serversOf('p1'),
    steps: history.explain(2)!.steps,
    keeps: history.simulation.snapshot().keepsInDrain,
  };
}

describe.each(profiles.map(({ id, about }) => ({ id, name: about.name })))(
  'a server that drains behind $name',
  ({ id, name }) => {
    it(
      KEEPS.includes(id)
        ? 'keeps who is pinned to it'
        : 'loses who is pinned to it, and the evidence says whose rule that is',
      () => {
        for (const persistence of ['inserted-cookie', 'source-ip-stick-table']) {
          const { servers, steps, keeps } = drained(id, persistence);
          const step = steps.find(({ code }) => code.startsWith('pinned-'));
          expect(keeps).toBe(KEEPS.includes(id));
          expect(servers).toEqual(keeps ? ['s1', 's1'] : ['s1', 's2']);
          if (keeps) expect(step?.code).toBe('pinned-draining');
          else
            expect(step).toMatchObject({
              code: 'pinned-drained',
              values: { server: 's1', product: name, sinceS: 1.5 },
            });
        }
      },
    );

    it('keeps the connections that lead to it, where they are what binds', () => {
      expect(drained(id, 'connection').servers).toEqual(['s1', 's1']);
    });
  },
);
