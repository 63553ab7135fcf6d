/** What was done with the time of the run, in words: steps, actions, branches. */
import type { Branch, Course, Deed, EngineEvent, TimedAction } from '../engine/index.ts';
import { words } from '../language/words.ts';
import type { Stepped } from '../worker/protocol.ts';
import type { LabState } from './labState.ts';
import { nameOfPerson } from './things.ts';
import { seconds } from './wording.ts';

type Named = Pick<LabState, 'snapshot'>;

const nameOf = ({ snapshot }: Named, person: string | null): string =>
  snapshot?.people.find(({ id }) => id === person)?.name ?? person ?? words.time.somebody;

/** "kill s3" */
export const actionName = (action: TimedAction, state: Named): string =>
  words.time.deed(words.actions.list[action.do].name(whomOf(action, state)));

/** Whom an action is done to, as people call it; empty where its name alone says all. */
function whomOf(action: TimedAction, { snapshot }: Named): string {
  if (action.do === 'cutLink' || action.do === 'mendLink') return words.actions.things.link(action.a, action.b);
  if ('person' in action) return nameOfPerson(action.person, snapshot);
  if ('from' in action) return nameOfPerson(action.from, snapshot);
  if ('node' in action) return action.node;
  if ('server' in action) return typeof action.server === 'string' ? action.server : action.server.id;
  if (BALANCER_ACTIONS.has(action.do)) {
    return ('balancer' in action ? action.balancer : null) ?? words.actions.things.balancer;
  }
  return action.do === 'stopAttack' ? nameOfPerson(action.by, snapshot) : '';
}

const BALANCER_ACTIONS: ReadonlySet<string> = new Set(['restartBalancer', 'killBalancer', 'startBalancer']);

/** "kill s3 at 30.0 s" */
export const actionText = (action: TimedAction, state: Named): string =>
  words.time.at(actionName(action, state), seconds(action.atMs));

export function eventText(stepped: Stepped | null, state: Named): string {
  if (stepped?.by !== 'event' || stepped.event === null) return words.time.noEvent;
  return words.time.stepped(eventName(stepped.event, state), seconds(stepped.event.atMs));
}

export function backText(stepped: Stepped | null, state: Named): string {
  if (stepped?.by === 'event' && stepped.event !== null)
    return words.time.tookBack(eventName(stepped.event, state), seconds(stepped.event.atMs));
  if (stepped?.by === 'request' && stepped.request !== null) {
    const { person, atMs, latencyMs } = stepped.request;
    return words.time.tookBack(words.time.answerTo(nameOf(state, person)), seconds(atMs + latencyMs));
  }
  return words.time.atBeginning;
}

function eventName(event: EngineEvent, state: Named): string {
  if (event.kind === 'action') return actionName(event.action, state);
  const { kind, person, server } = event;
  return words.time.events[kind](nameOf(state, person), server ?? words.time.aServer);
}

/** "kill s1 at 30.0 s, and 19 more" */
export function deedText(deed: Deed, state: Named): string {
  const [first] = deed;
  return first === undefined ? '' : words.time.andMore(actionText(first, state), deed.length - 1);
}

export const doneText = (what: 'undo' | 'redo', deed: Deed, state: Named): string =>
  (what === 'undo' ? words.time.undone : words.time.redone)(deedText(deed, state));

/** What tells a future from the others: what was done in it after it parted; its own name where it has one. */
export function branchName(branch: Branch, { branches }: Course, state: Named): string {
  if (branch.name !== null) return branch.name;
  const { left, partedMs } = branch;
  const parted = left === null ? branches.find((other) => other.left === branch.id) : branch;
  const fromMs = partedMs ?? parted?.partedMs ?? 0;
  const own = left === null ? branch.actions : branch.actions.filter(({ atMs }) => atMs >= fromMs);
  const [first] = own.length > 0 ? own : branch.actions;
  if (first === undefined) return words.time.nothingDone;
  return words.time.andMore(actionText(first, state), own.length - 1);
}
