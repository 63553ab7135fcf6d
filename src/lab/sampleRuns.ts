/** Runs scenarios to their end, one after the other, in a worker of their own: for pages that show many small runs. */
import type { Measures, Scenario, Snapshot } from '../engine/index.ts';
import { createEngineClient, type EngineClient } from '../worker/client.ts';

export interface Sample {
  /** The state at the end. */
  readonly snapshot: Snapshot;
  readonly measures: Measures;
}

export interface SampleRuns {
  /** @throws what the engine says it could not do */
  run(scenario: Scenario, toMs: number): Promise<Sample>;
  close(): void;
}

export function createSampleRuns(client: EngineClient = createEngineClient()): SampleRuns {
  let last: Promise<unknown> = Promise.resolve();

  const runNow = async (scenario: Scenario, toMs: number): Promise<Sample> => {
    const frame = await client.send({ type: 'load', scenario, toMs });
    const measured = await client.send({ type: 'measure' });
    if (frame.type !== 'frame' || frame.snapshot === null || measured.type !== 'measured')
      throw new Error(`no state after ${toMs} ms`);
    return { snapshot: frame.snapshot, measures: measured.measures };
  };

  return {
    run(scenario, toMs) {
      const running = last.then(() => runNow(scenario, toMs));
      last = running.catch(() => undefined);
      return running;
    },
    close: () => client.close(),
  };
}
