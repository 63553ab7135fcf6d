/**
 * The futures of one run, as plain data: each is the list of what a user has done in it. A future that is left by acting
 * in its past stays as a branch. Undo takes the last step out of the present future, which is what was done together; where
 * that had made the branch, it leads back to the future that was left.
 */
import type { TimedAction } from './actions.ts';

export interface Branch {
  readonly id: number;
  /** As a user calls it; null while nobody has. */
  readonly name: string | null;
  /** What a user has done in it, in order of time. */
  readonly actions: readonly TimedAction[];
  /** The branch it parted from, and when; null for the first. */
  readonly left: number | null;
  readonly partedMs: number | null;
  /** In the order in which it was done; the last is undone first. */
  readonly done: readonly Deed[];
  readonly undone: readonly Undone[];
}

/** What was done together, to several things at one moment: undone together. Never empty. */
export type Deed = readonly TimedAction[];

interface Undone {
  readonly deed: Deed;
  /** The branch that it had made, which comes back with it. */
  readonly branch: Branch | null;
}

export interface Course {
  readonly branches: readonly Branch[];
  /** Id of the branch that the run is in. */
  readonly current: number;
  readonly lastId: number;
}

/** More would crowd the page; the oldest that the run is not in makes room. */
const MOST_BRANCHES = 12;

const FIRST: Branch = { id: 1, name: null, actions: [], left: null, partedMs: null, done: [], undone: [] };
export const emptyCourse: Course = { branches: [FIRST], current: 1, lastId: 1 };

export const branchOf = ({ branches }: Course, id: number): Branch | undefined =>
  branches.find((branch) => branch.id === id);
export const currentBranch = (course: Course): Branch => branchOf(course, course.current)!;

/** One more thing done in the present of the present future; `joins`: together with the last. */
export function withDone(course: Course, action: TimedAction, joins: boolean): Course {
  const { actions, done, ...branch } = currentBranch(course);
  const last = joins ? done.at(-1) : undefined;
  const deeds = last === undefined ? [...done, [action]] : [...done.slice(0, -1), [...last, action]];
  return replaced(course, { ...branch, actions: inOrder([...actions, action]), done: deeds, undone: [] });
}

/** A future of its own, that shares with the present one only what is in `shared`. */
export function withParting(course: Course, shared: readonly TimedAction[], action: TimedAction): Course {
  const from = currentBranch(course);
  const id = course.lastId + 1;
  const parted: Branch = {
    ...{ id, name: null, left: from.id, partedMs: action.atMs, undone: [] },
    actions: inOrder([...shared, action]),
    done: [...from.done.filter((deed) => deed.every((one) => shared.includes(one))), [action]],
  };
  const kept = course.branches.length < MOST_BRANCHES ? course.branches : withoutOldest(course);
  return { branches: [...kept, parted], current: id, lastId: id };
}

/** Null where there is nothing to undo. */
export function withUndone(course: Course): Course | null {
  const branch = currentBranch(course);
  const deed = branch.done.at(-1);
  if (deed === undefined) return null;
  const origin = branch.left === null ? undefined : branchOf(course, branch.left);
  if (origin !== undefined && isFirstOfItsOwn(branch, origin)) {
    const undone = [...origin.undone, { deed, branch }];
    const branches = course.branches.filter(({ id }) => id !== branch.id);
    return replaced({ ...course, branches, current: origin.id }, { ...origin, undone });
  }
  return replaced(course, {
    ...branch,
    actions: branch.actions.filter((one) => !deed.includes(one)),
    done: branch.done.slice(0, -1),
    undone: [...branch.undone, { deed, branch: null }],
  });
}

export function withRedone(course: Course): Course | null {
  const branch = currentBranch(course);
  const last = branch.undone.at(-1);
  if (last === undefined) return null;
  const undone = branch.undone.slice(0, -1);
  if (last.branch !== null) {
    const back = replaced(course, { ...branch, undone });
    return { ...back, branches: [...back.branches, last.branch], current: last.branch.id };
  }
  const { deed } = last;
  const actions = inOrder([...branch.actions, ...deed]);
  return replaced(course, { ...branch, actions, done: [...branch.done, deed], undone });
}

export function withName(course: Course, id: number, name: string | null): Course {
  const branch = branchOf(course, id);
  return branch === undefined ? course : replaced(course, { ...branch, name });
}

/** From when on two futures differ; infinite where they do not. */
export function partingMs(one: readonly TimedAction[], other: readonly TimedAction[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [a, b] = [one[index], other[index]];
    if (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b)) continue;
    return Math.min(a?.atMs ?? Number.POSITIVE_INFINITY, b?.atMs ?? Number.POSITIVE_INFINITY);
  }
  return Number.POSITIVE_INFINITY;
}

/** Stable: what is done at one moment stays in the order in which it was done. */
export const inOrder = (actions: readonly TimedAction[]): TimedAction[] => [...actions].sort((a, b) => a.atMs - b.atMs);

const replaced = (course: Course, branch: Branch): Course => ({
  ...course,
  branches: course.branches.map((one) => (one.id === branch.id ? branch : one)),
});

/** Of what was done in the branch, all but the last was done in the one it left as well. */
const isFirstOfItsOwn = ({ done }: Branch, origin: Branch): boolean =>
  done
    .slice(0, -1)
    .flat()
    .every((action) => origin.actions.includes(action));

function withoutOldest({ branches, current }: Course): readonly Branch[] {
  const oldest = branches.find(({ id }) => id !== current);
  return branches.filter((branch) => branch !== oldest);
}
