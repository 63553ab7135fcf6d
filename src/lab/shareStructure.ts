/**
 * Every snapshot crosses from the worker as a fresh copy. Parts that say the same as before are replaced by the old
 * ones, so that a component watching one person is left alone while the other thirty-five move.
 */
export function shareStructure<Value>(before: unknown, after: Value): Value {
  return share(before, after) as Value;
}

function share(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const shared = after.map((item, index) => share(before[index], item));
    return sameLength(before, shared) && shared.every((item, index) => item === before[index]) ? before : shared;
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = Object.keys(after);
    const shared: Record<string, unknown> = {};
    for (const key of keys) shared[key] = share(before[key], after[key]);
    const isSame = keys.length === Object.keys(before).length && keys.every((key) => shared[key] === before[key]);
    return isSame ? before : shared;
  }
  return after;
}

const sameLength = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
