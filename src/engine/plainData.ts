/** State is plain data: numbers, text, arrays, Maps, typed arrays, plain objects. That alone makes checkpoints possible. */

type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

const neverWritten = new WeakSet<object>();

/**
 * Marks a column that is made once and never written again: copies share it. A hash ring of a hundred servers is more than
 * a megabyte, and a hundred checkpoints would each have their own. Without the mark a copy is only larger.
 */
export function madeOnce<Made extends Column>(column: Made): Made {
  neverWritten.add(column);
  return column;
}

/** A deep copy that shares nothing with the original but what never changes. Throws on what is not plain (a function, an instance of a class). */
export function copyPlain<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === 'function') throw new TypeError('a function is not plain data');
  if (typeof value !== 'object' || value === null) return value;
  if (neverWritten.has(value)) return value;
  if (ArrayBuffer.isView(value)) return (value as Column).slice();
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Map) return new Map(Array.from(value, ([key, entry]) => [key, copy(entry)]));
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError('an instance of a class is not plain data');
  // A spread keeps the shape; an object that is built up key by key becomes a hash table, and a run that goes on from it slow.
  const result: Record<string, unknown> = { ...value };
  for (const key of Object.keys(result)) result[key] = copy(result[key]);
  return result;
}
