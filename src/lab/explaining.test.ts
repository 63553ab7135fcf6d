import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createSimulation, type Outcome, type Snapshot } from '../engine/index.ts';
import type { EngineClient } from '../worker/client.ts';
import { watchExplanation } from './explaining.ts';
import { initialState, type LabState } from './labState.ts';
import { openingScenario } from './openingScenario.ts';

const whole = createSimulation(openingScenario).snapshot();
const at = (atMs: number, lastRequest: number | null, lastOutcome: Outcome | null): Snapshot => ({
  ...whole,
  atMs,
  people: whole.people.map((person) => (person.id === 'ada' ? { ...person, lastRequest, lastOutcome } : person)),
});

it('asks for what is latest once a harm was not found, because the run had been taken back before it', async () => {
  vi.useFakeTimers();
  const asked: number[] = [];
  const client = {
    send: async (command: { request: number }) => {
      asked.push(command.request);
      return { type: 'explained', id: 0, explanation: null };
    },
  } as unknown as EngineClient;
  const store = createStore<LabState>(() => initialState(openingScenario));
  const stop = watchExplanation(store, client, () => undefined);
  store.setState({ snapshot: at(25_000, 180, 'session-lost') });
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([180]);
  store.setState({ snapshot: at(0, null, null) });
  store.setState({ snapshot: at(30_000, 236, 'served') });
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([180, 236]);
  stop();
  vi.useRealTimers();
});
