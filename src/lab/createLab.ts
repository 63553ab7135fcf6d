/**
 * createLab(): one running lab as the page sees it. A store for what React shows, a playback for what moves, and the
 * actions of a user. Nothing here is shared between two labs.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Action, Deed, Refusal, Scenario } from '../engine/index.ts';
import { currentBranch, emptyCourse, strategies } from '../engine/index.ts';
import { words } from '../language/words.ts';
import { createEngineClient, type EngineClient, EngineProblem, type Frame } from '../worker/client.ts';
import type { Update } from '../worker/protocol.ts';
import { watchAwaited } from './awaiting.ts';
import { watchExplanation } from './explaining.ts';
import { createTurns, type StateInTurn, type Turn } from './inTurns.ts';
import { initialState, type LabState, type Notice } from './labState.ts';
import type { Lit } from './lit.ts';
import { watchMeasures } from './measuring.ts';
import { refusalText } from './offers.ts';
import { openingMs } from './openingScenario.ts';
import { createPlayback, type Playback } from './playback.ts';
import { withoutThoseWhoLeft } from './present.ts';
import { profileChanges, profileOf, withProfileOf } from './profile.ts';
import { createReading, type Reading } from './reading.ts';
import { emptyRecord, nameVictims } from './record.ts';
import { createRunLog, nothingKnown } from './runLog.ts';
import { shareStructure } from './shareStructure.ts';
import { createSlowMotion } from './slowMotion.ts';
import { type AxisChoices, choicesOf, withChoices } from './strategyOf.ts';
import type { Thing } from './things.ts';
import { backText, doneText, eventText } from './timeText.ts';
import { whomToFollow } from './whomToFollow.ts';
import { answeredBetween, seconds, steppedText } from './wording.ts';

/** A function makes it when its turn has come: what was asked for before is done by then, and in the state. */
type InTurn<Made> = Made | ((state: LabState) => Made);

export interface LabActions {
  play(): void;
  pause(): void;
  toggle(): void;
  stepRequest(): Promise<void>;
  /** One event of the engine. */
  stepEvent(): Promise<void>;
  /** Takes back the latest answer, or the latest event. */
  stepBack(by: 'request' | 'event'): Promise<void>;
  /** Goes to any moment. However often it is asked, only the newest is gone to. */
  seek(toMs: number): Promise<void>;
  /** The moment that is shown, or that is being gone to. */
  headedFor(): number;
  /** Pauses just before a moment, or at it: when all of it has happened. */
  jumpTo(atMs: number, place: 'before' | 'at'): Promise<void>;
  /** While the timeline is held by hand the run does not go on by itself. */
  hold(isHeld: boolean): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  takeBranch(id: number): Promise<void>;
  nameBranch(id: number, name: string): Promise<void>;
  /** The counts of every future at this moment, computed by the engine; null where it could not. */
  compareBranches(): Promise<Comparison | null>;
  setSpeed(speed: number): void;
  /** Whether time passes slowly around what matters. */
  slowDown(slowsDown: boolean): void;
  act(action: Action): Promise<void>;
  /** All at the same moment, one after the other; what is refused is told, and the others are done. */
  actAll(actions: InTurn<readonly Action[]>): Promise<void>;
  /** The first of these that can be done, at the moment it is asked for (to drain, or to end the drain). */
  actFirst(choices: InTurn<readonly (readonly Action[])[]>): Promise<void>;
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
  /** The first request that they send from now on is explained and kept; it is said if it does not carry that text. */
  awaitRequest(person: string, carries: string): void;
  showLatest(): void;
  pin(): void;
  say(notice: Notice | null): void;
}

export type Comparison = Pick<Extract<Update, { type: 'compared' }>, 'atMs' | 'branches'>;

export interface Lab extends LabActions, Reading {
  readonly store: StoreApi<LabState>;
  /** The state, for those who hear of it in a later turn. */
  inTurn(turn: Turn): StateInTurn;
  readonly playback: Playback;
  /** Starts traffic; `close` ends the worker. */
  start(): void;
  close(): void;
}

/** One request further, at most: longer than anybody thinks. */
const STEP_LIMIT_MS = 60_000;
/** The smallest time that the engine knows. */
const TICK_MS = 0.001;

export function createLab(scenario: Scenario, client: EngineClient = createEngineClient()): Lab {
  const store = createStore<LabState>(() => initialState(scenario));
  const { getState: get, setState: set } = store;
  const log = createRunLog();
  const slowMotion = createSlowMotion();
  let moving = 0;
  let isHeld = false;
  /** Of a run that has just been opened nothing is known yet: who is followed should have come. */
  let isNew = true;
  /** The newest moment that somebody wants to go to, while the run goes there. */
  let wantedMs: number | null = null;
  let seeking: Promise<void> | null = null;
  let lastMove: Promise<void> = Promise.resolve();

  const playback = createPlayback({
    // While the run is being moved elsewhere, the playhead waits: a frame asked for from before would drag it along.
    isPlaying: () => get().isPlaying && moving === 0 && !isHeld,
    speed: () => get().speed,
    advance: async (toMs, wantSnapshot) => {
      const { slowsDown, selectedPerson, speed } = get();
      const lookFor = { person: selectedPerson, aheadMs: slowMotion.aheadMs(speed) };
      const frame = await ask({ type: 'advance', toMs, wantSnapshot, ...(slowsDown ? { lookFor } : {}) });
      if (frame === null) return null;
      take(frame);
      if (frame.ahead !== null) slowMotion.know(frame.ahead);
      return frame;
    },
    slow: (atMs) => (get().slowsDown ? slowMotion.slow(atMs) : null),
  });
  const stopSlowing = playback.onFrame(({ atMs, isPlaying }) => {
    const slowedFor = get().slowsDown && isPlaying ? slowMotion.matterAt(atMs) : null;
    if (slowedFor?.atMs !== get().slowedFor?.atMs) set({ slowedFor });
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
    const text = isLost ? words.app.engine.lost(message) : words.app.engine.failed(message);
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

  /** What has happened is shown with the state that it led to: between two states nothing changes for who watches. */
  const take = (frame: Frame): void => {
    const record = log.take(frame);
    const course = frame.course ?? get().course;
    if (frame.snapshot === null) {
      if (frame.course !== null) set({ record, known: log.known, course });
      return;
    }
    const snapshot = shareStructure(get().snapshot, withoutThoseWhoLeft(frame.snapshot));
    const named = nameVictims(record, snapshot);
    log.keep(named);
    set({ snapshot, record: named, known: log.known, course });
    followSomebody();
  };

  /** Who is followed may have left, or never have been part of this run. */
  const followSomebody = (): void => {
    const { snapshot, selectedPerson } = get();
    const followed = whomToFollow(snapshot?.people ?? [], selectedPerson, isNew);
    isNew = false;
    if (followed !== selectedPerson) set({ selectedPerson: followed, isPinned: false, explanation: null });
  };

  /** A frame of another moment: nothing that was kept from where the run stood before is shown as if it were of now. */
  const move = async (command: Parameters<EngineClient['send']>[0]): Promise<Frame | null> => {
    const beforeMs = playback.read().atMs;
    const frame = await ask(command);
    if (frame === null) return null;
    slowMotion.forget();
    const isBack = frame.atMs < beforeMs || frame.holdsTo !== null;
    set(isBack ? { isPinned: false, explanation: null, awaited: null } : { isPinned: false });
    await settle(frame);
    return frame;
  };

  /** The engine acts and steps from the moment it has reached: bring it to what the person sees. */
  const catchUp = async (): Promise<boolean> => {
    const { atMs } = playback.read();
    for (;;) {
      const here = await ask({ type: 'advance', toMs: atMs, wantSnapshot: false });
      if (here === null) return false;
      take(here);
      if (here.atMs >= atMs - TICK_MS) return true;
    }
  };

  const goToWanted = async (): Promise<void> => {
    while (wantedMs !== null) {
      const toMs = wantedMs;
      const frame = await move({ type: 'seek', toMs });
      if (frame === null) wantedMs = null;
      // Far ahead it takes several slices, unless somebody wants to go elsewhere meanwhile.
      else if (wantedMs === toMs && frame.atMs >= toMs - TICK_MS) wantedMs = null;
    }
  };

  const seek = (toMs: number): Promise<void> => {
    wantedMs = Math.max(0, toMs);
    seeking ??= inTurn(goToWanted).finally(() => {
      seeking = null;
    });
    return seeking;
  };

  const step = (command: Parameters<EngineClient['send']>[0], said: (frame: Frame) => string | Notice): Promise<void> =>
    inTurn(async () => {
      set({ isPlaying: false });
      if (!(await catchUp())) return;
      const frame = await move(command);
      const notice = frame === null ? null : said(frame);
      if (notice !== null) set({ notice: typeof notice === 'string' ? { kind: 'said', text: notice } : notice });
    });

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
    log.clear();
    slowMotion.forget();
    isNew = true;
    set({ scenario: next, isOpened, record: emptyRecord, known: nothingKnown, course: emptyCourse });
    set({ measured: null, explanation: null, isPinned: false, requestWanted: null, awaited: null, notice: null });
    await settle(frame);
  };

  const putBack = (type: 'undo' | 'redo', deed: Deed | undefined): Promise<void> =>
    inTurn(async () => {
      if (deed === undefined) return set({ notice: { kind: 'said', text: words.time.nothingTo[type] } });
      if (!(await catchUp())) return;
      const frame = await move({ type });
      if (frame !== null) set({ notice: { kind: 'said', text: doneText(type, deed, get()) } });
    });

  const compareBranches = async (): Promise<Comparison | null> => {
    const { course } = get();
    for (;;) {
      try {
        const update = await client.send({ type: 'compare' });
        if (update.type !== 'compared' || get().course !== course) return null;
        if (update.branches.every(({ atMs }) => atMs >= update.atMs - TICK_MS)) return update;
      } catch (error) {
        report(error);
        return null;
      }
    }
  };

  const actFirst: LabActions['actFirst'] = (choices) =>
    inTurn(async () => {
      set({ notice: null });
      if (!(await catchUp())) return;
      const actions = await firstPossible(typeof choices === 'function' ? choices(get()) : choices);
      const done: Frame[] = [];
      for (const action of actions) {
        const frame = await ask({ type: 'act', action, joins: done.length > 0 });
        if (frame !== null) done.push(frame);
      }
      for (const frame of done.slice(0, -1)) take(frame);
      const last = done.at(-1);
      if (last !== undefined) {
        slowMotion.forget();
        await settle(last);
      }
      if (actions.length > 1 && done.length < actions.length) sayPartly(done.length, actions.length);
    });

  const actAll: LabActions['actAll'] = (actions) =>
    actFirst(typeof actions === 'function' ? (state) => [actions(state)] : [actions]);

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
    set({ notice: { kind: 'said', text: words.app.engine.restarted(seconds(atMs)) } });
  });
  const stopExplaining = watchExplanation(store, client, report);
  const stopAwaiting = watchAwaited(store, client, report);
  const stopCounting = watchMeasures(store, client, report);

  return {
    ...createReading(client, report),
    store,
    inTurn: createTurns(store, (act) => void requestAnimationFrame(act)),
    playback,
    start() {
      playback.start();
      void open(scenario);
    },
    close() {
      playback.stop();
      stopSlowing();
      stopExplaining();
      stopAwaiting();
      stopCounting();
      client.close();
    },
    play: () => set({ isPlaying: true }),
    pause: () => set({ isPlaying: false }),
    toggle: () => set(({ isPlaying, notice }) => ({ isPlaying: !isPlaying, notice: isPlaying ? notice : null })),
    setSpeed: (speed) => set({ speed }),
    slowDown(slowsDown) {
      slowMotion.forget();
      set({ slowsDown, slowedFor: null });
    },
    stepRequest: () => {
      const before = get().snapshot;
      return step({ type: 'stepRequest', limitMs: STEP_LIMIT_MS }, () => {
        const { snapshot, selectedPerson } = get();
        const answered = answeredBetween(before, snapshot);
        const isElsewhere = answered !== undefined && answered.id !== selectedPerson && answered.lastRequest !== null;
        const text = steppedText(before, snapshot);
        return { kind: 'said', text, ...(isElsewhere ? { request: answered.lastRequest } : {}) };
      });
    },
    stepEvent: () => step({ type: 'stepEvent', limitMs: STEP_LIMIT_MS }, (frame) => eventText(frame.stepped, get())),
    stepBack: (by) => step({ type: 'stepBack', by }, (frame) => backText(frame.stepped, get())),
    seek,
    jumpTo(atMs, place) {
      set({ isPlaying: false });
      return seek(place === 'at' ? atMs : atMs - TICK_MS);
    },
    headedFor: () => wantedMs ?? playback.read().atMs,
    hold(isHeldNow) {
      isHeld = isHeldNow;
    },
    act: (action) => actAll([action]),
    actAll,
    actFirst,
    async check(actions) {
      // What was chosen a moment ago comes first: after it other things can be done.
      await lastMove;
      return refusalsOf(actions);
    },
    undo: () => putBack('undo', currentBranch(get().course).done.at(-1)),
    redo: () => putBack('redo', currentBranch(get().course).undone.at(-1)?.deed),
    takeBranch: (id) =>
      inTurn(async () => {
        if (id === get().course.current || !(await catchUp())) return;
        await move({ type: 'takeBranch', branch: id });
      }),
    nameBranch: (branch, name) =>
      inTurn(async () => {
        const frame = await ask({ type: 'nameBranch', branch, name: name.trim() === '' ? null : name.trim() });
        if (frame !== null) take(frame);
      }),
    compareBranches,
    selectPerson: (selectedPerson) => {
      if (selectedPerson !== get().selectedPerson)
        set({ selectedPerson, isPinned: false, explanation: null, requestWanted: null, awaited: null });
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
    // What somebody opens, they want to see going.
    loadScenario(next) {
      set({ isPlaying: true });
      return open(next, true);
    },
    startWith: (next) => open(next),
    lookAtRequest: (request) => set({ requestWanted: request }),
    awaitRequest: (person, carries) => {
      const after = get().snapshot?.people.find(({ id }) => id === person)?.lastRequest ?? 0;
      const awaited = { person, carries, fromMs: playback.read().atMs, after };
      set({ awaited, selectedPerson: person, isPinned: false, explanation: null, requestWanted: null });
    },
    showLatest: () => set({ isPinned: false }),
    pin: () => set({ isPinned: true }),
    say: (notice) => set({ notice }),
  };
}
