/** What must hold, checked for everyone, always. */
export function invariant(condition: boolean, says: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${says}`);
}

/** Ends a switch over a closed set: a new member becomes a compile error at every place that must know it. */
export function assertNever(value: never): never {
  throw new Error(`not a member of the set: ${String(value)}`);
}
