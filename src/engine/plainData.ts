/** State is plain data: numbers, text, arrays, Maps, typed arrays, plain objects. That alone makes checkpoints possible. */

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A deep copy that shares nothing with the original. Throws on what is not plain (a function, an instance of a class). */
export function copyPlain<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === 'function') throw new TypeError('a function is not plain data');
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return (value as Column).slice();
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Map) return new Map(Array.from(value, ([key, entry]) => [key, copy(entry)]));
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError('an instance of a class is not plain data');
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) result[key] = copy((value as Record<string, unknown>)[key]);
  return result;
}
