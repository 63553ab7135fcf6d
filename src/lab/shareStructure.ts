/**
 * Every snapshot crosses from the worker as a fresh copy. Parts that say the same as before are replaced by the old
 * ones, so that a component watching one person is left alone while the other thirty-five move. The copy is ours: it is
 * changed in place, for a thousand new objects several times a second would be collected again.
 */
export function shareStructure<Value>(before: unknown, after: Value): Value {
  return share(before, after) as Value;
}

function share(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) return shareItems(before, after);
  if (isRecord(before) && isRecord(after)) return shareFields(before, after);
  return after;
}

function shareItems(before: readonly unknown[], after: unknown[]): readonly unknown[] {
  let isSame = before.length === after.length;
  for (let index = 0; index < after.length; index += 1) {
    const shared = share(before[index], after[index]);
    if (shared !== after[index]) after[index] = shared;
    isSame &&= shared === before[index];
  }
  return isSame ? before : after;
}

function shareFields(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(after);
  let isSame = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const shared = share(before[key], after[key]);
    if (shared !== after[key]) after[key] = shared;
    isSame &&= shared === before[key];
  }
  return isSame ? before : after;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
