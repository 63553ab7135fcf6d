/**
 * A simulation: a scenario set going. Same scenario, seed and actions give the same stream of events to the byte, in
 * whatever slices it is advanced.
 */

import type { Action, Refusal, TimedAction } from './actions.ts';
import { perform, refusalOf } from './acts/registry.ts';
import { attacks } from './attackers.ts';
import { addressMoves, beginBalancers } from './balancers.ts';
import { digestText, foldEvent } from './digest.ts';
import { directiveOf } from './directives/directiveOf.ts';
import { type EngineEvent, engineEvent } from './engineEvent.ts';
import { plan, takeDue } from './eventQueue.ts';
import type { Explanation, Step } from './evidence.ts';
import { sdbm } from './hashing/haproxy.ts';
import { beginChecks, checkHealth } from './health.ts';
import { invariant } from './invariant.ts';
import { received } from './ledger.ts';
import { measure } from './measure.ts';
import type { Measures } from './measures.ts';
import { closeWindows, measuresOf, type WindowMeasures } from './overTime.ts';
import { probe } from './passive.ts';
import { beginJournal, peerPushes, peerTeaches } from './peers.ts';
import { joinRecordedPeople, joinScenarioPeople, moves, personActs, recordedActs } from './people.ts';
import { marksOf, snapshotOf } from './picture.ts';
import { copyPlain } from './plainData.ts';
import { sweepRevoked } from './revocation.ts';
import {
  answerTimedOut,
  arriveAtBalancer,
  backAtBalancer,
  connectionRefused,
  connectionReset,
  connectTimedOut,
  tryAgain,
} from './routing.ts';
import {
  attendView,
  createRun,
  endTrace,
  poolChanged,
  type Run,
  type Sink,
  sessionContext,
  toEachBalancer,
  viewAt,
} from './run.ts';
import { LIMITS, type RecordedRequest, type Scenario } from './scenario.ts';
import { addServer, arriveAtServer, loaded, saved, started, worked } from './servers.ts';
import { warmUp } from './slowStart.ts';
import type { Marks, Snapshot } from './snapshot.ts';
import { tabActs } from './tabs.ts';
import { overdue } from './timeouts.ts';
import { usOf } from './units.ts';
import { EVENT, NONE, type World } from './world.ts';

/** Expired sessions are swept out this often. */
const SWEEP_US = 60_000_000;

export interface Simulation {
  readonly nowUs: number;
  /** All actions, done and to come, in order of time. */
  readonly actions: readonly TimedAction[];
  /** Lets everything happen that is due up to and at `toUs`. */
  advance(toUs: number, sink?: Sink): void;
  /** Goes on until one more request has finished, or to `limitUs` if none does before. */
  advanceToNextFinish(limitUs: number, sink?: Sink): void;
  /** The same up to a number of finished requests, or of events. */
  advanceToFinish(count: number, limitUs: number, sink?: Sink): void;
  advanceToEvent(count: number, limitUs: number, sink?: Sink): void;
  /** Lets one event happen and says what it was; null if none is due by `limitUs`. */
  stepEvent(limitUs: number, sink?: Sink): EngineEvent | null;
  /** Acts at this moment. Says why not if it can't be done; then nothing has changed. */
  act(action: Action, sink?: Sink): Refusal | null;
  /** Why the action can't be done at this moment; null if it can. */
  refusal(action: Action): Refusal | null;
  snapshot(): Snapshot;
  marks(): Marks;
  measures(): Measures;
  /** The same over time, at most 120 windows. */
  windows(): readonly WindowMeasures[];
  /** 16 hexadecimal digits over all events so far. Two hosts with the same digest have lived through the same run. */
  digest(): string;
  /** How many requests have been sent: the number of the last one. */
  readonly requestsSent: number;
  readonly requestsFinished: number;
  /** How many events have happened: a position in the run, exact where several have the same time. */
  readonly events: number;
  /** How many of `actions` are done. */
  readonly actionsDone: number;
  /** All that can change, as plain data that shares nothing with the run. */
  checkpoint(): World;
  /** Goes back (or on) to a checkpoint. `actions` are those of the run it was taken from. */
  restore(checkpoint: World, actions: readonly TimedAction[]): void;
  /** Goes on with evidence switched on until that request has finished; null if it does not by `limitUs`. */
  explain(request: number, limitUs: number): Explanation | null;
}

/** Throws on a scenario that the schema would have refused (an unknown id). */
export function createSimulation(scenario: Scenario, recorded: readonly RecordedRequest[] = []): Simulation {
  const run = createRun(scenario, recorded);
  begin(run);
  return {
    get nowUs() {
      return run.world.nowUs;
    },
    get actions() {
      return run.actions;
    },
    get requestsSent() {
      return run.world.requestsSent;
    },
    advance(toUs, sink = {}) {
      run.sink = sink;
      advance(run, toUs);
      run.world.nowUs = Math.max(run.world.nowUs, toUs);
    },
    get requestsFinished() {
      return run.world.outcomes.reduce((sum, count) => sum + count, 0);
    },
    get events() {
      return run.world.events;
    },
    get actionsDone() {
      return run.world.nextAction;
    },
    advanceToNextFinish(limitUs, sink) {
      this.advanceToFinish(this.requestsFinished + 1, limitUs, sink);
    },
    advanceToFinish(count, limitUs, sink = {}) {
      run.sink = sink;
      const target = run.finishedCount + count - this.requestsFinished;
      advanceUntil(run, limitUs, () => run.finishedCount >= target);
    },
    advanceToEvent(count, limitUs, sink = {}) {
      run.sink = sink;
      advanceUntil(run, limitUs, () => run.world.events >= count);
    },
    stepEvent(limitUs, sink = {}) {
      run.sink = sink;
      const before = run.world.events;
      let event: EngineEvent | null = null;
      run.watch = (what, row) => {
        event ??= engineEvent(run, what, row);
      };
      advanceUntil(run, limitUs, () => run.world.events > before);
      run.watch = null;
      return event;
    },
    act(action, sink = {}) {
      run.sink = sink;
      advance(run, run.world.nowUs);
      const refusal = refusalOf(run, action);
      if (refusal !== null) return refusal;
      // The actions that were still to come stay: this one goes before them.
      run.actions.splice(run.world.nextAction, 0, { ...action, atMs: run.world.nowUs / 1000 });
      performNext(run);
      // The first steps of what takes several are due at once.
      advance(run, run.world.nowUs);
      return null;
    },
    refusal: (action) => refusalOf(run, action),
    snapshot: () => snapshotOf(run),
    marks: () => marksOf(run),
    measures: () => measure(run),
    windows: () => measuresOf(run),
    digest: () => digestText(run.world.digest),
    checkpoint: () => copyPlain(run.world),
    restore(checkpoint, actions) {
      run.world = copyPlain(checkpoint);
      const all = [...actions];
      run.actions.splice(0, run.actions.length, ...all);
      run.balancer = run.world.balancers[0]!;
      toEachBalancer(run, () => run.pool.refresh());
    },
    explain: (request, limitUs) => explain(run, request, limitUs),
  };
}

function begin(run: Run): void {
  const { scenario, world } = run;
  beginBalancers(run);
  toEachBalancer(run, () => {
    run.balancer.balancingMemory = run.balancing.emptyMemory();
    run.balancer.persistenceMemory = run.persistence.emptyMemory();
    beginJournal(run);
  });
  world.sessionStateMemory = run.sessionState.emptyMemory(run.sessionStateContext.options);
  // Two strategies under which the same happens at the same moments are two runs all the same.
  foldEvent(world.digest, sdbm(strategyText(scenario)), 30, 0);
  world.thinkUs = usOf(scenario.workload.thinkMs);
  const intervalUs = usOf(scenario.loadBalancer.healthCheck.intervalMs);
  scenario.servers.forEach((spec, index) => {
    const row = addServer(run, spec, 'running');
    // Two load balancers were not started at the same moment: each checks at its own.
    toEachBalancer(run, () => {
      const position = index + run.balancer.row / 2;
      beginChecks(run, row, Math.round((intervalUs * position) / scenario.servers.length));
    });
  });
  toEachBalancer(run, () => poolChanged(run));
  if (run.recorded.length > 0) joinRecordedPeople(run);
  else joinScenarioPeople(run);
  plan(world.queue, SWEEP_US, EVENT.sweep, 0);
}

/** The strategy in one line, the same for the same strategy however its options are ordered. */
function strategyText({ loadBalancer, sessionState }: Scenario): string {
  const choices = [loadBalancer.balancing, loadBalancer.persistence, sessionState];
  const text = choices.map((choice) => Object.entries(choice).sort().join(' ')).join(', ');
  return loadBalancer.balancers === 1 ? text : `${text}, 2 ${loadBalancer.arrangement} ${loadBalancer.peers}`;
}

/** To the moment at which it is enough, which may be now; or to the limit. */
function advanceUntil(run: Run, limitUs: number, isEnough: () => boolean): void {
  if (isEnough() || advance(run, limitUs, isEnough)) return;
  run.world.nowUs = Math.max(run.world.nowUs, limitUs);
}

/** Events in their order; at equal times an action comes after all of them. Returns whether it stopped before `toUs`. */
function advance(run: Run, toUs: number, isEnough: (() => boolean) | null = null): boolean {
  const { world } = run;
  for (;;) {
    // Only actions and their steps bring more of them, so until the next one the events are among themselves.
    const actionUs = momentUs(run.actions[world.nextAction]);
    const stepUs = momentUs(world.plannedSteps[0]);
    const untilUs = Math.min(actionUs, stepUs, toUs);
    while (takeDue(world.queue, untilUs, run.next)) {
      happenNext(run);
      if (isEnough?.() === true) return true;
    }
    if (world.windows.closesUs <= untilUs) closeWindows(run, untilUs);
    if (Math.min(actionUs, stepUs) > toUs) return false;
    world.nowUs = Math.max(world.nowUs, Math.min(actionUs, stepUs));
    // A step was planned before: what is done live at its moment finds it done.
    if (stepUs <= actionUs) performStep(run);
    else performNext(run);
    if (isEnough?.() === true) return true;
  }
}

/** An action of the scenario that turns out to be impossible at its moment is passed over. */
function performNext(run: Run): void {
  const action = run.actions[run.world.nextAction]!;
  run.world.nextAction += 1;
  count(run, action);
  foldEvent(run.world.digest, run.world.nowUs, 31, run.world.nextAction);
  performIfPossible(run, action);
}

function performStep(run: Run): void {
  const [step, ...rest] = run.world.plannedSteps;
  run.world.plannedSteps = rest;
  count(run, step!);
  foldEvent(run.world.digest, run.world.nowUs, 29, rest.length);
  performIfPossible(run, step!);
}

function performIfPossible(run: Run, action: Action): void {
  const refusal = refusalOf(run, action);
  if (refusal === null) return perform(run, action);
  const { refusals, nowUs } = run.world;
  const { code, value } = refusal;
  if (refusals.length < LIMITS.actions) refusals.push({ atMs: nowUs / 1000, do: action.do, code, value });
}

function momentUs(action: TimedAction | undefined): number {
  return action === undefined ? Number.POSITIVE_INFINITY : usOf(action.atMs);
}

/** The event that was just taken out of the queue. */
function happenNext(run: Run): void {
  const { world, next } = run;
  if (next.timeUs >= world.windows.closesUs) closeWindows(run, next.timeUs);
  world.nowUs = next.timeUs;
  const { kind, row } = next;
  if (kind === EVENT.answerOverdue) {
    // Nearly always whoever was waited for has long been answered, and the event is none.
    const request = overdue(run);
    if (request === NONE) return;
    foldEvent(world.digest, world.nowUs, kind, request);
    count(run, kind, request);
    answerTimedOut(run, request);
    return;
  }
  if (!isCurrent(world, kind, row, next.sequence)) return;
  foldEvent(world.digest, world.nowUs, kind, row);
  if (kind !== EVENT.sweep) count(run, kind, row);
  happen(run, kind, row);
}

function count(run: Run, what: number | TimedAction, row = 0): void {
  run.world.events += 1;
  run.watch?.(what, row);
}

/** Whether its owner still waits for this very event. */
function isCurrent(world: World, kind: number, row: number, sequence: number): boolean {
  const isOfRequest = kind >= EVENT.arrivesAtBalancer && kind <= EVENT.received;
  if (isOfRequest) return world.requests.plannedSequence[row] === sequence;
  if (kind === EVENT.personActs) return world.people.plannedSequence[row] === sequence;
  return isRarelyCurrent(world, kind, row, sequence);
}

function isRarelyCurrent(world: World, kind: number, row: number, sequence: number): boolean {
  if (kind === EVENT.connectTimedOut) return world.requests.plannedSequence[row] === sequence;
  if (kind === EVENT.attacks) return world.people.plannedSequence[row] === sequence;
  if (kind === EVENT.moves) return world.people.moveSequence[row] === sequence;
  if (kind === EVENT.tabActs) return world.people.tabSequence[row] === sequence;
  if (kind === EVENT.healthCheck) return viewAt(world, row).plannedCheck === sequence;
  if (kind === EVENT.warmUp) return viewAt(world, row).plannedWarmUp === sequence;
  if (kind === EVENT.probe) return viewAt(world, row).plannedProbe === sequence;
  if (kind === EVENT.addressMoves) return world.balancers[row]!.plannedMove === sequence;
  if (kind === EVENT.started) return world.servers[row]!.plannedStart === sequence;
  return true;
}

/** The six that befall every request. */
function happen(run: Run, kind: number, row: number): void {
  switch (kind) {
    case EVENT.arrivesAtServer:
      return arriveAtServer(run, row);
    case EVENT.backAtBalancer:
      return backAtBalancer(run, row);
    case EVENT.personActs:
      return personActs(run, row);
    case EVENT.arrivesAtBalancer:
      return arriveAtBalancer(run, row);
    case EVENT.worked:
      return worked(run, row);
    case EVENT.received:
      return received(run, row);
    default:
      return happenRarely(run, kind, row);
  }
}

function happenRarely(run: Run, kind: number, row: number): void {
  switch (kind) {
    case EVENT.moves:
      return moves(run, row);
    case EVENT.tabActs:
      return tabActs(run, row);
    case EVENT.attacks:
      return attacks(run, row);
    case EVENT.recordedActs:
      return recordedActs(run, row);
    case EVENT.triesAgain:
      return tryAgain(run, row);
    case EVENT.refused:
      return connectionRefused(run, row);
    case EVENT.connectTimedOut:
      return connectTimedOut(run, row);
    case EVENT.reset:
      return connectionReset(run, row);
    case EVENT.loaded:
      return loaded(run, row);
    case EVENT.saved:
      return saved(run, row);
    case EVENT.healthCheck:
      return checkHealth(run, attendView(run, row));
    case EVENT.started:
      return started(run, row);
    case EVENT.addressMoves:
      return addressMoves(run, row);
    case EVENT.peerPushes:
      return peerPushes(run, row);
    case EVENT.peerTeaches:
      return peerTeaches(run, row);
    case EVENT.warmUp:
      return warmUp(run, attendView(run, row));
    case EVENT.probe:
      return probe(run, attendView(run, row));
    default:
      return sweep(run);
  }
}

function sweep(run: Run): void {
  run.sessionState.sweep(run.world.sessionStateMemory, sessionContext(run));
  sweepRevoked(run);
  plan(run.world.queue, run.world.nowUs + SWEEP_US, EVENT.sweep, 0);
}

function explain(run: Run, request: number, limitUs: number): Explanation | null {
  invariant(run.world.requestsSent < request, 'evidence can only be taken of a request that is still to come');
  const trace = {
    request,
    steps: [],
    witnessed: [],
    causes: [],
    wire: { clientToBalancer: '', balancerToServer: null, serverToBalancer: null, balancerToClient: null },
    finished: null,
  };
  run.sink = {};
  run.trace = trace;
  advance(run, limitUs, () => run.trace?.finished !== null);
  const { finished, causes } = run.trace;
  endTrace(run);
  if (finished === null) return null;
  const steps = trace.steps.map((step: Step): Step => {
    const directive = directiveOf(step, run.scenario);
    return directive === null ? step : { ...step, directive };
  });
  return { request: finished, steps, causes, wire: trace.wire };
}
