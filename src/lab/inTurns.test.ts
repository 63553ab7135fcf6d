import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createTurns } from './inTurns.ts';
import { initialState, type LabState } from './labState.ts';
import { openingScenario } from './openingScenario.ts';

function setUp() {
  const store = createStore<LabState>(() => initialState(openingScenario));
  let waiting: (() => void)[] = [];
  const nextFrame = (): void => {
    const due = waiting;
    waiting = [];
    for (const act of due) act();
  };
  const inTurn = createTurns(store, (act) => waiting.push(act));
  const heard: string[] = [];
  for (const turn of [0, 1, 2] as const) inTurn(turn).subscribe(() => heard.push(`turn ${turn}`));
  return { store, nextFrame, heard };
}

const runGoesOn = (store: ReturnType<typeof setUp>['store']): void =>
  store.setState(({ record }) => ({ record: { ...record } }));

it('tells of a new state of the run one turn a frame, each once', () => {
  const { store, nextFrame, heard } = setUp();
  runGoesOn(store);
  runGoesOn(store);
  expect(heard).toEqual(['turn 0', 'turn 0']);
  nextFrame();
  expect(heard.slice(2)).toEqual(['turn 1']);
  nextFrame();
  nextFrame();
  expect(heard.slice(2)).toEqual(['turn 1', 'turn 2']);
});

it('tells those who had their turn of what came after it', () => {
  const { store, nextFrame, heard } = setUp();
  runGoesOn(store);
  nextFrame();
  runGoesOn(store);
  for (let frame = 0; frame < 10; frame += 1) nextFrame();
  expect(heard).toEqual(['turn 0', 'turn 1', 'turn 0', 'turn 2', 'turn 1']);
});

it('tells everybody at once of what the reader does, and of what still waited with it', () => {
  const { store, nextFrame, heard } = setUp();
  runGoesOn(store);
  store.setState({ selectedServer: 's2' });
  expect(heard.toSorted()).toEqual(['turn 0', 'turn 0', 'turn 1', 'turn 2']);
  nextFrame();
  nextFrame();
  nextFrame();
  expect(heard).toHaveLength(4);
});
