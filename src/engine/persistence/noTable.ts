/** The picture of a type that keeps no table: the mark that people carry says it all. */
import type { PersistencePicture } from '../snapshot.ts';

export const NO_TABLE = { rowCount: 0, rows: [], sizeRows: null } as const satisfies Partial<PersistencePicture>;
