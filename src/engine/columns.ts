/** Rows of what is many (people, requests) as typed-array columns that grow by doubling. */

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;
export type Columns = Record<string, Column>;

/** Makes room for `rows` rows; new rows are filled with zero. */
export function ensureRows(columns: Columns, rows: number): void {
  for (const name of Object.keys(columns)) {
    const column = columns[name]!;
    if (column.length >= rows) continue;
    let capacity = Math.max(16, column.length);
    while (capacity < rows) capacity *= 2;
    const wider = new (column.constructor as new (length: number) => Column)(capacity);
    wider.set(column);
    columns[name] = wider;
  }
}
