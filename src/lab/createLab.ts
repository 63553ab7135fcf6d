/**
 * createLab(): one running lab as the page sees it. A store for what React shows, a playback for what moves, and the
 * actions of a user. Nothing here is shared between two labs.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Action, Refusal, Scenario } from '../engine/index.ts';
import { strategies } from '../engine/index.ts';
import { words } from '../language/words.ts';
import { createEngineClient, type EngineClient, EngineProblem, type Frame } from '../worker/client.ts';
import { watchExplanation } from './explaining.ts';
import { initialState, type LabState, type Notice } from './labState.ts';
import type { Lit } from './lit.ts';
import { watchMeasures } from './measuring.ts';
import { refusalText } from './offers.ts';
import { openingMs } from './openingScenario.ts';
import { createPlayback, type Playback } from './playback.ts';
import { withoutThoseWhoLeft } from './present.ts';
import { profileChanges, profileOf, withProfileOf } from './profile.ts';
import { createReading, type Reading } from './reading.ts';
import { addToRecord, emptyRecord, nameVictims, recordUpTo } from './record.ts';
import { shareStructure } from './shareStructure.ts';
import { type AxisChoices, choicesOf, withChoices } from './strategyOf.ts';
import type { Thing } from './things.ts';
import { seconds, steppedText } from './wording.ts';

export interface LabActions {
  play(): void;
  pause(): void;
  toggle(): void;
  stepRequest(): Promise<void>;
  /** Goes to any moment, back or on. */
  seek(ms: number): Promise<void>;
  setSpeed(speed: number): void;
  act(action: Action): Promise<void>;
  /** All at the same moment, one after the other; what is refused is told, and the others are done. */
  actAll(actions: readonly Action[]): Promise<void>;
  /** The first of these that can be done, at the moment it is asked for (to drain, or to end the drain). */
  actFirst(choices: readonly (readonly Action[])[]): Promise<void>;
  /** Why each of these can't be done now; null for what can. */
  check(actions: readonly Action[]): Promise<readonly (Refusal | null)[]>;
  selectPerson(id: string | null): void;
  selectServer(id: string | null): void;
  /** Several of one kind; one alone is selected as ever, none clears the selection of several. */
  selectSeveral(things: readonly Thing[]): void;
  /** Lights that part of the picture; null: nothing in particular. */
  light(lit: Lit | null): void;
  /** Opens or closes the field that finds a person or a server by name. */
  search(isSearching: boolean): void;
  chooseStrategy(id: string): Promise<void>;
  /** The load balancer as that product has it by default; the run starts anew. Says what changed. */
  chooseProfile(id: string): Promise<void>;
  choose(choices: Partial<AxisChoices>): Promise<void>;
  restart(): Promise<void>;
  loadScenario(scenario: Scenario): Promise<void>;
  /** The same scenario, edited: the run starts anew, under the same title. */
  startWith(scenario: Scenario): Promise<void>;
  /** Explains that request, whoever sent it, and follows them. */
  lookAtRequest(request: number): void;
  showLatest(): void;
  pin(): void;
  say(notice: Notice | null): void;
}

export interface Lab extends LabActions, Reading {
  readonly store: StoreApi<LabState>;
  readonly playback: Playback;
  /** Starts traffic; `close` ends the worker. */
  start(): void;
  close(): void;
}

/** One request further, at most: longer than anybody thinks. */
const STEP_LIMIT_MS = 60_000;

export function createLab(scenario: Scenario, client: EngineClient = createEngineClient()): Lab {
  const store = createStore<LabState>(() => initialState(scenario));
  const { getState: get, setState: set } = store;
  let moving = 0;
  let lastMove: Promise<void> = Promise.resolve();

  const playback = createPlayback({
    // While the run is being moved elsewhere, the playhead waits: a frame asked for from before would drag it along.
    isPlaying: () => get().isPlaying && moving === 0,
    speed: () => get().speed,
    advance: async (toMs, wantSnapshot) => {
      const frame = await ask({ type: 'advance', toMs, wantSnapshot });
      if (frame !== null) take(frame);
      return frame;
    },
  });

  /** Loads, steps and actions, one after the other, however fast they are clicked. */
  const inTurn = (move: () => Promise<void>): Promise<void> => {
    moving += 1;
    const moved = lastMove.then(move).finally(() => {
      moving -= 1;
    });
    lastMove = moved.catch(() => undefined);
    return moved;
  };

  const report = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    const isLost = error instanceof EngineProblem && error.isLost;
    const text = isLost
      ? `The engine stopped and could not be brought back: ${message}. Start over to go on.`
      : `The engine could not do that: ${message}. The run goes on from where it was.`;
    // A command that breaks the engine each time would be asked for again with the next frame.
    set({ notice: { kind: 'problem', text }, isPlaying: false });
  };

  /** A frame, or null where the command was refused or broke; both are told in the page. */
  const ask = async (command: Parameters<EngineClient['send']>[0]): Promise<Frame | null> => {
    try {
      const update = await client.send(command);
      if (update.type === 'frame') return update;
      if (update.type === 'refused') set({ notice: { kind: 'problem', text: refusalText(update.refusal, get()) } });
    } catch (error) {
      report(error);
    }
    return null;
  };

  const take = (frame: Frame): void => {
    const { snapshot, record } = get();
    const newRecord = addToRecord(record, frame.happenings);
    if (frame.snapshot !== null) {
      const shown = shareStructure(snapshot, withoutThoseWhoLeft(frame.snapshot));
      set({ snapshot: shown, record: nameVictims(newRecord, shown) });
      followSomebody();
    } else if (newRecord !== record) set({ record: newRecord });
  };

  /** Who is followed may have left, or never have been part of this run. */
  const followSomebody = (): void => {
    const { snapshot, selectedPerson } = get();
    const present = snapshot?.people.filter(({ isActive }) => isActive) ?? [];
    if (present.some(({ id }) => id === selectedPerson)) return;
    set({ selectedPerson: present[0]?.id ?? null, isPinned: false, explanation: null });
  };

  /** After a jump the page wants to see the whole state at once, even while it is paused. */
  const settle = async (frame: Frame): Promise<void> => {
    take(frame);
    playback.jumpTo(frame.atMs, frame.marks);
    if (frame.snapshot !== null) return;
    const full = await ask({ type: 'advance', toMs: frame.atMs, wantSnapshot: true });
    if (full !== null) take(full);
  };

  const open = (next: Scenario, isOpened = get().isOpened): Promise<void> => inTurn(() => load({ ...next }, isOpened));

  const load = async (next: Scenario, isOpened: boolean): Promise<void> => {
    set({ notice: null });
    const frame = await ask({ type: 'load', scenario: next, toMs: openingMs(next) });
    if (frame === null) return;
    set({
      scenario: next,
      isOpened,
      record: emptyRecord,
      measured: null,
      explanation: null,
      isPinned: false,
      requestWanted: null,
    });
    await settle(frame);
  };

  const actFirst = (choices: readonly (readonly Action[])[]): Promise<void> =>
    inTurn(async () => {
      set({ notice: null });
      // The engine acts at the moment it has reached: bring it to what the person sees.
      const here = await ask({ type: 'advance', toMs: playback.read().atMs, wantSnapshot: false });
      if (here !== null) take(here);
      const actions = await firstPossible(choices);
      const done: Frame[] = [];
      for (const action of actions) {
        const frame = await ask({ type: 'act', action });
        if (frame !== null) done.push(frame);
      }
      for (const frame of done.slice(0, -1)) take(frame);
      const last = done.at(-1);
      if (last !== undefined) await settle(last);
      if (actions.length > 1 && done.length < actions.length) sayPartly(done.length, actions.length);
    });

  const actAll = (actions: readonly Action[]): Promise<void> => actFirst([actions]);

  /** If none is possible the first one, so that its refusal is told. */
  const firstPossible = async (choices: readonly (readonly Action[])[]): Promise<readonly Action[]> => {
    if (choices.length > 1) {
      for (const actions of choices) if ((await refusalsOf(actions)).includes(null)) return actions;
    }
    return choices[0] ?? [];
  };

  const refusalsOf = async (actions: readonly Action[]): Promise<readonly (Refusal | null)[]> => {
    try {
      const update = await client.send({ type: 'check', actions });
      return update.type === 'checked' ? update.refusals : [];
    } catch (error) {
      report(error);
      return [];
    }
  };

  /** Beside why the last one of them was refused. */
  const sayPartly = (done: number, asked: number): void => {
    const { notice } = get();
    const text = [words.actions.menu.partlyRefused(done, asked), notice?.text].filter(Boolean).join(' ');
    set({ notice: { kind: 'problem', text } });
  };

  client.onRestart((atMs) => {
    const text = `The simulation was restarted at ${seconds(atMs)}; nothing is lost.`;
    set({ notice: { kind: 'said', text } });
  });
  const stopExplaining = watchExplanation(store, client, report);
  const stopCounting = watchMeasures(store, client, report);

  return {
    ...createReading(client, report),
    store,
    playback,
    start() {
      playback.start();
      void open(scenario);
    },
    close() {
      playback.stop();
      stopExplaining();
      stopCounting();
      client.close();
    },
    play: () => set({ isPlaying: true }),
    pause: () => set({ isPlaying: false }),
    toggle: () => set(({ isPlaying, notice }) => ({ isPlaying: !isPlaying, notice: isPlaying ? notice : null })),
    setSpeed: (speed) => set({ speed }),
    stepRequest: () =>
      inTurn(async () => {
        set({ isPlaying: false });
        const before = get().snapshot;
        const frame = await ask({ type: 'stepRequest', limitMs: STEP_LIMIT_MS });
        if (frame === null) return;
        await settle(frame);
        set({ notice: { kind: 'said', text: steppedText(before, get().snapshot) } });
      }),
    seek: (ms) =>
      inTurn(async () => {
        const frame = await ask({ type: 'seek', toMs: Math.max(0, ms) });
        if (frame === null) return;
        const { record, explanation } = get();
        set({ notice: null, record: recordUpTo(record, frame.atMs) });
        // What has not happened yet is not explained.
        if (explanation !== null && explanation.request.atMs + explanation.request.latencyMs > frame.atMs)
          set({ explanation: null, isPinned: false });
        await settle(frame);
      }),
    act: (action) => actAll([action]),
    actAll,
    actFirst,
    async check(actions) {
      // What was chosen a moment ago comes first: after it other things can be done.
      await lastMove;
      return refusalsOf(actions);
    },
    selectPerson: (selectedPerson) => {
      if (selectedPerson !== get().selectedPerson)
        set({ selectedPerson, isPinned: false, explanation: null, requestWanted: null });
    },
    selectServer: (selectedServer) => set({ selectedServer, several: [] }),
    selectSeveral: (several) => {
      const [first] = several;
      set({ several: several.length > 1 ? several : [] });
      if (first?.kind === 'server') set({ selectedServer: first.id });
    },
    light: (lit) => set({ lit }),
    search: (isSearching) => set({ isSearching }),
    async chooseStrategy(id) {
      const strategy = strategies.find((candidate) => candidate.id === id);
      if (strategy !== undefined) await open(withChoices(get().scenario, strategy));
    },
    async chooseProfile(id) {
      const before = get().scenario;
      const next = withProfileOf(before, id);
      await open(next);
      if (get().notice !== null) return;
      const changes = profileChanges(before.loadBalancer, next.loadBalancer);
      set({ notice: { kind: 'said', text: words.scenario.profileTaken(profileOf(next)?.about.name ?? id, changes) } });
    },
    choose: (choices) => open(withChoices(get().scenario, { ...choicesOf(get().scenario), ...choices })),
    restart: () => open(get().scenario),
    loadScenario: (next) => open(next, true),
    startWith: (next) => open(next),
    lookAtRequest: (request) => set({ requestWanted: request }),
    showLatest: () => set({ isPinned: false }),
    pin: () => set({ isPinned: true }),
    say: (notice) => set({ notice }),
  };
}
