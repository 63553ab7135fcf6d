import type { Page } from '@playwright/test';
import { createSimulation, type Measures, type Scenario, strategies } from '../src/engine/index.ts';
import { readScenario } from '../src/scenario/readScenario.ts';
import type { Command, Update } from '../src/worker/protocol.ts';
import { expect, test } from './test.ts';

const LENGTH_MS = 90_000;

/** Every strategy meets the same incidents, so that each module's arithmetic is compared. */
function scenarioOf({ balancing, persistence, sessionState }: (typeof strategies)[number], seed: number): Scenario {
  const read = readScenario(
    JSON.stringify({
      version: 1,
      seed,
      people: [
        ...[{ count: 40 }, { count: 20, network: 'office-nat' }, { count: 10, network: 'mobile' }],
        ...[
          { count: 4, behaviour: 'editor' },
          { count: 2, behaviour: 'gamer', network: 'proxy-farm' },
        ],
        { count: 5, behaviour: 'banker', network: 'carrier-nat', cookies: 'blocked' },
      ],
      servers: [{ id: 's1' }, { id: 's2', weight: 3 }, { id: 's3' }],
      loadBalancer: { balancing, persistence, redispatch: true },
      sessionState,
      workload: { thinkMs: 2_000 },
      actions: [
        { atMs: 5000, do: 'openTab', person: 'ada' },
        { atMs: 15_000, do: 'stealCookie', from: 'ben' },
        { atMs: 20_000, do: 'kill', server: 's2' },
        { atMs: 30_000, do: 'addServer', server: { id: 's4' } },
        { atMs: 40_000, do: 'restart', server: 's2' },
        { atMs: 50_000, do: 'drain', server: 's1' },
        { atMs: 60_000, do: 'setLoad', people: 120 },
      ],
    }),
  );
  if (!read.ok) throw new Error(read.problem);
  return read.scenario;
}

function measuresInNode(scenario: Scenario): Measures {
  const simulation = createSimulation(scenario);
  simulation.advance(LENGTH_MS * 1000);
  return simulation.measures();
}

/** Runs the scenario in the worker that the page itself uses, in slices of these lengths over and over. */
async function measuresInBrowser(page: Page, scenario: Scenario, slicesMs: readonly number[]): Promise<Measures> {
  await expect.poll(() => page.workers().length, 'the worker of the lab').toBeGreaterThan(0);
  const url = page.workers()[0]?.url() ?? '';
  return await page.evaluate(
    async ({ url, scenario, slicesMs, lengthMs }) => {
      const worker = new Worker(url, { type: 'module' });
      let id = 0;
      const ask = (command: Record<string, unknown>) =>
        new Promise<Update>((resolve, reject) => {
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }) => resolve(data as Update);
          id += 1;
          worker.postMessage({ id, ...command } as Command);
        });
      await ask({ type: 'load', scenario, toMs: 0 });
      for (let atMs = 0, slice = 0; atMs < lengthMs; slice += 1) {
        atMs = Math.min(lengthMs, atMs + (slicesMs[slice % slicesMs.length] ?? lengthMs));
        // Where it takes long the worker answers from on the way, and is asked again.
        let reachedMs = -1;
        while (reachedMs < atMs - 0.001) {
          const frame = await ask({ type: 'advance', toMs: atMs, wantSnapshot: slice % 7 === 0 });
          if (frame.type !== 'frame') throw new Error(JSON.stringify(frame));
          reachedMs = frame.atMs;
        }
      }
      const update = await ask({ type: 'measure' });
      worker.terminate();
      if (update.type !== 'measured') throw new Error(JSON.stringify(update));
      return update.measures;
    },
    { url, scenario, slicesMs, lengthMs: LENGTH_MS },
  );
}

test('the same run in Node and in the browser, however it is sliced', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  for (const [index, strategy] of strategies.entries()) {
    await test.step(strategy.name, async () => {
      const scenario = scenarioOf(strategy, index + 1);
      const measures = measuresInNode(scenario);
      expect(measures.digest).toMatch(/^[0-9a-f]{16}$/);
      expect(await measuresInBrowser(page, scenario, [LENGTH_MS])).toEqual(measures);
      expect(await measuresInBrowser(page, scenario, [16.667, 333.3, 1, 1_700])).toEqual(measures);
    });
  }
});
